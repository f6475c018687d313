// The code that a QR link carries after its `#`, which browsers keep to themselves, goes into the field.
const field = document.querySelector("[data-parvis-from-address]");
const code = decodeURIComponent(window.location.hash.slice(1));
if (field && /^[0-9A-Za-z-]{12,20}$/.test(code)) {
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}
