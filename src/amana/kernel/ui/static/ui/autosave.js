/* Continuous saving for <form data-autosave="address">: what changed is sent shortly after, and a line says what became of it.
   The address answers 204 when it kept everything, 422 when something cannot be kept yet, 401 when the sitting has ended. Without scripts
   the save button does it. */
const WAIT_MS = 800;

function attach(form) {
  const state = form.querySelector("[data-autosave-state]") || document.querySelector("[data-autosave-state]");
  let timer = 0;
  let running = null;
  const say = (key) => { if (state) { state.textContent = state.dataset[key] || ""; state.dataset.state = key; } };

  async function save() {
    if (running) running.abort();
    running = new AbortController();
    const mine = running;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        credentials: "same-origin",
        redirect: "manual",
        signal: mine.signal,
      });
      say(answer.ok ? "saved" : answer.status === 401 ? "ended" : "failed");
      form.dispatchEvent(new CustomEvent(answer.ok ? "amana:saved" : "amana:unsaved", { bubbles: true }));
    } catch (failure) {
      if (failure.name !== "AbortError") say("offline");
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

for (const form of document.querySelectorAll("form[data-autosave]")) attach(form);
