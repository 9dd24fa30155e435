// A slider under each field that says so: moving it writes the number in the field, and the answer follows.
"use strict";

// Lowest, most likely and highest stay in that order: the one that is moved takes the others along.
function inOrder(moved) {
  const three = [...(moved.closest(".three")?.querySelectorAll("input[data-slider]") || [])];
  const value = (field) => Number(field.value.replace(",", "."));
  const at = three.indexOf(moved);
  three.forEach((field, place) => {
    const wrong = place < at ? value(field) > value(moved) : value(field) < value(moved);
    if (!field.value.trim() || Number.isNaN(value(field)) || wrong) {
      field.value = moved.value;
      field.dispatchEvent(new Event("input"));
    }
  });
}

for (const field of document.querySelectorAll("input[data-slider]")) {
  const [least, most] = field.dataset.slider.split(" ");
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = least;
  slider.max = most;
  slider.step = Number(most) <= 20 ? "0.5" : "1";
  slider.className = "slider";
  const label = field.labels[0];
  if (label) slider.setAttribute("aria-label", label.textContent.trim());

  const number = () => Number(field.value.replace(",", ".").replace(/±.*/, ""));
  const follow = () => {
    if (field.value.trim() && !Number.isNaN(number())) slider.value = String(number());
  };
  follow();
  slider.addEventListener("input", () => {
    field.value = slider.value.replace(".", ",");
    inOrder(field);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // The page waits a little after a key in a field; a slider that is moved by keys is answered at once.
  for (const name of ["change", "keyup"]) slider.addEventListener(name, (event) => event.stopPropagation());
  field.addEventListener("input", follow);
  field.after(slider);
}
