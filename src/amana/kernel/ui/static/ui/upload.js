/* <form data-upload>: says how far a large file has come, and that it is too large before it is sent. Without scripts the form is sent as any other. */
for (const form of document.querySelectorAll("form[data-upload]")) {
  const shown = form.querySelector("[data-upload-shown]");
  const bar = shown.querySelector("progress");
  const words = shown.querySelector("[role=status]");
  const input = form.querySelector("input[type=file]");

  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file) return;
    event.preventDefault();
    shown.hidden = false;
    if (file.size > Number(input.dataset.mostBytes)) {
      bar.hidden = true;
      words.textContent = form.dataset.tooLarge;
      input.focus();
      return;
    }
    const sending = new XMLHttpRequest();
    const button = form.querySelector("button:not([type=button])");
    bar.hidden = false;
    button.disabled = true;
    sending.upload.addEventListener("progress", (at) => {
      bar.max = at.total;
      bar.value = at.loaded;
      const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(at.loaded / at.total);
      words.textContent = at.loaded < at.total ? percent : form.dataset.checking;
    });
    sending.addEventListener("load", () => {
      window.onbeforeunload = null;
      document.open();
      document.write(sending.responseText);
      document.close();
      history.replaceState(null, "", sending.responseURL);
    });
    sending.addEventListener("error", () => {
      button.disabled = false;
      bar.hidden = true;
      words.textContent = form.dataset.failed;
    });
    sending.open("POST", form.action || location.href);
    sending.send(new FormData(form));
  });
}
