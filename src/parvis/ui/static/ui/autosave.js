/* Keeps what is being typed in forms marked `data-parvis-autosave="key"`, in this browser only, until it is accepted.
   Nothing secret is kept: passwords, codes, files and hidden fields are left out, and so is what is marked
   `data-parvis-unkept`: its place is another's once the server took something.
   The text is forgotten when a page carries `data-parvis-autosave-clear="key"` (the page after a success), or after 30 days. */
export const PREFIX = "parvis:draft:";
const DAYS_KEPT = 30;
const SKIPPED = new Set(["password", "hidden", "file", "submit", "button"]);

export function keepTypedText(root) {
  for (const mark of root.querySelectorAll("[data-parvis-autosave-clear]")) forget(mark.dataset.parvisAutosaveClear);
  for (const form of root.querySelectorAll("form[data-parvis-autosave]")) watch(form);
}

function watch(form) {
  if (form.dataset.parvisReady) return;
  form.dataset.parvisReady = "1";
  const key = PREFIX + form.dataset.parvisAutosave;
  restore(form, key);
  let timer = 0;
  let isTyped = false; // a form that is only read leaves no copy in this browser
  const save = () => { clearTimeout(timer); if (isTyped) store(key, form); };
  form.addEventListener("input", () => { isTyped = true; clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("submit", save);
  window.addEventListener("pagehide", save);
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type) && field.autocomplete !== "one-time-code" && !("parvisUnkept" in field.dataset));
}

function values(form) {
  return fields(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value]);
}

/* What the server already put in a field wins: a draft never overwrites it, save in a form marked `data-parvis-draft-wins`,
   which the server begins with words that are to be changed. */
function restore(form, key) {
  const draft = load(key);
  if (!draft) return;
  const waiting = [...draft.values];
  for (const field of fields(form)) {
    const found = waiting.findIndex(([name, value]) => name === field.name && (!Array.isArray(value) || value[0] === field.value));
    if (found < 0) continue;
    const [, value] = waiting.splice(found, 1)[0];
    if (Array.isArray(value)) { if (!form.querySelector(`[name="${CSS.escape(field.name)}"][checked]`)) field.checked = value[1]; }
    else if (!field.value || "parvisDraftWins" in form.dataset || field.tagName === "SELECT" && !field.querySelector("[selected]")) field.value = value;
  }
}

export function load(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < DAYS_KEPT * 864e5 ? draft : null;
  } catch { return null; }
}

/* `path` and `words` let the page of one's own texts (drafts.js) lead back to this one. */
function store(key, form) {
  const kept = values(form);
  const typed = kept.some(([, value]) => (Array.isArray(value) ? value[1] : value));
  const words = fields(form).find((field) => ["text", "textarea"].includes(field.type) && field.value.trim())?.value.trim().slice(0, 90) ?? "";
  try {
    if (typed) localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: kept, path: place(form), words }));
  } catch { /* a browser that keeps nothing still lets people write */ }
}

/* A form that begins with words to change is that of the address as a whole. */
function place(form) {
  return "parvisDraftWins" in form.dataset ? location.pathname + location.search : location.pathname;
}

/* A form of several pages has one key for each: the key, "-p", the number of the page. */
function forget(key) {
  try {
    const whole = PREFIX + key;
    const kept = Object.keys(localStorage).filter((one) => one === whole || one.startsWith(`${whole}-p`));
    for (const one of kept) localStorage.removeItem(one);
  } catch { /* nothing was kept */ }
}
