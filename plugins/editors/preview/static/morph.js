// A page takes on the form of its next version, and only what the two versions differ in is touched: what scripts
// added to it, where the reader is and what he has opened stay as they are.

/**
 * Tie a page as it was served, all through, to the page on the screen, in which scripts may have added things since:
 * what is served stands there in the same order, with others between.
 */
export function tie(copy, shown) {
  copy.shown = shown;
  let next = shown.firstChild;
  for (const child of copy.childNodes) {
    let found = next;
    while (found && !isServed(child, found)) found = found.nextSibling;
    if (!found) continue;
    tie(child, found);
    next = found.nextSibling;
  }
  return copy;
}

function isServed(copy, shown) {
  if (copy.nodeName !== shown.nodeName) return false;
  if (copy.nodeType !== Node.ELEMENT_NODE) return copy.data === shown.data;
  return copy.id === shown.id && [...copy.classList].every((name) => shown.classList.contains(name));
}

/**
 * Give a node on the screen, by its tied copy, the form of a fresh one of the same name. Throws where a script has
 * taken away what has to be changed.
 */
export function morph(copy, fresh) {
  if (copy.nodeType !== Node.ELEMENT_NODE) {
    if (copy.data !== fresh.data) copy.data = copy.shown.data = fresh.data;
    return;
  }
  morphAttributes(copy, fresh);
  morphChildren(copy, fresh);
}

function morphAttributes(copy, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (copy.getAttribute(name) === value) continue;
    copy.setAttribute(name, value);
    copy.shown.setAttribute(name, value);
  }
  for (const { name } of [...copy.attributes]) {
    if (fresh.hasAttribute(name)) continue;
    copy.removeAttribute(name);
    copy.shown.removeAttribute(name);
  }
}

function morphChildren(copy, fresh) {
  let old = [...copy.childNodes];
  let next = [...fresh.childNodes];
  const same = (one, other) => one.isEqualNode(other);
  while (old.length && next.length && same(old[0], next[0])) {
    old.shift();
    next.shift();
  }
  let after = null;
  while (old.length && next.length && same(old[old.length - 1], next[next.length - 1])) {
    after = old.pop();
    next.pop();
  }
  for (const [place, node] of next.entries()) {
    const known = old[place];
    if (known && isAlike(known, node)) morph(known, node);
    else insert(copy, node, known || after);
    if (known && !isAlike(known, node)) remove(known);
  }
  old.slice(next.length).forEach(remove);
}

function isAlike(one, other) {
  return one.nodeName === other.nodeName && (one.id || "") === (other.id || "");
}

function insert(parent, node, before) {
  const shown = document.importNode(node, true);
  const last = parent.lastChild;
  // Behind what was served there may be what scripts have added.
  if (before) before.shown.before(shown);
  else if (last) last.shown.after(shown);
  else parent.shown.prepend(shown);
  parent.insertBefore(tie(node.cloneNode(true), shown), before);
}

function remove(copy) {
  copy.shown.remove();
  copy.remove();
}
