"""The ids and link targets of pages: read quickly where a page is sound, line by line where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.edition.link_summary import LinkSummary, link_summary
from plugins.building.edition.output_scan import scan

PIECES = [
    '<a href="/a/">a</a>',
    '<a class="x" href="b.html#c" id="d">b</a>',
    "<a href='../e/'>e</a>",
    '<meta property="og:title" content="Thọ Xuân: ngày mới">',
    '<meta property="og:title" content="JavaScript: học gì trước">',
    '<img src="/anh/1.jpg" alt="javascript: một ngôn ngữ" title="JavaScript: x">',
    '<a href="https://vi-du.vn/?q={{a}}&amp;b=%7B%7B">a</a>',
    '<a href="mailto:a@vi-du.vn?subject={filename}">b</a>',
    '<meta name="DC.date" content="2024-06-30T08:00:00+07:00">',
    '<meta property="og:url" content="https://vi-du.gov.vn/a/">',
    '<time datetime="2024-06-30T08:00:00+07:00">30/6</time>',
    '<link rel="canonical" href="https://vi-du.gov.vn/tin/">',
    '<img src="/anh/1.jpg" srcset="/anh/1.jpg 1x, /anh/2.jpg 2x" alt="a > b">',
    '<script type="application/ld+json">{"a": "<a href=\\"/khong/\\">"}</script>',
    '<script type="module" src="/theme/js/site.js"></script>',
    "<!-- <a href='/khong/'> -->",
    '<p class="x">lời nói class="y" href="/khong/" id="khong"></p>',
    '<a class="x" href="mailto:?subject=%7B%7B&amp;body=https%3A//vi-du.vn/">gửi</a>',
    '<a class="x" href="https://vi-du.vn/a?b#c">other</a>',
    '<a class="x" href="https://vi-du.gov.vn/rieng/#d" rel="x">own</a>',
    '<a class="x" href="https://vi-du.gov.vn">own</a>',
    '<a class="x" href="https://vi-du.gov.vn?tim=a">none of ours</a>',
    '<a class="x" href="https://vi-du.vn/" id="khac">other</a>',
    '<a class="x" href="https://vi-du&#46;gov.vn/chu/">own, spelled otherwise</a>',
    '<a class="x > y" href="/lon-hon/" id="lon-hon">c</a>',
    '<A CLASS="x" HREF="/HOA/">hoa</A>',
    "<a class=x href=/tran/ id=tran>tran</a>",
    '<a class="x"\nhref="/dong/"\tid = "dong">dong</a>',
    '<a href="https://vi-du.gov.vn">own</a>',
    '<a href="https://vi-du.gov.vn.khac.vn/x">other</a>',
    '<a href="https://vi-du.gov.vn:8443/x">other</a>',
    '<a href="https://[vi-du">broken</a>',
    '<a href="//vi-du.gov.vn/x">no scheme</a>',
    '<a href="HTTPS://vi-du.gov.vn/x">capitals</a>',
    '<span class="x" data-a="<b id=\'khong\'>">attribute</span>',
    '<script type="application/ld+json">{"a": "<b id=\'khong\'>"}</script>',
    '<SCRIPT type="module" src="/theme/js/hoa.js"><b id="khong"></SCRIPT>',
    "<p>\u2260 \u226e \uf8ff</p>",
    "<p>Một đoạn < hai & ba</p>",
    '<main id="noi-dung">',
    "</main>",
    "<body>",
    "<footer>",
    "\n",
]
FAULTS = [
    ('<i id="a"></i><i id="a"></i>', "trung-id"),
    ("<p onclick='x()'>x</p>", "ma-trong-trang"),
    ('<p style="a">x</p>', "ma-trong-trang"),
    ('<a href=" java&#10;script:x()">x</a>', "ma-trong-trang"),
    ('<a href=" &#106;avascript:x()">x</a>', "ma-trong-trang"),
    ('<button formaction="javascript:x()">x</button>', "ma-trong-trang"),
    ('<img src="{photo}x.jpg" alt="">', "sot-ky-hieu"),
    ("<script>1</script>", "ma-trong-trang"),
    ('<script class="x">1</script>', "ma-trong-trang"),
    ('<style class="x">p{}</style>', "ma-trong-trang"),
    ('<STYLE class="x">p{}</STYLE>', "ma-trong-trang"),
    ('<p class="x" onclick="x()">x</p>', "ma-trong-trang"),
    ('<a class="x" href="mailto:a@vi-du.vn" onclick="x()">x</a>', "ma-trong-trang"),
    ('<a class="x" href="javascript:mailto:x()">x</a>', "ma-trong-trang"),
    ("<style>p{}</style>", "ma-trong-trang"),
    ('<a href="{static}/x">x</a>', "sot-ky-hieu"),
    ("\ue0000\ue001", "sot-ky-hieu"),
    ("e\u0301", "chua-chuan-nfc"),
]
SLOWLY = '<i id="z"></i><i id="z"></i>'


def summary_of(page: str) -> LinkSummary:
    """Return the link summary of a page at an address in a folder."""
    return link_summary("tin/index.html", page.encode(), "", "https://vi-du.gov.vn")


@given(st.lists(st.sampled_from(PIECES), max_size=12, unique=True))
def test_a_sound_page_says_the_same_however_it_is_read(pieces: list[str]) -> None:
    """A fault at the end of a page has all of it read line by line."""
    page = "".join(pieces)
    quick, slow = summary_of(page), summary_of(f"{page}{SLOWLY}")

    assert not quick.problems
    assert [problem.code for problem in slow.problems] == ["trung-id"]
    assert set(quick.targets.split()) == set(slow.targets.split())
    assert set(quick.ids.split()) | {"z"} == set(slow.ids.split())


@pytest.mark.parametrize(("fault", "code"), FAULTS)
@pytest.mark.parametrize("before", ["<body><header></header><main>", "<body>", ""])
def test_a_fault_is_seen_wherever_it_stands(fault: str, code: str, before: str) -> None:
    """No part of a page is passed over, and the line is told."""
    page = f"<html>\n{before}\n<p>Lời</p>\n{fault}\n</main><footer></footer>"
    problems = summary_of(page).problems

    assert code in {problem.code for problem in problems}
    assert problems == scan("tin/index.html", page.encode()).problems
