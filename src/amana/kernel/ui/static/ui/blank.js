/* Esc twice hides the whole page from whoever looks over a shoulder; Esc twice brings it back. Touch: the button in the node bar, then a tap. */
const WITHIN_MS = 600;
const sheet = document.querySelector("[data-blank-sheet]");
const button = document.querySelector("[data-blank]");
const title = document.title;
let lastEscape = -Infinity;
let hidden = false;
let returnTo = null;

function others() {
  return [...document.body.children].filter((element) => element !== sheet && element.tagName !== "SCRIPT");
}

function turn(hide) {
  hidden = hide;
  if (hide) returnTo = document.activeElement;
  sheet.hidden = !hide;
  for (const element of others()) element.inert = hide;
  document.title = hide ? " " : title;
  if (!hide && returnTo instanceof HTMLElement) returnTo.focus({ preventScroll: true });
}

if (sheet && button) {
  button.hidden = false;
  button.addEventListener("click", () => turn(true));
  sheet.addEventListener("dblclick", () => turn(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const twice = event.timeStamp - lastEscape < WITHIN_MS;
    lastEscape = twice ? -Infinity : event.timeStamp;
    if (twice) turn(!hidden);
  });
}
