// Chooses every case on the page, or none, without asking the server, and says how many are chosen.
"use strict";

for (const form of document.querySelectorAll("form[data-cases]")) {
  const boxes = [...form.querySelectorAll('input[name="case"]')];
  const said = form.querySelector("[data-chosen]");
  const all = form.querySelector("[data-tick-all]");
  if (!all) continue;

  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    said.textContent = number ? `${said.dataset.chosen} ${number}` : "";
    all.setAttribute("aria-pressed", String(number === boxes.length));
  };

  all.addEventListener("click", (event) => {
    event.preventDefault();
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
    count();
  });
  form.addEventListener("change", count);
  count();
}
