// A slider under each field that says so: moving it writes the number in the field, and the answer follows.
"use strict";

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
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  slider.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("input", follow);
  field.after(slider);
}
