// One key a decision. Without script every key is a button, and the edit form opens by its summary.
"use strict";
document.documentElement.classList.add("has-script");
const edit = document.getElementById("edit");
const openEdit = () => {
  edit.open = true;
  edit.querySelector("select, input:not([type=hidden])").focus();
};
let sent = false;
document.addEventListener("submit", (event) => {
  if (sent) event.preventDefault(); // a key held down decides once
  sent = true;
});
for (const button of document.querySelectorAll("[data-opens]")) button.addEventListener("click", openEdit);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && edit) edit.open = false;
  if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
