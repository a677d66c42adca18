/* <form data-confirm-leave>: the browser asks before a page with unsaved entries is left. */
for (const form of document.querySelectorAll("form[data-confirm-leave]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("amana:saved", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
