const NARROW = "(max-width: 59.99em)";

/** Return the button that stands where the link to the menu stood. */
function buttonFor(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
}

/** Let a button open and close the menu where there is no room for it to stand open. */
export function addMenuButton(link, menu) {
  const button = buttonFor(link);
  button.setAttribute("aria-controls", menu.id);

  function show(open) {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("menu--open", open);
  }

  // Who came by the link without scripts finds it open.
  show(location.hash === `#${menu.id}`);
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true" || !matchMedia(NARROW).matches) return;
    if (menu.contains(document.activeElement)) button.focus();
    show(false);
  });
}

/** Let Escape close an open sub-menu; it opens again once the pointer and the keyboard have left it. */
export function closeOnEscape(menu) {
  const open = () => [...menu.querySelectorAll(".menu__item--parent")].filter((item) => item.matches(":hover") || item.contains(document.activeElement));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || matchMedia(NARROW).matches) return;
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
