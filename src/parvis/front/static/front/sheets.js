/* Typing sheets of paper by keyboard alone. A letter ticks the box that bears it on the printed form, a digit the
   step of a scale; one choice leads on, Enter leads on, Ctrl + Enter saves. `stops`: the fields in their order, a
   group of boxes being one; the last is the button. Without this script the form is filled and sent as any. */
const ALPHABET = 26;

function letterOf(place, count) {
  if (count <= ALPHABET) return String.fromCharCode(65 + place);
  return String.fromCharCode(65 + Math.floor(place / ALPHABET), 65 + (place % ALPHABET));
}

function groupsOf(form) {
  const groups = new Map();
  for (const box of form.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    groups.set(box.name, [...(groups.get(box.name) ?? []), box]);
  }
  return groups;
}

function keyOf(box, place, count) {
  if (!box.closest(".scale")) return letterOf(place, count);
  return Number(box.value) > 9 ? "X" : box.value;
}

/* Each box with the key that ticks it, which its label shows. */
function nameBoxes(groups) {
  const keys = new Map();
  for (const boxes of groups.values()) {
    boxes.forEach((box, place) => {
      const key = keyOf(box, place, boxes.length);
      keys.set(box, key);
      if (box.closest(".scale") && key !== "X") return;
      const shown = document.createElement("kbd");
      shown.textContent = key;
      shown.setAttribute("aria-hidden", "true");
      box.after(" ", shown);
    });
  }
  return keys;
}

function stopsOf(form, groups) {
  const controls = form.querySelectorAll("input:not([type=hidden]), select, textarea, button[type=submit]");
  return [...controls].filter((one) => {
    if (one.closest(".choices__other") && one.type === "text") return false;
    if (one.dataset.parvisPlacePoints !== undefined) return false;
    const group = groups.get(one.name);
    return !group || group[0] === one;
  });
}

class Sheet {
  constructor(form) {
    this.form = form;
    this.groups = groupsOf(form);
    this.keys = nameBoxes(this.groups);
    this.stops = stopsOf(form, this.groups);
    this.typed = "";
    form.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("focusin", () => { this.typed = ""; });
  }

  /* The stop where somebody is: that of the group of a box, and of the words beside “another answer”. */
  placeOf(control) {
    const group = this.groups.get(control.name) ?? this.groups.get(control.name?.replace(/__other$/, ""));
    return this.stops.indexOf(group ? group[0] : control);
  }

  lead(control) {
    const next = this.stops[this.placeOf(control) + 1];
    if (!next) return;
    const group = this.groups.get(next.name);
    (group?.find((box) => box.checked) ?? next).focus();
  }

  begin() {
    const wrong = this.form.querySelector(".field--error");
    const first = wrong ? this.stops.find((one) => wrong.contains(one)) : null;
    (first ?? this.stops.find((one) => one.name !== "number" && (one.name !== "register_page" || !one.value)))?.focus();
  }

  press(event) {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter") this.enter(event);
    else if (event.ctrlKey || event.metaKey) return;
    else if (this.keys.has(event.target)) this.tick(event);
    else if (event.target.matches("select") && /^[0-9]$/.test(event.key)) this.rank(event);
  }

  enter(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      if (!event.repeat) this.form.requestSubmit();
      return;
    }
    if (event.shiftKey || event.target.matches("button, a")) return;
    event.preventDefault();
    this.lead(event.target);
  }

  tick(event) {
    const group = this.groups.get(event.target.name);
    if (event.key === "Backspace") {
      for (const box of group) this.set(box, false);
      return;
    }
    if (!/^[a-z0-9]$/i.test(event.key)) return;
    event.preventDefault();
    this.typed += event.key.toUpperCase();
    const names = group.map((box) => this.keys.get(box));
    const place = names.indexOf(this.typed);
    if (place < 0) {
      if (!names.some((name) => name.startsWith(this.typed))) this.typed = "";
      return;
    }
    this.typed = "";
    this.choose(group[place]);
  }

  choose(box) {
    const isSingle = box.type === "radio" || this.groups.get(box.name).length === 1;
    this.set(box, box.type === "radio" || !box.checked);
    box.focus();
    const words = box.closest(".choices__other")?.querySelector("input[type=text]");
    if (words && box.checked) words.focus();
    else if (isSingle) this.lead(box);
  }

  set(box, isChecked) {
    if (box.checked === isChecked) return;
    box.checked = isChecked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* A ranking of up to nine: the digit is the place, and leads on. */
  rank(event) {
    const list = event.target;
    if (list.options.length > 10 || ![...list.options].some((one) => one.value === event.key)) return;
    event.preventDefault();
    list.value = event.key;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    this.lead(list);
  }
}

const form = document.querySelector("[data-parvis-sheet]");
if (form) {
  const sheet = new Sheet(form);
  for (const part of document.querySelectorAll(".sheet__keys")) part.hidden = false;
  form.dataset.parvisSheet = "ready";
  sheet.begin();
}
