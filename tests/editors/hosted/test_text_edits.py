"""The buttons of the editor write as the guide says, and take back what they wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from node_table import run

APPLY = """
import * as edits from "./js/markdown.js";
const [text, start, end, name, ...more] = given;
const forms = { "## ": /^## /, "- ": /^- /, "> ": /^> / };
const made = name === "lines"
  ? edits.lines(text, start, end, more[0] === "1. " ? (n) => `${n}. ` : more[0], forms[more[0]] || /^\\d+\\. /)
  : edits[name](text, start, end, ...more);
const whole = text.slice(0, made.from) + made.put + text.slice(made.to);
const result = [whole, whole.slice(...made.select)];
"""


@pytest.mark.parametrize(
    ("text", "start", "end", "edit", "expected", "selected"),
    [
        ("một hai", 0, 3, ["around", "**", "chữ"], "**một** hai", "một"),
        ("**một** hai", 2, 5, ["around", "**", "chữ"], "một hai", "một"),
        ("một ", 4, 4, ["around", "*", "chữ"], "một *chữ*", "chữ"),
        ("một\nhai", 0, 7, ["lines", "- "], "- một\n- hai", "- một\n- hai"),
        ("- một\n- hai", 0, 11, ["lines", "- "], "một\nhai", "một\nhai"),
        ("- một\n- hai", 0, 11, ["lines", "1. "], "1. một\n2. hai", "1. một\n2. hai"),
        ("a\nmục\nb", 3, 3, ["lines", "## "], "a\n## mục\nb", "## mục"),
        ("một\n\nhai", 1, 1, ["block", "| a |"], "một\n\n| a |\n\nhai", ""),
        ("", 0, 0, ["block", "![a](b.jpg)"], "![a](b.jpg)", ""),
        ("một", 3, 3, ["block", "![a](b.jpg)"], "một\n\n![a](b.jpg)", ""),
        ("một.", 4, 4, ["note"], "một.[^1]\n\n[^1]: ", ""),
        ("a[^1] b\n\n[^1]: x", 7, 7, ["note"], "a[^1] b[^2]\n\n[^1]: x\n\n[^2]: ", ""),
    ],
)
def test_an_edit_changes_its_lines_and_selects_what_is_written_next(
    tmp_path: Path, text: str, start: int, end: int, edit: list[str], expected: str, selected: str
) -> None:
    """What the text is then, and what of it is selected."""
    assert run(tmp_path, APPLY, [text, start, end, *edit]) == [expected, selected]


def test_a_photo_and_a_link_as_the_portal_reads_them(tmp_path: Path) -> None:
    """A description with brackets, an empty caption, an address with a space."""
    code = (
        'import { figure, link } from "./js/markdown.js";\n'
        'const result = [figure("a.jpg", "Đê [cũ]\\nxa", " Ảnh:  Lê Hải "), figure("a.jpg", "Đê", " "), '
        'link("bài", "a b.md"), link("", "https://a.vn/")];'
    )

    assert run(tmp_path, code) == [
        "![Đê \\[cũ\\] xa](a.jpg)\n(Ảnh: Lê Hải)",
        "![Đê](a.jpg)",
        "[bài](<a b.md>)",
        "[https://a.vn/](https://a.vn/)",
    ]


def test_names_of_added_files(tmp_path: Path) -> None:
    """Words of the article, letters of what the file holds: never the name of another file."""
    code = (
        'import { named } from "./js/naming.js";\n'
        "const of = async (name, bytes, words) => (await named(new File([bytes], name), words)).name;\n"
        'const result = [await of("IMG 1.JPG", "a", "Đường Thọ Hải: ba việc"), await of("IMG 1.JPG", "b", "Đường Thọ Hải: ba việc"),'
        ' await of("Kế hoạch.pdf", "a", ""), await of("…", "a", "")];'
    )
    one, other, plan, nameless = run(tmp_path, code)

    assert one.startswith("duong-tho-hai-ba-viec-")
    assert one.endswith(".jpg")
    assert one != other
    assert plan.startswith("ke-hoach-")
    assert nameless.startswith("tep-")
