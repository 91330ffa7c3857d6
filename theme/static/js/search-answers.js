import { excerptOf, markedLine } from "./excerpt.js";
import { readQuery, readShortForms } from "./query.js";
import { ranked } from "./ranking.js";

/** Return what of a page's fragment a result shows, each text in pieces. */
function toldOf({ url, content, meta }, query) {
  const place = [meta.section, meta.day].filter(Boolean).join(" · ");
  return { href: url, title: markedLine(meta.title, query), place: markedLine(place, query), excerpt: excerptOf(content, query) };
}

/**
 * Return what a search page asks of an index.
 *
 * ``find`` finds the pages that have all the words of a text, and those that have a part of them;
 * ``told`` what a result tells of one of them; ``places`` and ``years`` where each page belongs.
 */
export function answersFrom(manifest, index) {
  const shortForms = readShortForms(manifest.abbreviations);
  return {
    placeNames: manifest.places,
    yearNames: manifest.years.map((year) => [year, year]),
    places: index.places,
    years: index.years,
    ready: index.ready,
    told: async ({ id }, query) => toldOf(await index.shown(id), query),
    async find(text) {
      const query = readQuery(text, shortForms);
      return query.isTooShort ? { query, whole: [], near: [] } : { query, ...(await ranked(query, index)) };
    },
  };
}
