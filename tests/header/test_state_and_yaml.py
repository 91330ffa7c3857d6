"""What other programs write in headers is understood or refused: whether an article is public, and YAML's values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import Status
from plugins.article.status import parse_status
from plugins.header.decode import decode
from plugins.header.parse import ParsedFile, parse
from plugins.problems import Level


def read(*lines: str, fenced: bool = False) -> ParsedFile:
    """Parse a header of these lines and a short body."""
    header = "\n".join(["Tiêu đề: Lúa chín", *lines])
    return parse("lua.md", f"---\n{header}\n---\nThân." if fenced else f"{header}\n\nThân.")


def errors(source: ParsedFile) -> list[tuple[int, str]]:
    """Return the line and code of each error."""
    return [(one.line, one.code) for one in source.problems if one.level is Level.ERROR]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("draft: true", "nháp"),
        ("Draft: Yes", "nháp"),
        ("Nháp: có", "nháp"),
        ("Bản nháp: x", "nháp"),
        ("published: false", "nháp"),
        ("publish: no", "nháp"),
        ("Công bố: chưa", "nháp"),
        ("hidden: true", "ẩn"),
        ("Ẩn: có", "ẩn"),
        ("unlisted: 1", "ẩn"),
        ("draft: false", ""),
        ("published: true", ""),
        ("hidden: không", ""),
        ("private: false", ""),
    ],
)
@pytest.mark.parametrize("fenced", [False, True])
def test_a_switch_is_read_as_the_status_it_means(line: str, status: str, fenced: bool) -> None:
    """With a reminder where it changes anything."""
    source = read(line, fenced=fenced)
    assert source.value("status") == status
    assert not errors(source)
    assert [one.code for one in source.problems] == (["trang-thai-nhac"] if status else [])


@pytest.mark.parametrize(
    "lines",
    [
        ("draft:",),
        ("draft: có lẽ",),
        ("published: 05/03/2024",),
        ("private: true",),
        ("visibility: members",),
        ("password: lua",),
        ("Trạng thái: đăng", "draft: true"),
        ("published: false", "Trạng thái: đăng"),
        ("hidden: true", "draft: true"),
    ],
)
def test_what_is_not_certain_is_refused(lines: tuple[str, ...]) -> None:
    """An article whose lines contradict each other, or are not understood, is not public by chance."""
    assert [code for _, code in errors(read(*lines))] == ["trang-thai"]


@given(
    st.sampled_from(
        [
            "draft",
            "Nháp",
            "published",
            "publish",
            "hidden",
            "Ẩn",
            "private",
            "unlisted",
            "visibility",
            "Công khai",
        ]
    ),
    st.text(alphabet="truefalsyno01 cóka-", max_size=6),
)
def test_a_switch_is_never_passed_over(key: str, value: str) -> None:
    """Whatever it says: nothing public comes of it unless it plainly says so."""
    source = read(f"{key}: {value}")
    yes = value.strip().lower() in ("true", "yes", "có", "on", "y", "1", "co", "x")
    if not errors(source) and source.value("status") == "":
        positive = key in ("published", "publish", "Công khai")
        assert yes == positive or value.strip().lower() in ("0", "no", "n", "false", "off", "sai")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("đang", None),
        ("Dang", Status.PUBLISHED),
        ("NHÁP", Status.DRAFT),
        ("nhắp", None),
        ("cho-duyet", Status.IN_REVIEW),
        ("Đăng.", Status.PUBLISHED),
    ],
)
def test_a_status_with_other_marks_is_another_word(written: str, status: Status | None) -> None:
    """“đang” is no “đăng”."""
    assert parse_status(written) is status


@pytest.mark.parametrize(
    ("lines", "name", "value", "items"),
    [
        (["Tóm tắt: >-", "  Lúa chín", "  đều."], "summary", "Lúa chín đều.", ()),
        (
            ["summary: |", "  Ngày đăng: 05/03", "  - Hai", "", "  ba"],
            "summary",
            "Ngày đăng: 05/03 - Hai ba",
            (),
        ),
        (['tags: [lúa, "ngô, khoai"]'], "tags", "lúa; ngô, khoai", ("lúa", "ngô, khoai")),
        (["tags:", '  - "ngô, khoai"', "  - sắn"], "tags", "ngô, khoai; sắn", ("ngô, khoai", "sắn")),
        (["tags:", "  - ngô, khoai"], "tags", "ngô, khoai", ()),
        (["summary: 'Làng''Vạc'"], "summary", "Làng'Vạc", ()),
        (['summary: "Hội \\"Xuân\\" mở"'], "summary", 'Hội "Xuân" mở', ()),
        (["author: null"], "author", "", ()),
        (["category: [Tin]"], "category", "[Tin]", ()),
        (["tags: [lúa, ngô"], "tags", "[lúa, ngô", ()),
        (['summary: "Một" và "hai"'], "summary", '"Một" và "hai"', ()),
        (["Tóm tắt: Ba việc: lúa: ngô"], "summary", "Ba việc: lúa: ngô", ()),
        (["Tóm tắt: > 500 hộ"], "summary", "> 500 hộ", ()),
    ],
)
def test_values_between_dashes_are_read_as_yaml_where_they_are(
    lines: list[str], name: str, value: str, items: tuple[str, ...]
) -> None:
    """What is no YAML keeps meaning what it says."""
    source = read(*lines, fenced=True)
    assert not errors(source)
    assert (source.value(name), source.fields[name].items) == (value, items)
    assert source.body == "Thân."


def test_nested_yaml_is_refused() -> None:
    """A table in a list has no meaning here."""
    assert errors(read("authors: [{name: Lê Hải}]", fenced=True)) == [(3, "kieu-yaml")]


def test_lines_keep_their_numbers_below_a_block() -> None:
    """A problem behind a block is told at its own line."""
    source = read("summary: >-", "  một", "  hai", "draft: có lẽ", fenced=True)
    assert errors(source) == [(6, "trang-thai")]


@pytest.mark.parametrize("line", ["“Tiêu đề”: “Lúa chín”", '"Tiêu đề": "Lúa chín"', "“Tiêu đề”: Lúa chín"])
def test_quotation_marks_around_keys_go_with_those_around_values(line: str) -> None:
    """A title in quotation marks under a plain key keeps them: they may be meant."""
    assert parse("lua.md", f"{line}\n\nThân.").value("title") == "Lúa chín"
    assert parse("lua.md", "Tiêu đề: “Lúa chín”\n\nThân.").value("title") == "“Lúa chín”"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_with_a_reminder(codec: str) -> None:
    """As Notepad's “Unicode” saves it."""
    data = ("" if codec == "utf-16" else "\ufeff") + "Tiêu đề: Lúa chín\r\n\r\nThân.\r\n"
    text, problems = decode("lua.md", data.encode(codec))
    assert text == "Tiêu đề: Lúa chín\n\nThân.\n"
    assert [(one.code, one.level) for one in problems] == [("ma-hoa", Level.WARNING)]
    assert decode("lua.md", "Tiêu đề: A".encode("utf-32"))[1][0].level is Level.ERROR
