/* A search whose filters are drawn again in place. A request that fails is made again as a page, whose server says why.
   A point may be that of the browser, rounded to about a kilometre: enough to look around, too coarse for a door. */
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, ({ detail }) => { window.location.href = detail.pathInfo.finalRequestPath; });
}

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const part of document.querySelectorAll("[data-parvis-finder] [data-parvis-scripted]")) part.hidden = false;
});

/* A point that was refused is to be written again. What was chosen may be there no more: the filters are the nearest place. */
document.addEventListener("htmx:afterSettle", () => {
  const refused = document.querySelector("[data-parvis-near][aria-invalid]");
  if (refused && document.activeElement.closest(".near")) refused.focus();
  if (document.activeElement === document.body) document.getElementById("filters-summary").focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-parvis-near-here]");
  if (!asked) return;
  const form = asked.closest("form");
  const said = form.querySelector("[data-parvis-near-said]");
  const refuse = () => { said.textContent = said.dataset.parvisRefused; };
  said.textContent = "";
  if (!navigator.geolocation) { refuse(); return; }
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.querySelector("[data-parvis-near]").value = `${coords.latitude.toFixed(2)}, ${coords.longitude.toFixed(2)}`;
    form.requestSubmit();
  }, refuse);
});
