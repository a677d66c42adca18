/* <div data-tabs>: links to the parts of a page become tabs. Without scripts, and on paper, all parts stand one after the other. */
function attach(box) {
  const bar = box.querySelector("nav.tabs");
  if (!bar) return;
  const links = [...bar.querySelectorAll("a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  bar.setAttribute("role", "tablist");
  links.forEach((link, index) => {
    link.setAttribute("role", "tab");
    link.id ||= `tab-${sections[index].id}`;
    link.setAttribute("aria-controls", sections[index].id);
    sections[index].setAttribute("role", "tabpanel");
    sections[index].setAttribute("aria-labelledby", link.id);
  });

  function show(chosen, focus) {
    links.forEach((link, index) => {
      const here = index === chosen;
      link.setAttribute("aria-selected", String(here));
      link.tabIndex = here ? 0 : -1;
      sections[index].hidden = !here;
    });
    if (focus) links[chosen].focus();
  }

  function named(hash) {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    return target ? sections.findIndex((section) => section.contains(target)) : -1;
  }

  bar.addEventListener("click", (event) => {
    const index = links.indexOf(event.target.closest("a"));
    if (index < 0) return;
    event.preventDefault();
    history.replaceState(null, "", links[index].hash);
    show(index, false);
  });
  bar.addEventListener("keydown", (event) => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const now = links.indexOf(document.activeElement);
    const step = { [forward]: 1, [back]: -1 }[event.key];
    if (!step || now < 0) return;
    event.preventDefault();
    show((now + step + links.length) % links.length, true);
  });
  window.addEventListener("hashchange", () => { const index = named(location.hash); if (index >= 0) show(index, false); });
  show(Math.max(0, named(location.hash)), false);
  box.dataset.ready = "";
}

for (const box of document.querySelectorAll("[data-tabs]")) attach(box);
