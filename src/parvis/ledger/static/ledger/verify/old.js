/* For browsers that know scripts and no module: they read this file, and not that of the page. */
document.querySelector("[data-parvis-verify-old]").hidden = false;
