const PAUSE = 150; // milliseconds without a key
// More letters at once than a key types are pasted, dictated, or chosen from what the browser remembers: nothing more will follow.
const TYPED = 3;

/** Return what tells, each time the words of a field change, how long to wait for more: while keys follow, and not at all for the rest. */
export function pausesOf(field) {
  let length = field.value.length;
  return () => {
    const isTyped = field.value.length - length <= TYPED;
    length = field.value.length;
    return isTyped ? PAUSE : 0;
  };
}
