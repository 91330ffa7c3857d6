/** Return a whole number with points between its thousands, as plugins/vietnamese/numbers.py has it: "1.500.000". */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
}
