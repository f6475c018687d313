/* Shows and hides the questions of a form as others are answered: the rules of `contributions/answering.py`, on this page.
   Each question is an element `data-parvis-question="code"`; its condition is in `data-parvis-if`, `-test` and `-value`.
   What is hidden keeps what was typed; the server leaves it out. A place may be filled by the position of the browser. */
for (const form of document.querySelectorAll("form[data-parvis-questions]")) {
  for (const told of form.querySelectorAll("[data-parvis-unscripted]")) told.hidden = true;
  form.addEventListener("change", () => show(form));
  show(form);
}

function show(form) {
  const said = new Map();
  let pageIsShown = true;
  for (const part of form.querySelectorAll("[data-parvis-question]")) {
    const holds = meets(part, said);
    if ("parvisSection" in part.dataset) pageIsShown = holds;
    part.hidden = !(holds && pageIsShown);
    said.set(part.dataset.parvisQuestion, part.hidden ? new Set() : told(part));
  }
}

function meets(part, said) {
  const { parvisIf: code, parvisTest: test, parvisValue: value } = part.dataset;
  if (!code || !known(part, code)) return true;
  const answer = said.get(code) ?? new Set();
  if (test === "is") return answer.size === 1 && answer.has(value);
  return answer.has(value) === (test === "contains");
}

/* A question on another page was looked at by the server. */
function known(part, code) {
  return part.closest("form").querySelector(`[data-parvis-question="${CSS.escape(code)}"]`) !== null;
}

function told(part) {
  const found = new Set();
  for (const control of part.querySelectorAll("input:checked")) {
    found.add(control.value === "on" && control.type === "checkbox" ? "yes" : control.value);
  }
  return found;
}

for (const place of document.querySelectorAll("[data-parvis-place]")) {
  const said = place.querySelector("[data-parvis-place-said]");
  place.querySelector("[data-parvis-place-here]").addEventListener("click", () => {
    said.textContent = "";
    if (!navigator.geolocation) { said.textContent = said.dataset.parvisRefused; return; }
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const typed = place.querySelector("[data-parvis-place-points]");
      const point = `${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`;
      typed.value = typed.tagName === "TEXTAREA" && typed.value.trim() ? `${typed.value.trimEnd()}\n${point}` : point;
      typed.dispatchEvent(new Event("input", { bubbles: true }));
    }, () => { said.textContent = said.dataset.parvisRefused; });
  });
}

/* Photos and documents: one empty room at a time, the next one once it is filled; what is too heavy,
   alone or with the other files of the form, is said before it is sent. */
for (const group of document.querySelectorAll("[data-parvis-files]")) {
  const heavy = group.querySelector("[data-parvis-files-heavy]");
  const together = group.querySelector("[data-parvis-files-together]");
  const rooms = [...group.querySelectorAll("[data-parvis-files-room]")];
  const chosen = (room) => room.querySelector("input[type=file]").files.length > 0;
  const open = () => rooms.forEach((room, place) => { room.hidden = place > 0 && !chosen(room) && !chosen(rooms[place - 1]); });
  group.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    heavy.hidden = !target.files.length || target.files[0].size <= Number(group.dataset.parvisHeaviest);
    together.hidden = !heavy.hidden || weight(group.closest("form")) <= Number(group.dataset.parvisTogether);
    if (!heavy.hidden || !together.hidden) target.value = "";
    open();
  });
  open();
}

function weight(form) {
  const chosen = [...form.querySelectorAll("[data-parvis-files] input[type=file]")].flatMap((input) => [...input.files]);
  return chosen.reduce((sum, file) => sum + file.size, 0);
}
