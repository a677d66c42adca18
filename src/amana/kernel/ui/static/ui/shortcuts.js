/* One set of keys: elements with data-shortcut="g t" are followed, or focused if they are fields. "?" lists them.
   The reader can switch the keys off, since single letters may meet speech input (WCAG 2.1.4). */
const STORE = "amana-shortcuts-off";
const dialog = document.querySelector("[data-shortcuts]");
const list = document.querySelector("[data-shortcut-list]");
const box = document.querySelector("[data-shortcuts-on]");
let before = "";

function off() {
  try { return localStorage.getItem(STORE) === "1"; } catch { return false; }
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function words(element) {
  return element.dataset.shortcutLabel || element.getAttribute("aria-label") || element.textContent.trim();
}

function fill() {
  for (const old of list.querySelectorAll("[data-found]")) old.remove();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const line = document.createElement("div");
    line.dataset.found = "";
    const keys = document.createElement("dt");
    for (const key of element.dataset.shortcut.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      keys.append(cap, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = words(element);
    line.append(keys, meaning);
    list.append(line);
  }
}

function follow(element) {
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) element.focus();
  else element.click();
}

if (dialog && list) {
  box.checked = !off();
  box.addEventListener("change", () => {
    try { localStorage.setItem(STORE, box.checked ? "0" : "1"); } catch { /* storage is closed: the choice holds for this page */ }
  });
  document.addEventListener("keydown", (event) => {
    if (off() || !box.checked || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || typing(event.target)) return;
    if (event.key === "?") {
      fill();
      dialog.showModal();
      return;
    }
    const wanted = before ? `${before} ${event.key}` : event.key;
    const found = [...document.querySelectorAll("[data-shortcut]")].find((element) => element.dataset.shortcut === wanted);
    before = found ? "" : event.key;
    if (found) {
      event.preventDefault();
      follow(found);
    }
  });
}
