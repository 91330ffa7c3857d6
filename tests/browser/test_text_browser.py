"""Every page reads well where there is nothing but text: in lynx."""

from __future__ import annotations

import re
import subprocess
import urllib.error
import urllib.request

import outside_tools
import pytest
from bs4 import BeautifulSoup
from kinds import FEW, KINDS

pytestmark = pytest.mark.browser

WIDE = "-width=990"
# What only machines should see: tags, entities, code, names of files in place of words, forms that do nothing.
GARBAGE = re.compile(
    r"\ufffd|</?\w+>|&\w+;|\{|undefined|None|function|javascript:|\[(?:INLINE|BUTTON|IMG|EMBED)|\.(?:jpe?g|png|webp|svg)\b|____"
)
# A code sample, and words that look like markup, belong to the page that shows everything.
MEANT = ("<không phải thẻ>", "____")


def read(address: str, *options: str) -> str:
    """Return a page as lynx shows it to a reader of UTF-8."""
    command = [
        outside_tools.lynx(),
        "-dump",
        "-display_charset=utf-8",
        "-assume_charset=utf-8",
        *options,
        address,
    ]
    # That a page is not there is a fault to lynx, whose words are shown all the same.
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    assert done.stdout, done.stderr
    return done.stdout


def as_one_line(text: str) -> str:
    """Return a text with its spaces, no-break spaces and line ends as one space each."""
    return " ".join(text.split())


def source(address: str) -> BeautifulSoup:
    """Return a page as it was built."""
    try:
        answer = urllib.request.urlopen(address)
    except urllib.error.HTTPError as missing:
        answer = missing
    with answer:
        return BeautifulSoup(answer.read(), "html.parser")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_read_as_text(host: str, kind: str) -> None:
    """Its title, its headings and every sentence of its body, in their order, and nothing that is no word."""
    page = source(host + KINDS[kind])
    text = read(host + KINDS[kind], "-nolist", WIDE)
    words = as_one_line(text)

    place = 0
    for element in page.select("main :is(h1, h2, h3, h4), .prose > p"):
        for note in element.select("sup"):
            note.decompose()
        for part in (as_one_line(one) for one in element.strings):
            assert part in words[place:], (kind, part)
            place = words.index(part, place)
    for meant in MEANT:
        text = text.replace(meant, "")
    assert GARBAGE.findall(re.sub(r"_{40,}|`[^`]*`", "", text)) == [], text


@pytest.mark.parametrize("kind", FEW)
def test_the_content_is_near_the_top(host: str, kind: str) -> None:
    """Past name and menu, within two screens of a terminal; a link at the top leads over them."""
    lines = read(host + KINDS[kind], "-nolist").splitlines()
    title = as_one_line(source(host + KINDS[kind]).h1.get_text())  # type: ignore[union-attr]
    first = next(number for number, line in enumerate(lines) if line.strip() and as_one_line(line) in title)

    assert "Đến nội dung chính" in as_one_line(" ".join(lines[:6]))
    assert first < 40


def test_a_table_keeps_its_lines(host: str) -> None:
    """Each row of a table is a line, each entry of the register begins with its name."""
    article = read(host + KINDS["article-with-everything"], "-nolist", WIDE)
    assert re.search(
        r"^ *1 +Xuân Sinh +12 +2\.345 +9\.876 +12,5 +2023 +Nông thôn mới nâng cao", article, re.M
    )

    register = read(host + KINDS["register"], "-nolist", WIDE)
    assert re.search(r"^ *Dự thảo minh họa: kế hoạch trồng cây xanh ở khu dân cư", register, re.M)
    # How many days are left is told by scripts, which know the reader's day.
    assert "Lấy ý kiến từ 01/06/2024 đến hết 31/07/2024" in as_one_line(register)
    assert "còn 31 ngày" not in register


def test_every_link_leads_somewhere(host: str) -> None:
    """The list of links under a page has whole addresses only, the section's articles among them."""
    listed = re.findall(r"^ *\d+\. (\S+)$", read(host + KINDS["section"], "-listonly"), re.M)

    assert len(listed) > 40
    assert all(re.match(r"https?://|mailto:|tel:", link) for link in listed)
    assert f"{host}{KINDS['article-with-photo']}" in listed
