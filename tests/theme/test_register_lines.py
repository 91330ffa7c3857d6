"""The register's filter chooses and orders lines as they should be, run without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from node_scripts import copied, run

# Lines as the page has them, as far as the filter asks.
LINES = """
const line = ({ title, text = title, ...dataset }) => ({
  dataset: { kind: "", stateName: "", field: "", areas: "", period: "", year: "", issued: "", ...dataset },
  textContent: text,
  querySelector: () => ({ textContent: title }),
});
const rows = given.lines.map((one, at) => line({ place: String(at + 1), ...one }));
const titles = (some) => some.map((row) => row.querySelector("th a").textContent);
"""
CHOSEN = f"""
import {{ chosenOf }} from "./js/register-lines.js";
{LINES}
const result = titles(chosenOf(rows, given.words, given.choices));
"""
IN_ORDER = f"""
import {{ inOrder }} from "./js/register-lines.js";
{LINES}
const result = titles(inOrder(rows, given.column, given.down));
"""
# Chromium before 70 shuffles what compares as equal, where there is more than a little of it.
SHUFFLING = """
const sort = Array.prototype.sort;
Array.prototype.sort = function (compare) {
  sort.call(this, (one, other) => compare(one, other) || -1);
  return this;
};
"""


def chosen(folder: Path, lines: list[dict[str, str]], words: str = "", **choices: str) -> list[str]:
    """Return the titles of the lines that have the words and the choices."""
    named = [[name.replace("_", "-"), value] for name, value in choices.items()]
    found: list[str] = run(copied(folder), CHOSEN, {"lines": lines, "words": words, "choices": named})
    return found


def in_order(folder: Path, lines: list[dict[str, str]], column: str, down: bool, before: str = "") -> Any:
    """Return the titles of the lines in the order of a column."""
    return run(copied(folder), before + IN_ORDER, {"lines": lines, "column": column, "down": down})


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Xã Thọ Xuân", ["A", "B"]),
        ("xã thọ xuân", ["A", "B"]),
        ("Xã Xuân Lập", ["B"]),
        ("Xã Xuân", []),
        ("Xã Thọ Xuân; Xã Xuân Lập", []),
    ],
)
def test_a_document_of_several_communes_is_found_by_each(
    tmp_path: Path, place: str, found: list[str]
) -> None:
    """By whole names, in whichever capitals."""
    lines = [
        {"title": "A", "areas": "Xã Thọ Xuân"},
        {"title": "B", "areas": "Xã Thọ Xuân; Xã Xuân Lập"},
        {"title": "C", "areas": ""},
    ]

    assert chosen(tmp_path, lines, dia_ban=place) == found


def test_choices_and_words_narrow_together(tmp_path: Path) -> None:
    """A line has all of them; spaces that do not break are spaces."""
    lines = [
        {"title": "Đất đai", "kind": "Quyết\xa0định", "year": "2024", "stateName": "Đã ban hành"},
        {"title": "Đất đai cũ", "kind": "Quyết định", "year": "2023", "stateName": "Đã ban hành"},
        {"title": "Trường học", "kind": "Quyết định", "year": "2024", "stateName": "Dự thảo"},
    ]

    assert chosen(tmp_path, lines) == ["Đất đai", "Đất đai cũ", "Trường học"]
    assert chosen(tmp_path, lines, "dat", loai="Quyết định") == ["Đất đai", "Đất đai cũ"]
    assert chosen(tmp_path, lines, "đất", nam="2024", trang_thai="da-ban-hanh") == ["Đất đai"]
    assert chosen(tmp_path, lines, "đát") == []


def test_a_line_that_says_something_else_by_now_is_found_by_that(tmp_path: Path) -> None:
    """What lines say is remembered, and read anew where it changed, as a state does by the reader's clock."""
    code = f"""
import {{ chosenOf }} from "./js/register-lines.js";
{LINES}
const before = chosenOf(rows, "đang lấy", []).length;
rows[0].textContent = "Đã kết thúc";
const result = [before, chosenOf(rows, "đang lấy", []).length, chosenOf(rows, "ket thuc", []).length];
"""
    found = run(copied(tmp_path), code, {"lines": [{"title": "A", "text": "Đang lấy ý kiến"}]})

    assert found == [1, 0, 1]


@pytest.mark.parametrize("down", [False, True])
def test_lines_of_one_state_stay_in_the_order_of_the_register(tmp_path: Path, down: bool) -> None:
    """Also where the browser's own sorting shuffles them."""
    states = ["issued", "open", "issued", "draft", "open", "issued"]
    lines = [{"title": f"{number}", "state": state} for number, state in enumerate(states)]
    ordered = [["3"], ["1", "4"], ["0", "2", "5"]]

    found = in_order(tmp_path, lines, "state", down, SHUFFLING)

    assert found == [title for group in (reversed(ordered) if down else ordered) for title in group]
    assert in_order(tmp_path, lines[::-1], "place", False, SHUFFLING) == [
        line["title"] for line in lines[::-1]
    ]


@pytest.mark.parametrize(
    ("down", "ordered"), [(False, ["B", "A", "D", "C", "E"]), (True, ["A", "D", "B", "C", "E"])]
)
def test_what_is_not_known_is_last(tmp_path: Path, down: bool, ordered: list[str]) -> None:
    """Up and down; those stay in their order."""
    days = {"A": "2024-05-01", "B": "2023-01-31", "C": "", "D": "2024-05-01", "E": ""}
    lines = [{"title": title, "issued": day} for title, day in days.items()]

    assert in_order(tmp_path, lines, "issue", down) == ordered
