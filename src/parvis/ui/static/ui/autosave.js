/* Keeps what is being typed in forms marked `data-parvis-autosave="key"`, in this browser only, until it is accepted.
   Nothing secret is kept: passwords, codes, files and hidden fields are left out.
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
  const save = () => { clearTimeout(timer); store(key, form); };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("submit", save);
  window.addEventListener("pagehide", save);
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type) && field.autocomplete !== "one-time-code");
}

function values(form) {
  return fields(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value]);
}

/* What the server already put in a field wins: a draft never overwrites it. */
function restore(form, key) {
  const draft = load(key);
  if (!draft) return;
  const waiting = [...draft.values];
  for (const field of fields(form)) {
    const found = waiting.findIndex(([name, value]) => name === field.name && (!Array.isArray(value) || value[0] === field.value));
    if (found < 0) continue;
    const [, value] = waiting.splice(found, 1)[0];
    if (Array.isArray(value)) { if (!form.querySelector(`[name="${CSS.escape(field.name)}"][checked]`)) field.checked = value[1]; }
    else if (!field.value || field.tagName === "SELECT" && !field.querySelector("[selected]")) field.value = value;
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
    if (typed) localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: kept, path: location.pathname, words }));
  } catch { /* a browser that keeps nothing still lets people write */ }
}

function forget(key) {
  try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
}
