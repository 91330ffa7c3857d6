import { dayThere, untilMidnight } from "./day-there.js";

/**
 * Do something now, and again whenever the day in Việt Nam has become another one: at midnight where the page is looked at,
 * else once it is looked at again. ``act`` is given the instant.
 */
export function eachDay(act) {
  let told = "";
  let timer = 0;

  function look() {
    const now = new Date();
    clearTimeout(timer);
    timer = setTimeout(look, untilMidnight(now));
    if (dayThere(now) === told) return;
    told = dayThere(now);
    act(now);
  }

  look();
  // A tab that was not looked at, and a page that comes back as it was left.
  document.addEventListener("visibilitychange", () => document.hidden || look());
  addEventListener("pageshow", look);
}
