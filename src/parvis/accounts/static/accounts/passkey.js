/* Says in the page why a passkey's ceremony stopped; allauth's module only tells the console. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.querySelector("[data-accounts-passkey-error]");
  if (note) note.hidden = false;
});

/* Modules run before this event, and allauth listens to it already: from here a press is answered. */
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("passkey-button").disabled = false;
});
