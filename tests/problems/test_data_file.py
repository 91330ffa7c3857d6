"""A data file's entries have lines, and text of any kind is read or told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.data_file import CODE, data_file, line_of

PARTS = [
    "[[a]]\n",
    "[b]\n",
    "k = 1\n",
    "a.b = 'x'\n",
    '"""',
    "'",
    "# x\n",
    "{",
    "]",
    "=",
    'ten = "Xuân"\n',
    "\ufeff",
]


@given(st.one_of(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), st.binary(max_size=80)))
def test_whatever_is_written_is_read_or_told_once(written: str | bytes) -> None:
    """A text that is no TOML has no tables and one problem at one of its lines; nothing raises."""
    file = data_file(written, "don-vi.toml")

    assert file.readable == (not file.problems)
    if not file.readable:
        (problem,) = file.problems
        assert (problem.code, dict(file.tables)) == (CODE, {})
        assert 1 <= problem.line <= written.count("\n" if isinstance(written, str) else b"\n") + 1


def test_lines_are_found_wherever_an_entry_is_written() -> None:
    """In a table of a table, under a quoted or dotted name, after texts and lists of several lines, in one line of tables."""
    text = """# [[a]]
x = ["[[a]]", # [[a]]
  [1],
]
[[a]]
"tên dài" = 1
b.c = '''
[[a]]
k = 1'''
[[a]]
[a.d]
'e' = \"\"\"[[a]]\\\"\"\"\"
[[a.f]]
[[a.f]]
g = { h = 1 }
i = [ { j = 1 }, { j = 2 } ]
"""
    for place, line in (
        (("x",), 2),
        (("a", 0), 5),
        (("a", 0, "tên dài"), 6),
        (("a", 0, "b", "c"), 7),
        (("a", 1), 10),
        (("a", 1, "d", "e"), 12),
        (("a", 1, "f", 1), 14),
        (("a", 1, "f", 1, "g", "h"), 15),
        (("a", 1, "f", 1, "i", 1, "j"), 16),
        (("khong",), 1),
    ):
        assert line_of(text, *place) == line, place
