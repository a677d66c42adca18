/* A form is sent once, however often its button is pressed. It can be sent again when nothing came back for a while, or when the page is shown again. */
const AGAIN_MS = 10000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const before = sent.get(form);
  if (before !== undefined && event.timeStamp - before < AGAIN_MS) {
    event.preventDefault();
    return;
  }
  sent.set(form, event.timeStamp);
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), AGAIN_MS);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) { sent.delete(form); form.removeAttribute("aria-busy"); }
});
