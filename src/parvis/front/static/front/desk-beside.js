/* The source of a translation beside what is being written: each of its parts goes next to the field, or to the
   block, that says the same; what has no field left stays where it was. */
const panel = document.querySelector("[data-parvis-beside]");

function placeOf(part) {
  const { parvisPart: path, parvisField: name } = part.dataset;
  const field = document.querySelector(`[data-edit-form] [data-contentpath="${CSS.escape(name)}"]`);
  if (!field || path === name) return field;
  return field.querySelector(`[data-contentpath="${CSS.escape(path)}"]`);
}

function arrange() {
  for (const part of panel.querySelectorAll("[data-parvis-rest] > [data-parvis-part]")) {
    const place = placeOf(part);
    if (!place) continue;
    place.classList.add("translated");
    place.prepend(part);
  }
}

async function check(button) {
  const said = panel.querySelector("[data-parvis-said]");
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  try {
    const answer = await fetch(button.dataset.parvisCheck, { method: "POST", headers, redirect: "manual" });
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(answer.status);
    said.textContent = button.dataset.parvisDone;
    panel.querySelector(".help-warning")?.remove();
    button.remove();
  } catch {
    said.textContent = button.dataset.parvisFailed;
  }
}

if (panel) {
  arrange();
  new MutationObserver(arrange).observe(document.querySelector("[data-edit-form]"), { subtree: true, childList: true });
  panel.querySelector("[data-parvis-check]")?.addEventListener("click", (event) => check(event.currentTarget));
}
