// Small conveniences; every page works without them.
// post sends a form and reads the page that answers; no text becomes a page here,
// which the page's own policy forbids.
const post = (form) =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.onload = () => done(request);
    request.onerror = fail;
    request.send(new URLSearchParams(new FormData(form)));
  });
const enliven = (root) => {
  for (const button of root.querySelectorAll("[data-copy]")) {
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
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  // A form with faults: go to the first.
  root.querySelector("[data-first-fault]")?.focus();
  // What is typed is kept every few seconds, and when the page is left.
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const said = form.querySelector("[data-draft-said]");
    let typed = 0; // how often something was typed …
    let kept = 0; // … and how much of it is kept
    let sending = false;
    const keep = async () => {
      if (sending || kept === typed) return;
      sending = true;
      const upTo = typed;
      const fields = new URLSearchParams(new FormData(form));
      fields.set("quiet", "1");
      try {
        const answer = await fetch("/drafts", { method: "POST", body: fields, keepalive: true });
        if (answer.redirected) {
          said.textContent = answer.url.includes("draft.over") ? said.dataset.over : said.dataset.waiting;
        } else if (answer.ok) {
          kept = upTo;
          said.textContent = said.dataset.kept + " " + new Date().toTimeString().slice(0, 5);
        } else {
          said.textContent = said.dataset.waiting;
        }
      } catch {
        said.textContent = said.dataset.waiting;
      }
      sending = false;
    };
    form.addEventListener("input", () => typed++);
    form.addEventListener("submit", () => (kept = typed));
    setInterval(keep, 3000);
    document.addEventListener("visibilitychange", () => document.hidden && keep());
  }
  // Sending twice writes once, but the button says that it was pressed.
  for (const form of root.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      for (const b of form.querySelectorAll("button[type=submit]")) b.setAttribute("aria-busy", "true");
    });
  }
  // A signature: what is drawn is a path of whole numbers in a hidden field.
  for (const canvas of root.querySelectorAll("canvas[data-drawing]")) {
    const field = document.getElementById(canvas.dataset.drawing);
    const clear = document.querySelector(`[data-undraw="${canvas.dataset.drawing}"]`);
    const pen = canvas.getContext("2d");
    Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#123" });
    const show = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.stroke(new Path2D(field.value));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const at = (e) => `${Math.round((e.offsetX * canvas.width) / canvas.clientWidth)} ${Math.round((e.offsetY * canvas.height) / canvas.clientHeight)}`.replaceAll("-", "");
    const longest = 19000; // characters; the server takes a little more
    let down = false;
    canvas.addEventListener("pointerdown", (e) => {
      down = true;
      canvas.setPointerCapture(e.pointerId);
      field.value = `${field.value} M${at(e)}`.trim();
    });
    canvas.addEventListener("pointermove", (e) => {
      if (!down || field.value.length > longest) return;
      field.value += ` L${at(e)}`;
      show();
    });
    canvas.addEventListener("pointerup", () => (down = false));
    clear.addEventListener("click", () => ((field.value = ""), show()));
    canvas.hidden = clear.hidden = false;
    canvas.parentElement.querySelector("[data-undrawn]").hidden = true;
    if (field.value) show();
  }
  // A table that grows: one more row like the last, in place.
  for (const button of root.querySelectorAll("button[data-more]")) {
    const table = button.closest("[data-rows]");
    const rows = () => table.querySelectorAll("[data-row]");
    button.addEventListener("click", (e) => {
      e.preventDefault();
      const last = rows().length;
      const row = rows()[last - 1].cloneNode(true);
      const from = [`${table.dataset.rows}.${last}.`, `${table.dataset.rows}-${last}-`];
      const to = [`${table.dataset.rows}.${last + 1}.`, `${table.dataset.rows}-${last + 1}-`];
      for (const part of row.querySelectorAll("[name], [id], [for], [list], [aria-describedby]")) {
        for (const key of ["name", "id", "for", "list", "aria-describedby"]) {
          const value = part.getAttribute(key);
          if (value !== null) part.setAttribute(key, value.replaceAll(from[0], to[0]).replaceAll(from[1], to[1]));
        }
        if (part.matches("input[type=radio], input[type=checkbox]")) part.checked = false;
        else if (part.matches("input, select, textarea")) part.value = "";
        part.removeAttribute("aria-invalid");
      }
      for (const fault of row.querySelectorAll(".fault")) fault.remove();
      for (const bad of row.querySelectorAll(".bad")) bad.classList.remove("bad");
      const legend = row.querySelector("legend");
      legend.textContent = legend.textContent.replace(String(last), String(last + 1));
      rows()[last - 1].after(row);
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      button.hidden = last + 1 >= Number(table.dataset.most);
    });
  }
  // A small thing is done in place: the server answers with the whole page, of
  // which main is taken. Whatever else it answers is gone to, as without a script.
  for (const form of root.querySelectorAll("form[data-here]")) {
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      try {
        const answer = await post(form);
        if (new URL(answer.responseURL).pathname !== location.pathname) return location.assign(answer.responseURL);
        const main = document.querySelector("main");
        main.replaceChildren(...answer.responseXML.querySelector("main").childNodes);
        enliven(main);
        const fold = main.querySelector(`form[data-here="${form.dataset.here}"]`)?.closest("details");
        if (fold) fold.open = true;
        (fold?.querySelector("summary") ?? main).focus({ preventScroll: true });
      } catch {
        form.submit();
      }
    });
  }
};
enliven(document);
