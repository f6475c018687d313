/* How easy a text is to read, below the field where it is written, a moment after its last change. It prevents
   nothing: when the site does not answer, what was said stays. */
const url = document.querySelector("script[data-parvis-reading]").dataset.parvisReading;
const WAIT = 900;
const OUTERMOST = "[data-contentpath]:not([data-contentpath] [data-contentpath])";
const EDITED = "[contenteditable=true]";
const known = new WeakMap();

const textOf = (field) => [...field.querySelectorAll(EDITED)].map((edited) => edited.innerText).join("\n");

function boxOf(field) {
  let box = field.querySelector(":scope > [data-parvis-read]");
  if (!box) {
    box = document.createElement("div");
    box.className = "desk-reading";
    box.dataset.parvisRead = "";
    field.append(box);
  }
  return box;
}

async function read(field) {
  const state = known.get(field);
  const text = textOf(field);
  if (text === state.text) return;
  state.text = text;
  state.asked?.abort();
  state.asked = new AbortController();
  if (!text.trim()) {
    boxOf(field).replaceChildren();
    return;
  }
  const body = new URLSearchParams({ text });
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  try {
    const answer = await fetch(url, { method: "POST", body, headers, signal: state.asked.signal });
    if (!answer.ok) return;
    const parts = new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes;
    boxOf(field).replaceChildren(...parts);
  } catch {
    /* Asked again at the next change. */
  }
}

function plan(field) {
  const state = known.get(field) ?? { text: "" };
  known.set(field, state);
  clearTimeout(state.timer);
  state.timer = setTimeout(read, WAIT, field);
}

function fieldsOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!element || element.closest("[data-parvis-read]")) return [];
  const field = element.closest(OUTERMOST);
  return field && (field.querySelector(EDITED) || known.has(field)) ? [field] : [];
}

const form = document.querySelector("[data-edit-form]");
if (form) {
  new MutationObserver((changes) => {
    for (const field of new Set(changes.flatMap((change) => fieldsOf(change.target)))) plan(field);
  }).observe(form, { subtree: true, childList: true, characterData: true });
  for (const field of form.querySelectorAll(OUTERMOST)) if (field.querySelector(EDITED)) plan(field);
}
