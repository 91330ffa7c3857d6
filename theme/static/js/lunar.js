// The Vietnamese lunar calendar, after the method that Hồ Ngọc Đức published: new moons and the
// sun's longitude by Meeus' short series, both seen at the meridian of Việt Nam (UTC+7).

const ZONE = 7 / 24;
const MONTH = 29.530588853;
const MONTH_MEAN = 29.53058868;
const RADIAN = Math.PI / 180;
const sin = (degrees) => Math.sin(degrees * RADIAN);

/** Return the Julian day number of a Gregorian day. */
export function julianDay(day, month, year) {
  const early = Math.floor((14 - month) / 12);
  const y = year + 4800 - early;
  const m = month + 12 * early - 3;
  return (
    day + Math.floor((153 * m + 2) / 5) + 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 32045
  );
}

/** Return the Julian day on which the k-th new moon after 1900 falls in Việt Nam. */
function newMoonDay(k) {
  const t = k / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean =
    2415020.75933 + MONTH_MEAN * k + 0.0001178 * t2 - 0.000000155 * t3 + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
  const shift =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  const delay =
    t < -11
      ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
      : -0.000278 + 0.000265 * t + 0.000262 * t2;
  return Math.floor(mean + shift - delay + 0.5 + ZONE);
}

/** Return the sun's longitude at the beginning of a day in Việt Nam, in twelfths of its way (0 to 11). */
function solarTerm(julian) {
  const t = (julian - 0.5 - ZONE - 2451545) / 36525;
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t * t - 0.00000048 * t * t * t;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.00029 * sin(3 * anomaly);
  const longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t + centre;
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** Return the first day of the eleventh lunar month, the one with the winter solstice. */
function eleventhMonth(year) {
  const k = Math.floor((julianDay(31, 12, year) - 2415021) / MONTH);
  const start = newMoonDay(k);
  return solarTerm(start) >= 9 ? newMoonDay(k - 1) : start;
}

/** Return how many months after the eleventh the leap month comes: the first without a principal term. */
function leapOffset(start) {
  const k = Math.floor(0.5 + (start - 2415021.076998695) / MONTH);
  let offset = 1;
  let last = -1;
  let term = solarTerm(newMoonDay(k + offset));
  while (term !== last && offset < 14) {
    last = term;
    offset += 1;
    term = solarTerm(newMoonDay(k + offset));
  }
  return offset - 1;
}

/** Return the lunar day, month, year and whether the month is a leap month, of a Gregorian day. */
export function lunarDate(day, month, year) {
  const julian = julianDay(day, month, year);
  const k = Math.floor((julian - 2415021.076998695) / MONTH);
  const next = newMoonDay(k + 1);
  const start = next > julian ? newMoonDay(k) : next;
  const here = eleventhMonth(year);
  const [from, to] = here >= start ? [eleventhMonth(year - 1), here] : [here, eleventhMonth(year + 1)];
  const passed = Math.floor((start - from) / 29);
  const hasLeap = to - from > 365;
  const leapAt = hasLeap ? leapOffset(from) : -1;
  const counted = hasLeap && passed >= leapAt ? passed + 10 : passed + 11;
  const lunarMonth = counted > 12 ? counted - 12 : counted;
  const laterYear = here >= start ? year : year + 1;
  return {
    day: julian - start + 1,
    month: lunarMonth,
    year: lunarMonth >= 11 && passed < 4 ? laterYear - 1 : laterYear,
    leap: hasLeap && passed === leapAt,
  };
}

const STEMS = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"];
const BRANCHES = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"];

/** Return a lunar date in Vietnamese words: "mùng 1 tháng Giêng năm Giáp Thìn". */
export function lunarInWords(day, month, year) {
  const lunar = lunarDate(day, month, year);
  const days = lunar.day <= 10 ? `mùng ${lunar.day}` : `ngày ${lunar.day}`;
  const months = { 1: "Giêng", 12: "Chạp" };
  const leap = lunar.leap ? " nhuận" : "";
  return `${days} tháng ${months[lunar.month] || lunar.month}${leap} năm ${STEMS[(lunar.year + 6) % 10]} ${BRANCHES[(lunar.year + 8) % 12]}`;
}
