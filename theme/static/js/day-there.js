export const SEVEN_HOURS = 7 * 60 * 60 * 1000;

export const DAY = 24 * 60 * 60 * 1000;
const A_MOMENT = 1000;

/** Return the milliseconds from an instant until the next day in Việt Nam has just begun. */
export function untilMidnight(instant) {
  return DAY - ((instant.getTime() + SEVEN_HOURS) % DAY) + A_MOMENT;
}

/** Return the day that an instant falls on in Việt Nam as pages write it for machines: "2024-06-30". */
export function dayThere(instant) {
  return new Date(instant.getTime() + SEVEN_HOURS).toISOString().slice(0, 10);
}
