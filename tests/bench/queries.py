"""What a reader's browser fetches of the search index, counted without a browser: the theme's own scripts ask for the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from node_scripts import copied, run

# Common words and rare ones, with marks and without, half typed, a number, what is written in no article.
QUERIES = (
    "tuyến mương",
    "lua nep",
    "Xuân Hồng",
    "nhà văn hóa thôn",
    "Quyết định số 153",
    "trạm b",
    "bưởi Thọ Lâm năm 2016",
    "hoi vien gop cong",
    "khoai",
    "bãi tắm ven biển",
)
SHOWN = 10
_CODE = """
import { readFileSync } from "fs";
import { openSearch } from "./js/search-engine.js";

const counts = { requests: 0, bytes: 0 };
globalThis.fetch = async (path) => {
  const bytes = readFileSync(path);
  counts.requests += 1;
  counts.bytes += bytes.length;
  return { ok: true, arrayBuffer: async () => bytes, json: async () => JSON.parse(bytes) };
};
const opened = async () => openSearch(given.index, await fetch(given.index), () => {});
const ask = async (engine, text) => {
  const { query, whole, near } = await engine.find(text);
  await Promise.all([...whole, ...near].slice(0, given.shown).map((page) => engine.told(page, query)));
};
const counted = async (work) => {
  counts.requests = counts.bytes = 0;
  await work();
  return [counts.requests, counts.bytes];
};
const result = [];
for (const text of given.queries) result.push(await counted(async () => ask(await opened(), text)));
result.push(await counted(async () => {
  const engine = await opened();
  for (const text of given.queries) await ask(engine, text);
}));
"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many files of the index were fetched, and their bytes as they lie there, packed."""

    requests: int
    bytes: int


def fetched(folder: Path, index: Path) -> tuple[list[Fetched], Fetched]:
    """
    Return what each query fetches in a visit of its own, its first results shown; and all of them in one visit.

    ``folder`` is an empty one for the scripts, ``index`` the manifest of the index.
    """
    given = {"index": str(index), "queries": QUERIES, "shown": SHOWN}
    *each, together = (Fetched(*one) for one in run(copied(folder), _CODE, given))
    return each, together
