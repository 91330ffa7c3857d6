import { excerptOf, markedLine } from "./excerpt.js";
import { readQuery, readShortForms } from "./query.js";
import { ranked } from "./ranking.js";

/** Return what of a page's file a result shows, each text in pieces. */
function toldOf({ title, section, day, text }, query) {
  const place = [section, day].filter(Boolean).join(" · ");
  return { title: markedLine(title, query), place: markedLine(place, query), excerpt: excerptOf(text || "", query) };
}

/**
 * Return what a search page asks of an index; ``hrefOf`` makes a link of a page's address.
 *
 * ``find`` finds the pages that have all the words of a text, and those that have a part of them;
 * ``told`` what a result tells of one of them; ``places`` and ``years`` where each page belongs.
 */
export function answersFrom(manifest, index, hrefOf) {
  const shortForms = readShortForms(manifest.abbreviations);
  return {
    placeNames: manifest.places,
    yearNames: manifest.years.map((year) => [year, year]),
    places: index.places,
    years: index.years,
    ready: index.ready,
    async told({ id }, query) {
      const page = await index.shown(id);
      return { href: hrefOf(page.address), ...toldOf(page, query) };
    },
    async find(text) {
      const query = readQuery(text, shortForms);
      return query.isTooShort ? { query, whole: [], near: [] } : { query, ...(await ranked(query, index)) };
    },
  };
}
