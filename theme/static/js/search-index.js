import { inflate } from "./inflate.js";
import { beginningOf, eachPage, pagesOf, shardOf, termsOf } from "./shard.js";
import { bare, isNumber, suits } from "./words.js";

const TERMS = "tu/";
const PAGES = "trang/";
const ABSENT = "------";
const DAYS = 366;
// A word that comes again says less, and one of a long page less than one of a short page.
const SATURATION = 1.4;
const LENGTH = 0.25;
// So many words that begin as a half-typed one are looked for, those of most pages first.
const MOST_BEGUN = 3;
const MOST_COUNTED = 3;

/** Return a value for each key, made once; one that could not be made is tried again. */
function once(make) {
  const made = new Map();
  return (key, ...more) => {
    if (!made.has(key)) {
      made.set(key, make(key, ...more));
      made.get(key).catch(() => made.delete(key));
    }
    return made.get(key);
  };
}

/** Return what is known of each page by its id, an id being the page's number and its tier in one. */
function readTables(tables, { tiers, slots, places }) {
  const pages = new Map();
  let words = 0;
  tables.forEach((table, tier) => {
    for (const { number, place, length } of table) {
      const year = Math.floor(number / (DAYS * slots));
      pages.set(2 * number + tier, { place: places[place][0], year: year ? String(tiers[tier].first + year - 1) : "", length: 2 ** (length / 2) });
      words += 2 ** (length / 2);
    }
  });
  const usual = words / Math.max(1, pages.size);
  for (const page of pages.values()) page.weight = SATURATION * (1 - LENGTH + (LENGTH * page.length) / usual);
  return pages;
}

const fromLetters = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Return all words of an index, each with the class of the number of pages that have it. */
const wordsOf = (bytes) => termsOf(bytes).map(({ term, list }) => ({ term, pages: list[0] }));

/**
 * Return the index that a manifest tells of; ``read`` returns the bytes of one of its files.
 *
 * ``lookup`` finds the pages that have what one way of a query's unit looks for: how well it fits each, in which
 * fields it stands, and whether it has the marks that were typed.
 */
export function indexOf(manifest, read) {
  const { tiers, years, slots } = manifest;
  const names = tiers.map(({ shards }) => shards.match(/.{6}/g) || []);
  const file = once(async (name, content) => (content === ABSENT ? new Uint8Array(0) : read(`${TERMS}${name}-${content}`)));
  const tables = once(async () => {
    const found = await Promise.all(tiers.map(({ table }, tier) => file(`${tier}-pages`, table)));
    return readTables(found.map(pagesOf), manifest);
  });
  const words = once(async () => (manifest.words ? wordsOf(inflate(fromLetters(manifest.words))) : []));
  const shard = once(async (name, content) => {
    const bytes = await file(name, content);
    return bytes.length ? termsOf(bytes) : [];
  });

  const alike = once(async () => new Set((await words("")).map(({ term }) => bare(term))));

  /** Tell whether pages may have what a way looks for: they have each of its words by itself. */
  async function mayBe({ words: wanted, isBegun }) {
    const known = await alike("");
    return wanted.every((word, at) => isNumber(word) || known.has(bare(word)) || (isBegun && at === wanted.length - 1));
  }

  /** Return the shards in which something may be: of a half-typed word those of whole words that begin so. */
  async function places(way) {
    const [one, other] = way.words;
    if (!(await mayBe(way))) return [];
    if (other) return [[one, beginningOf(other)]];
    if (!way.isBegun) return [[one, ""]];
    const begun = (await words("")).filter(({ term }) => suits(way, [term]));
    const usual = begun.sort((first, second) => second.pages - first.pages || (first.term < second.term ? -1 : 1));
    return usual.slice(0, MOST_BEGUN).map(({ term }) => [term, ""]);
  }

  /** Return the terms that something may be, with the tier that they are of. */
  async function terms(way) {
    const wanted = new Map();
    for (const [word, beginning] of await places(way)) {
      tiers.forEach((_, tier) => {
        const number = shardOf(word, beginning, names[tier].length);
        wanted.set(`${tier}-${number}`, [tier, names[tier][number]]);
      });
    }
    const found = await Promise.all([...wanted].map(async ([name, [tier, content]]) => [tier, await shard(name, content)]));
    return [].concat(...found.map(([tier, list]) => list.map(({ term, list: bytes }) => ({ tier, term, bytes }))));
  }

  async function find(way) {
    const [known, found] = await Promise.all([tables(""), terms(way)]);
    const having = new Map();
    for (const { tier, term, bytes } of found) {
      const fit = suits(way, term.split(" "));
      if (!fit) continue;
      eachPage(bytes, (number, { count, fields }) => {
        const id = 2 * number + tier;
        const page = having.get(id) || { count: 0, fields: [], isExact: false };
        page.count = Math.min(MOST_COUNTED, page.count + count);
        page.fields = page.fields.length ? [...new Set([...page.fields, ...fields])] : fields;
        page.isExact = page.isExact || fit.isExact;
        having.set(id, page);
      });
    }
    for (const [id, page] of having) page.fit = ((SATURATION + 1) * page.count) / (page.count + known.get(id).weight);
    return having;
  }

  const lookup = once((_, way) => find(way));
  const span = Math.max(1, years.length - 1);
  return {
    pages: tiers.reduce((sum, { pages }) => sum + pages, 0),
    lookup: (way) => lookup(JSON.stringify(way), way),
    /** Return the words of an index, each with the class of the number of pages that have it. */
    words: () => words(""),
    /** Return the pages that have a term which is no word, the newest first. */
    async having(term) {
      const found = [];
      await Promise.all(tiers.map(async (_, tier) => {
        const number = shardOf(term, "", names[tier].length);
        const one = (await shard(`${tier}-${number}`, names[tier][number])).find((some) => some.term === term);
        if (one) eachPage(one.list, (number) => found.push(2 * number + tier));
      }));
      const known = await tables("");
      return found.sort((one, other) => known.get(other).year - known.get(one).year || other - one);
    },
    /** Return how the words of a way are written in pages, with the number of pages of each; ``isWanted`` tells which of them are counted. */
    async readings(way, isWanted = () => true) {
      const pages = new Map();
      for (const { term, bytes } of await terms(way)) {
        if (suits(way, term.split(" ")) && isWanted(term.split(" "))) eachPage(bytes, () => pages.set(term, (pages.get(term) || 0) + 1));
      }
      return [...pages].map(([term, count]) => ({ term: term.split(" "), pages: count }));
    },
    ready: () => Promise.all([tables(""), words("")]),
    async places() {
      const known = await tables("");
      return { get: (id) => known.get(id).place };
    },
    async years() {
      const known = await tables("");
      return { get: (id) => known.get(id).year };
    },
    /** Return how new each page is, from 0 to 1; a page without a date holds as long as it stands. */
    async ages() {
      const known = await tables("");
      return { get: (id) => (known.get(id).year ? 1 - years.indexOf(known.get(id).year) / span : 1) };
    },
    /** Return what is shown of a page that was found. */
    shown: once(async (id) => {
      const bytes = await read(`${PAGES}${id % 2}-${Math.floor(id / 2).toString(36)}`);
      return JSON.parse(new TextDecoder().decode(bytes));
    }),
  };
}
