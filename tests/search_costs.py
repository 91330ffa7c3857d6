"""What a query fetches of an index, on a visit that has already searched: in how many rounds, how many files, how many bytes, how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from node_scripts import copied, run

_SEARCH = """
import { readFileSync } from "fs";
import { answersFrom } from "./js/search-answers.js";
import { inflate } from "./js/inflate.js";
import { indexOf } from "./js/search-index.js";

const manifest = JSON.parse(readFileSync(`${given.index}/chi-muc.json`, "utf-8"));
const quiet = async () => { for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve)); };

/** Ask for a text of an index that is open; what it waits for is in ``waiting``, until its first result is told. */
async function asking(text) {
  const waiting = [];
  const read = (path) => new Promise((resolve) => {
    const bytes = readFileSync(`${given.index}/${path}.bin`);
    waiting.push({ weight: bytes.length, answer: () => resolve(inflate(new Uint8Array(bytes))) });
  });
  const answers = answersFrom(manifest, indexOf(manifest, read), String);
  const ready = answers.ready();
  for (const { answer } of waiting.splice(0)) answer();
  await ready;
  const visit = { waiting, isShown: false };
  answers.find(text).then(async ({ whole, near, query }) => {
    const [first] = whole.length ? whole : near;
    if (first) await answers.told(first, query);
  }).then(() => { visit.isShown = true; });
  await quiet();
  return visit;
}

const result = {};
for (const text of given.texts) result[text] = await measured(await asking(text));
"""
# Files are answered all together, once nothing more is asked for: so many rounds as the query has to wait.
_COSTS = """
async function measured(visit) {
  const cost = { rounds: 0, requests: 0, weight: 0 };
  for (; !visit.isShown && cost.rounds < given.most; await quiet()) {
    cost.rounds += 1;
    for (const { weight, answer } of visit.waiting.splice(0)) {
      answer();
      cost.requests += 1;
      cost.weight += weight;
    }
  }
  return cost;
}
"""
# Each file begins to come so long after it was asked for, so many are asked for at a time, and all share one narrow line.
_WAITS = """
async function measured(visit) {
  const { latency, connections, head, speed } = given.network;
  const open = [];
  let [now, free] = [0, 0];
  for (; !visit.isShown; await quiet()) {
    for (const one of visit.waiting.splice(0, connections - open.length)) open.push({ ...one, from: now + latency });
    open.sort((one, other) => one.from - other.from);
    const next = open.shift();
    free = Math.max(next.from, free) + (head + next.weight) / speed;
    now = free;
    next.answer();
  }
  return now;
}
"""
# Slow 3G in seconds and bytes, with the connections that a browser opens and the head of an answer.
_NETWORK = {"latency": 0.4, "connections": 6, "head": 450, "speed": 50_000}
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
    return {text: Cost(**cost) for text, cost in run(copied(folder), _COSTS + _SEARCH, given).items()}


def waits(folder: Path, index: Path, texts: Iterable[str]) -> dict[str, float]:
    """Return for each text the seconds that the network takes on slow 3G: reckoned, so that they are the same on any machine."""
    given = {"index": str(index), "texts": list(texts), "network": _NETWORK}
    return {text: float(wait) for text, wait in run(copied(folder), _WAITS + _SEARCH, given).items()}
