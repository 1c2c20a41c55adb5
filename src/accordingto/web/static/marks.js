// Better with it, complete without. Pointing at a mark lights all parts of the same finding; a tap on it opens its note in the margin.
"use strict";
const parts = (id) => [...document.querySelectorAll(".m[data-of]")].filter((part) => part.dataset.of === id);
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const part of document.querySelectorAll(".m.lit")) part.classList.remove("lit");
    const mark = event.target.closest(".m[data-of]");
    if (mark) for (const part of parts(mark.dataset.of)) part.classList.add("lit");
  });
}
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".m[data-of]");
  const note = mark && document.getElementById("note-" + mark.dataset.of);
  const why = note && note.querySelector("details");
  if (why) {
    why.open = true;
    note.scrollIntoView({ block: "nearest" });
  }
});
// Files dropped on the box are put into its file field; nothing is sent before the button is pressed.
for (const box of document.querySelectorAll(".paste")) {
  const field = box.querySelector("input[type=file]");
  const over = (on) => (event) => { event.preventDefault(); box.classList.toggle("over", on); };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => { over(false)(event); if (field) field.files = event.dataTransfer.files; });
}
