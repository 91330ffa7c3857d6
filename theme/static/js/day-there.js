export const SEVEN_HOURS = 7 * 60 * 60 * 1000;

/** Return the day that an instant falls on in Việt Nam as pages write it for machines: "2024-06-30". */
export function dayThere(instant) {
  return new Date(instant.getTime() + SEVEN_HOURS).toISOString().slice(0, 10);
}
