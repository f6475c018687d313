/* Opens a `<dialog>` in place of following the link that names it (`data-parvis-dialog="id"`).
   The browser gives focus to the dialog and back to the link; a press on the backdrop closes it. */
export function watchDialogs(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-parvis-dialog]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const dialog = document.getElementById(link.dataset.parvisDialog);
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  });
  root.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  });
}
