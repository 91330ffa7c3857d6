"""The browser reads and writes headers as the portal reads them; what nobody changes keeps every byte."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from node_table import run
from small_sites import PROJECT, SECTIONS

from plugins.category.registry import load_sections
from plugins.editors.hosted.cms_config import EditorEnvironment, cms_config
from plugins.editors.hosted.form import FormChoices
from plugins.header.decode import decode
from plugins.header.fields import BY_NAME, KEYS
from plugins.header.parse import parse

KNOWN = FormChoices(load_sections(SECTIONS), ("Lê Hải",), ("Trung tâm VHTT, TT và DL huyện Thọ Xuân",))
CONFIGURATION = cms_config(KNOWN, EditorEnvironment("Cổng thử"), {"may-chu": "github", "kho": "ubnd/cong"})
MAKE = 'import { formatOf } from "./js/format.js";\nconst { fromFile, toFile } = formatOf(given.configuration);\n'
CASES = 1500


# Headers as other programs write them, and letters that need joiners.
YAML = [
    '---\ntitle: A\nsummary: >-\n  Lúa chín\n\n  đều.\ntags: [lúa, "ngô, khoai"]\n---\nThân.\n',
    "---\nsummary: |\n  Ngày đăng: 05/03\n  - hai\nTiêu đề: A\n---\nThân.\n",
    "---\ntitle: A\nauthor: null\nsource: ~\ntags: ['a, b', c]\n---\nThân.\n",
    "---\ntitle: A\nsummary: > 500 hộ\n---\nThân.\n",
    "Tiêu đề: Gia đình 👩\u200d👧\u200d👦 xu\u200bân, کتاب\u200cها\n\nThân.\n",
]


def in_browser(folder: Path, code: str, texts: list[Any]) -> Any:
    """Return what the browser makes of some texts."""
    return run(folder, MAKE + code, {"configuration": CONFIGURATION, "texts": texts})


def words(chance: random.Random) -> str:
    """Return a value as editors write values."""
    return chance.choice(
        [
            "Họp báo: công bố quy hoạch",
            "29/11/2023 07:30",
            "Lê Hải, Trung tâm VHTT; Lê Lan",
            '"Trong ngoặc"',
            "'một' và \"hai\"",
            "[quy hoạch, công khai]",
            "https://vi-du.vn/a?b=1#c",
            "- một gạch",
            "a\u0309 dấu rời",
            "",
            "  thừa  cách  ",
            "Tin trong huyen",
            "nháp",
        ]
    )


def header_lines(chance: random.Random) -> Iterator[str]:
    """Yield the lines of a header: known keys in all spellings, unknown ones, lists, continuations, slips."""
    keys = chance.sample(KEYS, chance.randint(1, 8))
    for key in keys:
        name = chance.choice([key.label, *key.aliases, key.label.upper(), key.label.replace(" ", "-")])
        colon = chance.choice([": ", ":", " : ", "： ", ":   "])
        if key.is_list and chance.random() < 0.3:
            yield f"{name}{colon}".rstrip()
            yield from (
                f"{chance.choice(['- ', '  - ', '* '])}{words(chance)}" for _ in range(chance.randint(1, 3))
            )
        else:
            yield f"{name}{colon}{words(chance)}"
        if chance.random() < 0.1:
            yield "   và nối tiếp"
        if chance.random() < 0.1:
            yield chance.choice(["Nguồn gốc: không rõ", "dòng không phải trường", "CustomKey: 7"])


def a_file(chance: random.Random) -> str:
    """Return a file: a header or none, fences or none, any line ends, a body or none."""
    end = chance.choice(["\n", "\n", "\n", "\r\n", "\r"])
    lines = list(header_lines(chance))
    if chance.random() < 0.25:
        lines = ["---", *lines, "---"]
    if chance.random() < 0.1:
        lines = ["", "", *lines]
    if chance.random() < 0.05:
        lines = ["Đây là thân bài, không có phần đầu nào ở trên cả"]
    body = chance.choice(
        [[], ["Một câu."], ["## Mục", "", "- một", "- hai", "", "Câu: cuối."], ["", "", "Chữ "]]
    )
    blank = chance.choice([[""], ["", "", ""], ["  "]])
    text = end.join([*lines, *blank, *body])
    return chance.choice(["", "\ufeff"]) + text + chance.choice(["", end, end * 2])


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Many files, and all of the project's own."""
    chance = random.Random(5)
    own = [path.read_text("utf-8") for path in sorted((PROJECT / "content").rglob("*.md"))]
    return [*own, *(a_file(chance) for _ in range(CASES)), *YAML]


def test_what_nobody_changes_keeps_every_byte(tmp_path: Path, files: list[str]) -> None:
    """Opened and saved: the same file, whatever its header, its line ends, its slips."""
    again = in_browser(tmp_path, "const result = given.texts.map((text) => toFile(fromFile(text)));", files)

    assert [(old, new) for old, new in zip(files, again, strict=True) if old != new] == []


def values(text: str) -> dict[str, str]:
    """Return the values of a file's header, as the portal reads them."""
    decoded, _ = decode("x.md", text.encode("utf-8"))
    return {name: field.value for name, field in parse("x.md", decoded).fields.items() if field.value}


def joined(value: str) -> str:
    """Return a value of several lines as the portal joins them."""
    return "; ".join(value.split("\n"))


def test_the_browser_reads_what_the_portal_reads(tmp_path: Path, files: list[str]) -> None:
    """Each field of each header, and the body."""
    code = (
        'import { parted, valuesOf } from "./js/header.js";\n'
        "const table = given.configuration.table;\n"
        "const result = given.texts.map((text) => { const { head, body } = parted(text, table); return [valuesOf(head, table), body]; });"
    )
    found = in_browser(tmp_path, code, files)
    for text, (fields, body) in zip(files, found, strict=True):
        decoded, _ = decode("x.md", text.encode("utf-8"))
        if not decoded:
            continue
        source = parse("x.md", decoded)
        ours = {name: field.value for name, field in source.fields.items()}
        assert {name: joined(value) for name, value in fields.items()} == ours, text
        if ours:
            plain = body.replace("\r\n", "\n").replace("\r", "\n")
            assert plain == source.body, text


def a_change(chance: random.Random) -> dict[str, str]:
    """Return other values for some fields."""
    chosen = chance.sample(KEYS, chance.randint(1, 4))
    made = {}
    for key in chosen:
        one = chance.choice(["Giá trị mới: hai chấm", '"Cả dòng trong ngoặc"', "30/06/2024", "", "a; b; c"])
        several = key.name in ("modified", "corrections") and chance.random() < 0.5
        made[key.name] = "01/02/2024 – một\n03/04/2024 – hai" if several else one
    return made


def test_a_changed_field_is_read_by_the_portal_and_the_others_stay(tmp_path: Path, files: list[str]) -> None:
    """Its line alone is another one; keys keep their spelling and order, unknown ones and the body stay."""
    chance = random.Random(9)
    given = [[text, a_change(chance)] for text in files]
    code = "const result = given.texts.map(([text, change]) => toFile({ ...fromFile(text), ...change }));"
    found = in_browser(tmp_path, code, given)
    for (text, change), new in zip(given, found, strict=True):
        decoded, _ = decode("x.md", text.encode("utf-8"))
        if not decoded or not parse("x.md", decoded).fields:
            continue
        wanted = values(text)
        for name, value in change.items():
            wanted[name] = " ".join(joined(value).split()) if value else ""
        now = values(new)
        assert {k: " ".join(v.split()) for k, v in now.items()} == {
            k: " ".join(v.split()) for k, v in wanted.items() if v
        }, (text, change, new)
        before, after = parse("x.md", decoded), parse("x.md", decode("x.md", new.encode())[0])
        if after.fields:
            assert after.body == before.body, (text, change, new)
            assert after.extra == before.extra
            kept = [field.written for name, field in before.fields.items() if name in after.fields]
            assert [field.written for name, field in after.fields.items() if name in before.fields] == kept


def test_a_new_article_is_written_as_the_guide_says(tmp_path: Path) -> None:
    """The editors' own words for the keys, in the order of the table, a blank line, the body."""
    data = {
        "title": "Lễ ra quân",
        "category": "Tin trong huyện",
        "date": "25/11/2026 07:30",
        "author": "Lê Hải",
        "status": "nháp",
        "summary": "",
        "modified": "26/11/2026 – một\n27/11/2026 – hai",
        "body": "Một câu.",
    }
    (made,) = in_browser(tmp_path, "const result = given.texts.map(toFile);", [data])

    assert made == (
        "Tiêu đề: Lễ ra quân\nNgày đăng: 25/11/2026 07:30\nCập nhật:\n- 26/11/2026 – một\n- 27/11/2026 – hai\n"
        "Chuyên mục: Tin trong huyện\nTác giả: Lê Hải\nTrạng thái: nháp\n\nMột câu."
    )


def test_another_spelling_of_a_choice_is_that_choice_and_stays_as_it_is_written(tmp_path: Path) -> None:
    """A section's old name, a status in English."""
    text = "Title: A\nCategory: tin TRONG huyen\nStatus: draft\n\nChữ.\n"
    found = in_browser(
        tmp_path,
        "const result = given.texts.map((text) => { const data = fromFile(text); return [data.category, data.status, toFile(data)]; });",
        [text],
    )

    assert found == [["Tin trong huyện", "nháp", text]]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("29/11/2023 07:30", "2023-11-29 07:30"),
        ("7h30 ngày 5/2/2024", "2024-02-05 07:30"),
        ("05.02.2024", "2024-02-05 00:00"),
        ("ngày 29 tháng 11 năm 2023", "2023-11-29 00:00"),
        ("2023-11-29 08:15", "2023-11-29 08:15"),
        ("hôm qua", ""),
    ],
)
def test_a_date_is_read_day_first(tmp_path: Path, date: str, moment: str) -> None:
    """For the order of the list, and the year's folder of a new article."""
    code = 'import { ordered } from "./js/format.js";\nconst result = given.texts.map(ordered);'

    assert in_browser(tmp_path, code, [date]) == [moment]


def test_the_plain_form_of_a_key_is_the_portals_own(tmp_path: Path) -> None:
    """Every label, name and alias."""
    from plugins.header.fields import key_form

    names = [name for key in KEYS for name in (key.label, key.name, *key.aliases)]
    code = 'import { plainForm } from "./js/header.js";\nconst result = given.texts.map(plainForm);'

    assert in_browser(tmp_path, code, names) == [key_form(name) for name in names]
    assert BY_NAME["title"].label == "Tiêu đề"
