/** Let Escape close an open sub-menu; it opens again once the pointer and the keyboard have left it. */
export function closeOnEscape(menu) {
  const open = () => [...menu.querySelectorAll(".menu__item--parent")].filter((item) => item.matches(":hover, :focus-within"));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const item of open()) {
      if (item.contains(document.activeElement)) item.querySelector("a").focus();
      item.dataset.closed = "";
    }
  });
  for (const item of menu.querySelectorAll(".menu__item--parent")) {
    const reopen = () => delete item.dataset.closed;
    item.addEventListener("pointerleave", reopen);
    item.addEventListener("focusout", (event) => item.contains(event.relatedTarget) || reopen());
  }
}
