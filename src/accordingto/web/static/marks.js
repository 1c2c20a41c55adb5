// Better with it, complete without: pointing at a mark lights all the parts of the same finding.
"use strict";
const light = (id, on) => {
  for (const part of document.querySelectorAll(".m")) {
    if (part.dataset.of === id) part.classList.toggle("lit", on);
  }
};
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const mark = event.target.closest(".m[data-of]");
    for (const part of document.querySelectorAll(".m.lit")) part.classList.remove("lit");
    if (mark) light(mark.dataset.of, true);
  });
}
