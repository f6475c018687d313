/* Sends what is kept, a few at a time, from one tab at a time; an answer is erased once the site says that it has it. */
import { mark, settle, waiting } from "./kept.js";

const AT_ONCE = 10, HEAVIEST = 1500000;
const TAKEN = new Set(["entered", "waiting", "kept", "discarded"]);
const TIME = 20000;

/* `kit`, `url`, `token`: of the page. Gives { reached, open, words, gone }: whether the site answered, whether it takes new
   answers, what it says, and whether the link leads nowhere any longer. */
export function sendAll({ kit, url, token }) {
  return navigator.locks.request(`parvis-field-${kit}`, async () => {
    let told = await post(url, token, []);
    let tried = new Set();
    while (told.reached && !told.refused) {
      const next = few((await waiting(kit)).filter((one) => !one.stays && !tried.has(one.key)));
      if (!next.length) break;
      const answer = await post(url, token, next.map(({ key, code, written_at, sealed }) => ({ key, code, written_at, sealed })));
      told = { ...answer, words: answer.words || told.words };
      if (!answer.reached || answer.refused) break;
      tried = new Set([...tried, ...next.map((one) => one.key)]);
      const asked = new Set(next.map((one) => one.key));
      const said = answer.answers.filter((one) => asked.has(one.key));
      await settle(kit, said.filter((one) => TAKEN.has(one.outcome)).map((one) => one.key));
      for (const one of said) {
        if (one.outcome === "unreadable") await mark(one.key, "unreadable");
        if (one.outcome === "later") told.words = one.words;
      }
    }
    return told;
  });
}

/* The first ones, no heavier together than one sending may be. */
function few(answers) {
  let weight = 0;
  return answers.slice(0, AT_ONCE).filter(({ sealed }, place) => { weight += sealed.length; return !place || weight < HEAVIEST; });
}

async function post(url, token, answers, isSecond = false) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(answers),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": await token(isSecond) },
      signal: AbortSignal.timeout(TIME),
      cache: "no-store",
      redirect: "error",
    });
    if (response.status === 403 && !isSecond) return post(url, token, answers, true);
    if (response.status === 404) return { reached: true, refused: true, gone: true, words: "" };
    const told = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
    if (response.ok && told && Array.isArray(told.answers)) return { reached: true, ...told };
    if (told?.words && response.status < 500) return { reached: true, refused: true, words: told.words };
    throw new Error(String(response.status));
  } catch {
    return { reached: false, words: "" };
  }
}
