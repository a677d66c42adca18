/* <select data-slider="part">: in a form that asks by address, the choice becomes a slider, and the part of the page with that id is
   fetched anew where the slider comes to rest. Without scripts the choice stays a list, and a button shows it. */
const REST = 200; // milliseconds: each fetch is a read that is written to the log, so those passed over are left out

function attach(select) {
  const form = select.form;
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: 0, max: select.options.length - 1, step: 1, value: select.selectedIndex, id: select.id });
  const described = select.getAttribute("aria-describedby");
  if (described) range.setAttribute("aria-describedby", described);
  const now = Object.assign(document.createElement("span"), { className: "slider-now" });
  now.setAttribute("aria-hidden", "true");
  const ends = Object.assign(document.createElement("div"), { className: "slider-ends" });
  ends.setAttribute("aria-hidden", "true");
  ends.append(...[0, select.options.length - 1].map((place) => Object.assign(document.createElement("span"), { textContent: select.options[place].text })));
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  const box = Object.assign(document.createElement("div"), { className: "slider", dir: "ltr" }); // time runs one way in every language
  box.append(range, now, ends);
  select.removeAttribute("id");
  select.hidden = true;
  select.after(box, said);

  let waiting = 0;
  let asked = null;

  function read() {
    const text = select.options[select.selectedIndex].text;
    now.textContent = text;
    range.setAttribute("aria-valuetext", text);
  }

  async function show() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    let page;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (failure) {
      if (failure.name !== "AbortError") form.submit(); // signed out, or the line is down: the page itself says what is the matter
      return;
    }
    const part = page.getElementById(select.dataset.slider);
    document.getElementById(part.id).replaceWith(document.importNode(part, true));
    said.textContent = part.querySelector("figcaption")?.textContent ?? "";
    history.replaceState(null, "", address);
  }

  range.addEventListener("input", () => {
    select.selectedIndex = range.valueAsNumber;
    read();
    clearTimeout(waiting);
    waiting = setTimeout(show, REST);
  });
  read();
}

for (const select of document.querySelectorAll("select[data-slider]")) attach(select);
