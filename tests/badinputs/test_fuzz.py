"""Whatever a file holds, reading it ends soon and never raises."""

from __future__ import annotations

import time

import pytest
from badcases import CASES, Case
from badcases.case import ARTICLE, BODY, SECTION, good_article
from badcases.paths import PROJECT
from badcases.rooms import Registries, read, registries_of
from badcases.site import base_site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SECONDS = 5.0
KEYS = ("Tiêu đề", "Ngày đăng", "Cập nhật", "Chuyên mục", "Tác giả", "Ảnh đại diện", "Từ khóa", "Trạng thái")
MORE_KEYS = (
    "Hết hạn",
    "Đường dẫn",
    "Đường dẫn cũ",
    "Tệp đính kèm",
    "Loại văn bản",
    "Ngôn ngữ",
    "Lưu tại",
    "Mẫu",
)
PIECES = st.sampled_from(
    [
        *("<", ">", "</", "<!--", "-->", "<script>", "<a href=", "&#x", "&", '"', "'", "`", "```\n", "\\"),
        *(
            "*",
            "_",
            "[",
            "![",
            "](",
            "]: ",
            ")",
            "|",
            "|---|\n",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "1. ",
            "> ",
            "#",
        ),
        *("{static}", "{attach}../", "{filename}", "{{", "{%", "---\n", "+++\n", ": ", "：", "javascript:"),
        *(
            "\0",
            "\x0b",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\ue0000\ue001",
            "\u0301",
            "ệ",
            "đ",
            "Thọ Xuân",
        ),
    ]
)
SOUP = st.lists(PIECES | st.text(max_size=12), max_size=80).map("".join)
LINE = st.text(max_size=60) | SOUP.map(lambda text: " ".join(text.split()))
NUMBER = st.integers(-10, 99_999).map(str)
DATE = st.lists(
    NUMBER
    | st.sampled_from(
        ["/", "-", ".", ":", " ", "h", "ngày ", "tháng ", "năm ", "Thứ Tư, ", "(GMT+7)", "Z", "T"]
    ),
    max_size=12,
).map("".join)
TRIALS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Registries:
    """The sections and writers of a good site."""
    site = tmp_path_factory.mktemp("fuzz")
    base_site(site, PROJECT)
    return registries_of(site)


def assert_read(path: str, content: str | bytes, registries: Registries) -> None:
    """Reading ends, and soon."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    began = time.monotonic()
    read(path, data, registries)
    assert time.monotonic() - began < SECONDS


@TRIALS
@given(data=st.binary(max_size=2_000))
def test_random_bytes_are_read_to_an_end(data: bytes, registries: Registries) -> None:
    """Bytes that are no text are read to an end."""
    assert_read(ARTICLE, data, registries)


@TRIALS
@given(lines=st.lists(st.tuples(st.sampled_from(KEYS + MORE_KEYS) | LINE, LINE | SOUP), max_size=12))
def test_random_headers_are_read_to_an_end(lines: list[tuple[str, str]], registries: Registries) -> None:
    """Any keys with any values are read to an end."""
    header = "\n".join(f"{key}: {value}" for key, value in lines)
    assert_read(ARTICLE, f"{header}\n\n{BODY}", registries)


@TRIALS
@given(date=DATE, other=DATE, key=st.sampled_from(["Cập nhật", "Hết hạn", "Lấy ý kiến đến", "Ngày ban hành"]))
def test_random_dates_are_read_to_an_end_in_any_field(
    date: str, other: str, key: str, registries: Registries
) -> None:
    """Any date is read to an end, in whichever field it stands."""
    text = good_article("Thử", date, SECTION, "Lê Hải", f"{key}: {other}")
    assert_read(ARTICLE, text, registries)


@TRIALS
@given(body=SOUP)
def test_random_bodies_are_read_to_an_end(body: str, registries: Registries) -> None:
    """Any mixture of Markdown, HTML and Vietnamese is read to an end."""
    assert_read(ARTICLE, good_article(body=body), registries)


@TRIALS
@given(parts=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8))
def test_random_names_of_files_are_read_to_an_end(parts: list[str], registries: Registries) -> None:
    """An article may lie under any name."""
    assert_read("content/" + "/".join(parts) + ".md", good_article(), registries)


@TRIALS
@given(piece=PIECES, times=st.integers(1, 4_000), between=st.sampled_from(["", " ", "a", "\n"]))
def test_repetition_is_not_quadratic(piece: str, times: int, between: str, registries: Registries) -> None:
    """One sign again and again does not hang the reader."""
    assert_read(ARTICLE, good_article(body=(piece + between) * times), registries)


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_cut_off_files(cut: int, registries: Registries) -> None:
    """A file that was copied only in part is read to an end, even in the middle of a letter."""
    assert_read(ARTICLE, good_article().encode()[:cut], registries)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if isinstance(case.files.get(ARTICLE), str | bytes)],
    ids=lambda case: case.id,
)
def test_known_bad_inputs(case: Case, registries: Registries) -> None:
    """Each known bad input is read to an end; those of megabytes, which are made, are timed where they are built."""
    content = case.files[ARTICLE]
    assert isinstance(content, str | bytes)
    assert_read(ARTICLE, content, registries)
