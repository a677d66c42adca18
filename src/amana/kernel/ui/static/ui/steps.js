/* <form data-steps>: on a phone, one question at a time; the buttons of the form come with the last one. Without scripts, on a wide screen
   and where something has to be corrected, all questions stand one after the other. */
const narrow = matchMedia("(max-width: 47.99rem)");

function attach(form) {
  const bar = form.querySelector("[data-steps-bar]");
  const count = form.querySelector("[data-steps-count]");
  const [back, next, all] = ["back", "next", "all"].map((name) => form.querySelector(`[data-steps-${name}]`));
  const ends = form.querySelector("[data-steps-end]");
  if (!bar || !ends || form.querySelector(".field-wrong")) return;
  const fields = [...form.querySelectorAll(".field")].filter((field) => !field.closest("details") && !field.parentElement.closest(".field"));
  const parts = [...new Set(fields.map((field) => field.closest("section, [data-step-part]")).filter(Boolean))];
  const loose = [...form.querySelectorAll("details")];
  let here = 0;
  let whole = false;

  function draw(focus) {
    const stepping = narrow.matches && !whole && fields.length > 1;
    const last = here === fields.length - 1;
    fields.forEach((field, index) => { field.hidden = stepping && index !== here; });
    for (const part of parts) part.hidden = stepping && !part.contains(fields[here]);
    for (const one of loose) one.hidden = stepping && !last;
    ends.hidden = stepping && !last;
    bar.hidden = !stepping;
    back.disabled = here === 0;
    next.hidden = last;
    count.textContent = count.dataset.words.replace("{n}", here + 1).replace("{all}", fields.length);
    if (!stepping || !focus) return;
    fields[here].scrollIntoView({ block: "nearest" });
    fields[here].querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  }

  function go(by) {
    here = Math.min(Math.max(here + by, 0), fields.length - 1);
    draw(true);
  }

  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  all.addEventListener("click", () => { whole = true; draw(false); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || bar.hidden || next.hidden || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    go(1);
  });
  narrow.addEventListener("change", () => draw(false));
  draw(false);
}

for (const form of document.querySelectorAll("form[data-steps]")) attach(form);
