"""What a query fetches, it fetches at once where it can: on a slow network each wave of files costs the time of an answer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from node_scripts import copied, run

# Words of the sample portal.
WORDS = """đất sông xã trường hội lễ nhà nước quy hoạch kinh tế nông thôn mới họp dân đường cầu chợ ruộng lúa cây xanh thi tuyển
lớp học phụ nữ đoàn thanh niên văn hóa du lịch"""
# Files are answered all together, once nothing more is asked for: so many times as the query has to wait.
WAVES = """
import { readFileSync } from "fs";
import { answersFrom } from "./js/search-answers.js";
import { inflate } from "./js/inflate.js";
import { indexOf } from "./js/search-index.js";

const manifest = JSON.parse(readFileSync(`${given.index}/chi-muc.json`, "utf-8"));
const quiet = async () => { for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve)); };

/** Return how many waves of files a query takes on a visit that has already searched, to its first result. */
async function wavesOf(text) {
  const waiting = [];
  const read = (path) => new Promise((resolve) => waiting.push([path, resolve]));
  const index = indexOf(manifest, read);
  const answers = answersFrom(manifest, index, String);
  let isShown = false;
  const answerAll = () => { for (const [path, resolve] of waiting.splice(0)) resolve(inflate(new Uint8Array(readFileSync(`${given.index}/${path}.bin`)))); };
  const ready = answers.ready();
  answerAll();
  await ready;
  const shown = answers.find(text).then(async ({ whole, near, query }) => {
    const [first] = whole.length ? whole : near;
    if (first) await answers.told(first, query);
  }).then(() => { isShown = true; });
  let waves = 0;
  for (await quiet(); !isShown && waves < 9; await quiet()) {
    waves += 1;
    answerAll();
  }
  await shown;
  return waves;
}

const result = {};
for (const text of given.texts) result[text] = await wavesOf(text);
"""


def waves(folder: Path, index: Path, *texts: str) -> dict[str, int]:
    """Return for each text in how many waves it is answered."""
    found: dict[str, int] = run(copied(folder), WAVES, {"index": str(index), "texts": texts})
    return found


@pytest.fixture
def index(published: Path) -> Path:
    """The index of the sample portal."""
    return published / "tim-kiem"


def test_words_that_stand_together_take_two_waves(tmp_path: Path, index: Path) -> None:
    """Their terms, and the first result."""
    texts = ("đền thờ Lê Hoàn", "giải phóng mặt bằng", "quy hoạch tỉnh Thanh Hóa")

    assert waves(tmp_path, index, *texts) == dict.fromkeys(texts, 2)


def test_words_that_no_page_has_together_take_one_wave_more(tmp_path: Path, index: Path) -> None:
    """What each is by itself, and what may be meant instead, come together."""
    chance = random.Random(4)
    texts = (" ".join(chance.sample(WORDS.split(), chance.choice((2, 3, 4)))) for _ in range(60))

    assert {text: count for text, count in waves(tmp_path, index, *texts).items() if count > 3} == {}
