import { facetToken } from "./words.js";

// In which fields a page has a word is weighed by us: Pagefind would count a word in a title for little that is common elsewhere.
const RANKING = { metaWeights: { number: 0, title: 0, opening: 0, topics: 0, lead: 0 } };

/** Return by how much Pagefind multiplies the worth of a word that so many of a part's pages have. */
const multiplied = (pages, having) => Math.log(1 + (pages - having + 0.5) / (having + 0.5));

/** Return the beginning of a result's name, which tells what part of the index it is from. */
const partOf = (id) => id.slice(0, id.lastIndexOf("_"));

/** Open all parts of the index as one. */
async function opened(engine, { parts, edition }) {
  const options = { ranking: RANKING, metaCacheTag: edition };
  const [first, ...others] = parts;
  const copy = engine.createInstance({ ...options, basePath: first.path, noWorker: true });
  await Promise.all(others.map(({ path }) => copy.mergeIndex(path, options)));
  return copy;
}

/**
 * Tell of every file of the index that cannot be fetched. Pagefind takes what it could not fetch
 * for empty, and would say on a weak network that a page is not there.
 */
function watchFetches(paths, lose) {
  const original = window.fetch;
  window.fetch = async (address, ...more) => {
    const isOurs = paths.some((path) => String(address).includes(path));
    try {
      const answer = await original.call(window, address, ...more);
      if (isOurs && !answer.ok) lose();
      return answer;
    } catch (fault) {
      if (isOurs) lose();
      throw fault;
    }
  };
}

/** Return a value for each key, made once; one that could not be made is tried again. */
function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) {
      made.set(key, make(key));
      made.get(key).catch(() => made.delete(key));
    }
    return made.get(key);
  };
}

/**
 * Return the index that a manifest tells of; ``engine`` is Pagefind's own module.
 *
 * ``lookup`` finds the pages that have a word of the index: how well it fits each, which is the
 * same whatever part of the index the page is in, and in which fields it stands.
 */
export function indexOf(manifest, engine) {
  const sizes = new Map(manifest.parts.map(({ language, pages }) => [language, pages]));
  const fragments = new Map();
  let copy = { isWhole: false };
  watchFetches(manifest.parts.map(({ path }) => path), () => (copy.isWhole = false));

  /** Return the index as it is at hand; one of which a file was lost is opened anew. */
  function ready() {
    if (!copy.isWhole) copy = { isWhole: true, opening: opened(engine, manifest) };
    return copy;
  }

  const lookup = once(async (token) => {
    const mine = ready();
    const { results } = await (await mine.opening).search(token);
    if (!mine.isWhole) throw new Error(`“${token}” could not be looked for: a file of the index is lost`);
    const having = new Map();
    for (const { id } of results) having.set(partOf(id), (having.get(partOf(id)) || 0) + 1);
    return new Map(
      results.map(({ id, score, data, matchedMetaFields }) => {
        fragments.set(id, data);
        const fit = score / multiplied(sizes.get(partOf(id)), having.get(partOf(id)));
        return [id, { fit, fields: matchedMetaFields || [] }];
      }),
    );
  });

  /** Return which of some values, each a word of the index, every page has. */
  const sorted = once(async (values) => {
    const having = await Promise.all(values.map((value) => lookup(facetToken(value))));
    return new Map([].concat(...having.map((pages, at) => [...pages.keys()].map((id) => [id, values[at]]))));
  });
  const places = manifest.places.map(([value]) => value);
  const { years } = manifest;

  return {
    pages: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    lookup,
    ready,
    places: () => sorted(places),
    years: () => sorted(years),
    /** Return how new each page is, from 0 to 1; a page without a date is not there. */
    async ages() {
      const span = Math.max(1, years.length - 1);
      return new Map([...(await sorted(years))].map(([id, year]) => [id, 1 - years.indexOf(year) / span]));
    },
    /** Return what is shown of a page that was found. */
    shown: (id) => fragments.get(id)(),
  };
}
