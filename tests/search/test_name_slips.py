"""A wrong mark in a name finds what the right one finds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_answers import answers
from node_scripts import copied, run

from plugins.search.lexicon import (
    ASIDES,
    AUTHOR,
    COMMUNE,
    KINDS,
    ORGANISATION,
    QUESTIONS,
    SECTION,
    STANDING,
    TAG,
    YEAR_LIST,
)
from plugins.search.words import words_in
from plugins.vietnamese.letters import fold

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SHAPES = ("aăâ", "eê", "oôơ", "uư")


def with_another_mark(word: str) -> Iterator[str]:
    """Yield a syllable with each other tone, and with another mark on each of its vowels; none that has no marks, which asks for any that reads so."""
    apart = unicodedata.normalize("NFD", word)
    tone = next((sign for sign in apart if sign in TONES[1:]), "")
    letters = unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart)
    at = next((at for at in range(len(word) - 1, -1, -1) if fold(word[at]) in "aeiouy"), -1)
    if at < 0:
        return

    def toned(some: str, sign: str) -> str:
        return unicodedata.normalize("NFC", some[: at + 1] + sign + some[at + 1 :])

    others = [toned(letters, sign) for sign in TONES if sign != tone]
    for place, letter in enumerate(letters):
        row = next((row for row in SHAPES if letter in row), "")
        others += [toned(letters[:place] + one + letters[place + 1 :], tone) for one in row if one != letter]
    yield from (one for one in others if fold(one) != one)


def slips_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name with one syllable that has another mark, and that syllable."""
    words = name.split()
    for at, word in enumerate(words):
        if word.isalpha():
            for slip in with_another_mark(word):
                yield " ".join([*words[:at], slip, *words[at + 1 :]]), slip


NAMED = (
    (STANDING, "Lịch tiếp công dân", "van-phong/lich/", 0, "lịch tiếp dân"),
    (SECTION, "Kinh tế – Nông nghiệp", "kinh-te/", 0),
    (SECTION, "Quy hoạch", "quy-hoach/quy-hoach/", 0),
    (SECTION, "Chiến lược – Định hướng – Quy hoạch", "quy-hoach/", 0),
    (AUTHOR, "Lê Hải", "tac-gia/le-hai/", 9),
    (ORGANISATION, "Hội Nông dân huyện Thọ Xuân", "co-quan/hoi-nong-dan/", 2),
    (TAG, "Lam Kinh", "the/lam-kinh/", 3),
    (COMMUNE, "Xã Xuân Lập", "dia-ban/xuan-lap/", 4),
    (YEAR_LIST, "Năm 2019", "luu-tru/2019/", 5),
)
# What else names them: by a part, with what is said of the kind.
ALSO_ASKED = (
    "nông nghiệp",
    "định hướng",
    "tác giả lê hải",
    "bài của lê hải",
    "văn bản của xã xuân lập",
    "tin năm 2019",
)
PAGES = (
    "quy hoạch vùng huyện và quy hoạch tỉnh",
    "sản xuất nông nghiệp năm 2019",
    "lễ hội lam kinh ở xã xuân lập",
    "lê hải viết về nông dân làm kinh tế",
    "quý bạn đọc hoạt động ở lam sơn",
)


def test_a_name_with_a_wrong_mark_is_that_name(tmp_path: Path) -> None:
    """Of every kind, whichever syllable has the mark and whatever it is, also before the last is known to be whole: what is no word of the portal."""
    names = [*ALSO_ASKED, *(str(one).lower() for row in NAMED for one in (row[1], *row[4:]))]
    phrases = [*PAGES, *names, *QUESTIONS, *ASIDES, *(one for _, leading in KINDS for one in leading)]
    known = {word for phrase in phrases for word in words_in(phrase)}
    asked = {
        f"{text}{end}": f"{name}{end}"
        for name in names
        for text, slip in slips_of(name)
        if known.isdisjoint(words_in(slip))
        for end in ("", " ")
    }

    found = answers(tmp_path, PAGES, [*dict.fromkeys(asked.values()), *asked], named=NAMED)
    wrong = {
        text: found[text]
        for text, right in asked.items()
        if (found[text].whole, found[text].near) != (found[right].whole, found[right].near)
    }
    assert len(asked) > 500
    assert wrong == {}


def test_a_word_that_the_portal_knows_is_no_slip_of_a_name(tmp_path: Path) -> None:
    """“Làm kinh” is not “Lam Kinh”; of two names that read alike the one with the mark that is nearer is meant."""
    named = [
        [AUTHOR, "Lê Hải", "tac-gia/le-hai/", 9],
        [AUTHOR, "Lê Hai", "tac-gia/le-hai-2/", 9],
        *NAMED[6:7],
    ]

    found = answers(tmp_path, PAGES, ["làm kinh ", "lê hãi "], named=named)
    assert found["làm kinh "].respelt == ""
    assert (found["lê hãi "].respelt.strip(), found["lê hãi "].whole[0]) == ("lê hải", "tac-gia/le-hai/")


NAMES = """
import { readFileSync } from "fs";
import { answersFrom } from "./js/search-answers.js";
import { inflate } from "./js/inflate.js";
import { indexOf } from "./js/search-index.js";
import { vocabularyOf } from "./js/vocabulary.js";
import { plainWords, spelled } from "./js/words.js";

const manifest = JSON.parse(readFileSync(`${given.index}/chi-muc.json`, "utf-8"));
const index = indexOf(manifest, async (path) => inflate(new Uint8Array(readFileSync(`${given.index}/${path}.bin`))));
"""
OTHERS_EACH = 5
SAMPLE_NAMES = f"""{NAMES}
const result = manifest.lexicon.named.map(([, name, , , ...others]) => [name, ...others]);
"""
COMPARED = f"""{NAMES}
const answers = answersFrom(manifest, index, String);
const vocabulary = vocabularyOf(await index.words(), new Set(plainWords(JSON.stringify([manifest.lexicon, manifest.abbreviations]))));
const told = async (text) => {{
  const {{ whole, near }} = await answers.find(text);
  return JSON.stringify([whole, near].map((pages) => pages.map(({{ id }}) => id.address || id)));
}};
const result = {{ asked: 0, wrong: [] }};
for (const [name, slips] of given.names) {{
  const unknown = slips.filter(([, slip]) => !vocabulary.has(spelled(slip)));
  const right = unknown.length ? await told(name) : "";
  result.asked += unknown.length;
  for (const [text] of unknown) if ((await told(text)) !== right) result.wrong.push(text);
}}
"""


def test_every_name_of_the_sample_with_a_wrong_mark_finds_what_it_finds(
    tmp_path: Path, specimen: Path
) -> None:
    """The same pages in the same order, for each of its syllables and each other mark that makes no word of the portal."""
    index = str(specimen / "tim-kiem")
    scripts = copied(tmp_path)
    rows: list[list[str]] = run(scripts, SAMPLE_NAMES, {"index": index})
    # Of what a page is called besides, each syllable has a few of all marks: the office's pages have ten such names each.
    asked = {name.lower(): list(slips_of(name.lower()))[::OTHERS_EACH] for row in rows for name in row[1:]}
    asked |= {name.lower(): list(slips_of(name.lower())) for name, *_ in rows}

    compared: dict[str, Any] = run(scripts, COMPARED, {"index": index, "names": list(asked.items())})
    assert compared["wrong"] == []
    assert compared["asked"] > 800
