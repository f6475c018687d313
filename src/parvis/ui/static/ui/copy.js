/* Copies the text of the element named by `data-parvis-copy`, then says so in the button and in the status line. */
export function watchCopies(root) {
  for (const button of root.querySelectorAll("[data-parvis-copy]")) {
    button.hidden = false;
    if (button.dataset.parvisReady) continue;
    button.dataset.parvisReady = "1";
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.parvisCopy);
  const label = button.querySelector("span");
  const before = label.textContent;
  await write(source);
  label.textContent = button.dataset.parvisCopied;
  const status = button.closest("section, div.share")?.querySelector("[role=status]");
  if (status) status.textContent = button.dataset.parvisCopied;
  setTimeout(() => { label.textContent = before; }, 2500);
}

async function write(source) {
  const text = "value" in source ? source.value : source.textContent;
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  if (source.select) source.select();
  document.execCommand("copy");
}
