/** Do something as soon as the whole page has been read. */
export function whenRead(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}
