"""Which of a portal's named pages a question asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from node_scripts import copied, run

from plugins.search.lexicon import ASIDES, COMMUNE, KINDS

ASKED = """
import { namedOf } from "./js/named.js";
import { plainWords } from "./js/query.js";
const words = plainWords(given.text);
const { meant } = namedOf(given.lexicon)({ isQuoted: false, said: [{ words, start: "" }, { words: words.slice(0, -1), start: words[words.length - 1] }] });
const result = meant.map(({ name }) => name);
"""
COMMUNES = ("Xã Xuân Lập", "Xã Xuân Phú", "Thị trấn Sao Vàng")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xã Xuân Phú", ["Xã Xuân Phú"]),
        ("xa xuan lap", ["Xã Xuân Lập"]),
        ("tin xã Xuân Phú", ["Xã Xuân Phú"]),
        ("văn bản của thị trấn Sao Vàng", ["Thị trấn Sao Vàng"]),
        ("tin ở xã", []),
        ("lễ hội xã Xuân Lập", []),
    ],
)
def test_a_commune_is_asked_for_by_its_whole_name(tmp_path: Path, text: str, names: list[str]) -> None:
    """Communes begin alike: a part of a name means none of them."""
    named = [[COMMUNE, name, f"dia-ban/{number}/", 1] for number, name in enumerate(COMMUNES)]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), ASKED, {"text": text, "lexicon": lexicon}) == names
