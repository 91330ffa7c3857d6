"""The house style: every pair of typography_cases.md, the shared pairs, and what must hold for any text."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.vietnamese.typography.html import typeset_html, typeset_tree
from plugins.vietnamese.typography.rules import CERTAIN, RULES, curled, curled_by_smartypants, typeset

HERE = Path(__file__).resolve()
SHARED = HERE.parents[3] / "shared" / "typography.json"
CASE = re.compile(r"^(?P<title>[^\n.]+)\n\.\n(?P<before>.*?)\n\.\n(?P<after>.*?)\n\.$", re.M | re.S)
CASES = [
    (case["title"], case["before"], case["after"].replace("⍽", "\u00a0"))
    for case in CASE.finditer(HERE.with_name("typography_cases.md").read_text("utf-8"))
]
PIECES = [
    '"',
    "'",
    "“",
    "”",
    "‘",
    "’",
    " ",
    "  ",
    "\u00a0",
    ",",
    ";",
    ":",
    ".",
    "...",
    "…",
    "-",
    "–",
    "--",
    "(",
    ")",
]
PIECES += [
    "5",
    "2020",
    "2025",
    "%",
    "km2",
    "oC",
    "ngày",
    "Điều",
    "hộ",
    "đất",
    "A",
    "\n",
    "/",
    "<",
    "&",
    "TP.",
    "[",
    "]",
]
PIECES += [
    "a@b.vn",
    "https://a.vn/x",
    "0912 345 678",
    "\\",
    "\x02amp\x03",
    "\ue0001\ue001",
    "&quot;",
    "!",
    "?",
]
MIXED = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(("title", "before", "after"), CASES, ids=[title for title, _, _ in CASES])
def test_text_becomes_house_style(title: str, before: str, after: str) -> None:
    """The text becomes what the case says, and that stays as it is."""
    assert typeset_html(before) == after, title
    styled = unescape(re.sub("<[^>]*>", "", after))
    assert typeset_html(styled) == after, f"{title}: not the same when done twice"


def test_every_case_was_read() -> None:
    """No case is lost to a slip in the file's form."""
    text = HERE.with_name("typography_cases.md").read_text("utf-8")
    assert len(CASES) == len(re.findall(r"^\.$", text, re.M)) // 3 > 25


def test_shared_pairs_hold() -> None:
    """Every agreed pair holds where the file stands beside the project; matters of taste stay off."""
    pairs = json.loads(SHARED.read_text("utf-8"))["pairs"] if SHARED.exists() else []
    wrong = []
    for pair in pairs:
        root = fromstring(f"<p>{pair['before']}</p>")
        typeset_tree(root)
        got = tostring(root, encoding="unicode").removeprefix("<p>").removesuffix("</p>")
        taste = pair["class"] == "taste"
        if (got == pair["after"]) == (taste and pair["before"] != pair["after"]):
            wrong.append((pair["id"], got, pair["after"]))
    assert wrong == []


@example("0912 345 678 0912 345 678")
@given(MIXED)
def test_twice_is_once(text: str) -> None:
    """What is in the house style stays as it is."""
    once = typeset(text)
    assert typeset(once) == once


@given(MIXED)
def test_only_marks_and_spaces_change(text: str) -> None:
    """No letter or figure is lost or made, but the exponent of a unit and the o of a degree."""

    def letters(value: str) -> str:
        return re.sub(r"[\W_o°²³23]", "", value)

    assert letters(typeset(text)) == letters(text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Co")), max_size=60))
def test_any_text_is_typeset(text: str) -> None:
    """No text brings a rule down, and HTML is escaped."""
    assert "<" not in re.sub("</?span[^>]*>", "", typeset_html(text))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_leaves_plain_words(rule) -> None:  # type: ignore[no-untyped-def]
    """Words without marks are no rule's business, and each rule tells what it does by example."""
    assert rule("Bà con vui mừng thu hoạch lúa") == "Bà con vui mừng thu hoạch lúa"
    assert ">>>" in (rule.__doc__ or "")


def test_addresses_and_markdown_marks_stay() -> None:
    """Web addresses, mail and placeholders come out as they went in."""
    for piece in (
        "https://a.vn/x?a=1,b--c...",
        "a.b-c@d.vn",
        "tin.vn/a,b",
        "\ue00012\ue001",
        "\x02wzxhzdk:0\x03",
    ):
        assert typeset(f'Xem "{piece}" nhé') == f"Xem “{piece}” nhé"


QUOTED = st.lists(
    st.sampled_from(
        [
            "hay",
            "Đất",
            "8",
            "(tốt)",
            "-",
            "–",
            '"Thi đua"',
            '"hai tốt",',
            '"Một!"',
            '"Hai…".',
            '"',
            '"30%"',
            '("x")',
            's"',
            "\n",
            "“nói”",
            "“",
            "xong”,",
            '“"Thi',
            'đua"”',
        ]
    ),
    max_size=12,
).map(" ".join)


@given(QUOTED)
@example('"Thi đua" và "hai tốt".')
@example('"Thi đua"s "hai')
@example('“Được mùa”, bà nói. Bà con gọi đó là "năm vàng".')
@example('“Bà con gọi "năm vàng" là thế”, bà nói')
def test_certain_quotes_are_those_of_smartypants(text: str) -> None:
    """The short way is taken for nothing that smartypants would set otherwise."""
    assert curled(text) == curled_by_smartypants(text)


def test_most_quotes_are_certain() -> None:
    """Those of news, with their commas and full stops."""
    assert CERTAIN.fullmatch('"Được mùa", bà nói. Bà con gọi đó là "năm vàng".')
    assert CERTAIN.fullmatch('“Được mùa”, bà nói. Bà con gọi đó là "năm vàng".')
    assert not CERTAIN.fullmatch('màn 24" và "hay"')
