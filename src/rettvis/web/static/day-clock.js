// The dial by keyboard: one stop for Tab, arrow keys from arc to arc, and the words of the arc beside it.
"use strict";

(() => {
  const arcs = (dial) => [...dial.querySelectorAll("a.arc")];
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function show(arc) {
    const dial = arc.closest(".dial");
    for (const other of arcs(dial)) other.setAttribute("tabindex", other === arc ? "0" : "-1");
    dial.querySelector(".dial-words").textContent = arc.getAttribute("aria-label");
  }

  document.addEventListener("focusin", (event) => {
    const arc = event.target.closest?.("a.arc");
    if (arc) show(arc);
  });

  document.addEventListener("mouseover", (event) => {
    const arc = event.target.closest?.("a.arc");
    if (arc) arc.closest(".dial").querySelector(".dial-words").textContent = arc.getAttribute("aria-label");
  });

  document.addEventListener("keydown", (event) => {
    const arc = event.target.closest?.("a.arc");
    if (!arc) return;
    const all = arcs(arc.closest(".dial"));
    const at = all.indexOf(arc);
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1
      : event.key in steps ? (at + steps[event.key] + all.length) % all.length : -1;
    if (to < 0) return;
    event.preventDefault();
    all[to].focus();
  });

  // A fault or a link may lead into a row's closed details: open them first.
  function openAround(id) {
    document.getElementById(id)?.closest("details")?.setAttribute("open", "");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    const id = link && (link.getAttribute("href") || "").split("#")[1];
    if (!id) return;
    openAround(id);
    if (link.classList.contains("arc") && document.getElementById(id)) {
      event.preventDefault();
      document.getElementById(id).focus();
    }
  });

  if (location.hash) {
    openAround(location.hash.slice(1));
    document.getElementById(location.hash.slice(1))?.focus();
  }
})();
