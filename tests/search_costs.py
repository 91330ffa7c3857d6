"""What a query fetches of an index, on a visit that has already searched: in how many rounds, how many files, how many bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from node_scripts import copied, run

# Files are answered all together, once nothing more is asked for: so many rounds as the query has to wait.
_COSTS = """
import { readFileSync } from "fs";
import { answersFrom } from "./js/search-answers.js";
import { inflate } from "./js/inflate.js";
import { indexOf } from "./js/search-index.js";

const manifest = JSON.parse(readFileSync(`${given.index}/chi-muc.json`, "utf-8"));
const quiet = async () => { for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve)); };

async function costOf(text) {
  const waiting = [];
  const answers = answersFrom(manifest, indexOf(manifest, (path) => new Promise((resolve) => waiting.push([path, resolve]))), String);
  const cost = { rounds: 0, requests: 0, weight: 0 };
  const answerAll = () => {
    const asked = waiting.splice(0).map(([path, resolve]) => [readFileSync(`${given.index}/${path}.bin`), resolve]);
    for (const [bytes, resolve] of asked) resolve(inflate(new Uint8Array(bytes)));
    return asked.map(([bytes]) => bytes.length);
  };
  const ready = answers.ready();
  answerAll();
  await ready;
  let isShown = false;
  const shown = answers.find(text).then(async ({ whole, near, query }) => {
    const [first] = whole.length ? whole : near;
    if (first) await answers.told(first, query);
  }).then(() => { isShown = true; });
  for (await quiet(); !isShown && cost.rounds < given.most; await quiet()) {
    const weights = answerAll();
    cost.rounds += 1;
    cost.requests += weights.length;
    cost.weight += weights.reduce((sum, one) => sum + one, 0);
  }
  return cost;
}

const result = {};
for (const text of given.texts) result[text] = await costOf(text);
"""
# A query that takes more is not waited for.
_MOST_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Cost:
    """What a query fetches until its first result is shown: rounds one after the other, files, bytes of these."""

    rounds: int
    requests: int
    weight: int


def costs(folder: Path, index: Path, texts: Iterable[str]) -> dict[str, Cost]:
    """Return for each text what it costs; ``folder`` is an empty one for the scripts, ``index`` that of a portal."""
    given = {"index": str(index), "texts": list(texts), "most": _MOST_ROUNDS}
    return {text: Cost(**cost) for text, cost in run(copied(folder), _COSTS, given).items()}
