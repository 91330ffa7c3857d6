"""What a search page is told for questions, on a portal whose pages are a few texts: no build, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from node_scripts import copied, run
from small_portals import a_portal

from plugins.search.lexicon import ASIDES, KINDS, OFFICES, PLACES, QUESTIONS, here_of
from plugins.vietnamese.misspellings import CERTAIN, listed, right_phrases

# An index in memory, as the browser's would answer. A half-typed word is looked for among the pairs of one letter, as shards have them.
_ANSWERS = """
import { answersFrom } from "./js/search-answers.js";
import { beginningOf } from "./js/shard.js";
import { telephonesIn } from "./js/telephones.js";
import { bare, isNumber, sentencesIn, suits } from "./js/words.js";

const terms = new Map();
const put = (term, id) => terms.set(term, (terms.get(term) || new Set()).add(id));
given.pages.forEach((text, id) => {
  for (const sentence of sentencesIn(text)) {
    for (const { number } of telephonesIn(sentence)) put(number, id);
    sentence.forEach(({ word }, at) => {
      put(word, id);
      if (at) put(`${sentence[at - 1].word} ${word}`, id);
    });
  }
});
// The list of all words, by which one alone is found before it is typed to its end, has no numbers.
const isThere = ({ words, isBegun }, [one, other]) => (other ? beginningOf(bare(words[1])) === beginningOf(bare(other)) : !isBegun || !isNumber(one));
const having = (way) => [...terms].map(([term, pages]) => [term.split(" "), pages]).filter(([term]) => suits(way, term) && isThere(way, term));
const index = {
  pages: given.pages.length,
  ages: async () => new Map(given.pages.map((_, id) => [id, 0])),
  async lookup(way) {
    const found = new Map();
    for (const [term, pages] of having(way)) {
      for (const id of pages) found.set(id, { fit: 1, fields: [], isExact: suits(way, term).isExact || (found.has(id) && found.get(id).isExact) });
    }
    return found;
  },
  readings: async (way, isWanted = () => true) => having(way).filter(([term]) => isWanted(term)).map(([term, pages]) => ({ term, pages: pages.size })),
  words: async () => [...terms].filter(([term]) => !/ |^[0-9]+$/.test(term)).map(([term, { size }]) => ({ term, pages: 32 - Math.clz32(size) })),
  having: async () => [],
  ready: async () => undefined,
  shown: async (id) => ({ title: given.pages[id], address: String(id) }),
};
const answers = answersFrom({ lexicon: given.lexicon, abbreviations: given.shortForms, places: [], years: [] }, index, String);
const result = {};
for (const text of given.texts) {
  const { whole, near, respelt, suggested } = await answers.find(text);
  const told = (pages) => pages.map(({ id }) => (typeof id === "object" ? id.address : given.pages[id]));
  result[text] = { whole: told(whole), near: told(near), respelt, suggested };
}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The texts, or for lists the addresses, of the pages that have all that was asked for, and of those with a part; what it was read as, what may be meant."""

    whole: list[str]
    near: list[str]
    respelt: str
    suggested: str


def answers(
    folder: Path,
    pages: Sequence[str],
    texts: Sequence[str],
    *,
    named: Sequence[Sequence[object]] = (),
    short_forms: Sequence[Sequence[str]] = (),
    synonyms: Sequence[Sequence[str]] = (),
) -> Mapping[str, Answer]:
    """Return for each text what is answered on a portal of some pages."""
    lexicon = {
        "kinds": KINDS,
        "named": named,
        "questions": QUESTIONS,
        "here": here_of(a_portal()),
        "asides": ASIDES,
        "own": "Cổng",
        "offices": OFFICES,
        "places": PLACES,
        "synonyms": synonyms,
        "misspelt": list(listed(CERTAIN).items()),
        "wellSpelt": right_phrases(),
    }
    given = {"pages": pages, "texts": texts, "lexicon": lexicon, "shortForms": short_forms}
    found: dict[str, dict[str, Any]] = run(copied(folder), _ANSWERS, given)
    return {text: Answer(**answer) for text, answer in found.items()}
