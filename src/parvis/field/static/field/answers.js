/* One person's answers on the page: whether something needed is missing, what to seal, and back to an empty form. */

/* The fields that need an answer and have none, as { field, label }, in order. What a condition hides asks nothing. */
export function missing(form) {
  return [...form.querySelectorAll(".field")]
    .filter((field) => !field.closest("[hidden]") && !field.querySelector(".field__optional"))
    .filter((field) => controls(field).length && !controls(field).some(isFilled))
    .map((field) => ({ field, label: labelOf(field) }));
}

export function show(form, summary, found, words) {
  for (const error of form.querySelectorAll("[data-parvis-missing]")) error.remove();
  for (const field of form.querySelectorAll(".field--error")) field.classList.remove("field--error");
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  summary.hidden = !found.length;
  const list = summary.querySelector("ul");
  list.replaceChildren();
  for (const { field, label } of found) {
    const [first] = controls(field), line = document.createElement("li"), link = document.createElement("a");
    link.href = `#${first.id}`;
    link.textContent = label;
    line.append(link);
    list.append(line);
    first.setAttribute("aria-invalid", "true");
    field.classList.add("field--error");
    field.querySelector("legend, label").after(error(words));
  }
  if (found.length) summary.focus();
}

/* As a browser would send it, without what is of this page alone. */
export function written(form) {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrfmiddlewaretoken");
  fields.delete("key");
  return fields.toString();
}

export const isTouched = (form) => form.querySelector("textarea, input")
  && [...form.elements].some((control) => control.name && control.type !== "hidden" && isFilled(control) && !isInitial(control));

export function empty(form) {
  form.reset();
  for (const details of form.querySelectorAll("details[open]")) details.open = false;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function error(words) {
  const box = document.createElement("div"), text = document.createElement("span");
  box.className = "field__error";
  box.dataset.parvisMissing = "";
  text.textContent = words;
  box.append(text);
  return box;
}

const controls = (field) => [...field.querySelectorAll("input, select, textarea")].filter((one) => one.type !== "hidden" && !one.disabled);

const isFilled = (control) => (["radio", "checkbox"].includes(control.type) ? control.checked : control.value.trim() !== "");

function isInitial(control) {
  if (["radio", "checkbox"].includes(control.type)) return control.checked === control.defaultChecked;
  if (control.tagName === "SELECT") return [...control.options].every((one) => one.selected === one.defaultSelected);
  return control.value === control.defaultValue;
}

function labelOf(field) {
  const label = field.querySelector("legend, label").cloneNode(true);
  for (const part of label.querySelectorAll("input, select, .visually-hidden")) part.remove();
  return label.textContent.trim();
}
