// Small conveniences; every page works without them.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).value;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.getElementById(button.dataset.copy).select();
      return;
    }
    const said = document.getElementById(button.dataset.said);
    if (said) said.textContent = said.dataset.text;
  });
}
// A form with faults: go to the first.
document.querySelector("[data-first-fault]")?.focus();
// Sending twice writes once, but the button says that it was pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    for (const b of form.querySelectorAll("button[type=submit]")) b.setAttribute("aria-busy", "true");
  });
}
