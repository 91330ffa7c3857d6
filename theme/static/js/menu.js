/** Return the button that stands where a link stood. */
export function buttonFor(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
}

/**
 * Let buttons, in place of links, open and close what is shown with the class ``openClass``; Escape closes it and gives
 * the focus back. ``opened`` is told each time it was opened. Of several buttons one is seen at a time.
 */
export function addOpener(links, panel, openClass, opened = () => undefined) {
  const buttons = links.map(buttonFor);
  const isOpen = () => panel.classList.contains(openClass);

  function show(open) {
    panel.classList.toggle(openClass, open);
    for (const button of buttons) {
      button.setAttribute("aria-controls", panel.id);
      button.setAttribute("aria-expanded", String(open));
    }
  }

  // Who came by the link without scripts finds it open.
  show(location.hash === `#${panel.id}`);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(!isOpen());
      if (isOpen()) opened();
    });
  }
  addEventListener("keydown", (event) => {
    const button = buttons.find((one) => one.offsetParent);
    if (event.key !== "Escape" || !isOpen() || !button) return;
    if (panel.contains(document.activeElement)) button.focus();
    show(false);
  });
}
