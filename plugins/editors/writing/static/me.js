// Who sits at this browser: chosen once, on the desk or where an article is handed over, and the same everywhere.
const ME = "toi-la";

/** Return the name, "" where nobody chose one. */
export function me() {
  return localStorage.getItem(ME) || "";
}

/** Remember a name. */
export function setMe(name) {
  localStorage.setItem(ME, name.trim());
}
