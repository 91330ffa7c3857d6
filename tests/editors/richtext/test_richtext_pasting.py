"""What is pasted from other programs becomes what the editor knows, and no word is lost."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.editors.richtext.paste import pasted_html, pasted_text
from plugins.editors.richtext.save import EditedBlock, KeptBlock, saved_body
from plugins.editors.richtext.source_blocks import editable_body

CLIPBOARD = Path(__file__).parent / "clipboard"
ATTRIBUTES = {
    "ol": {"start"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "figure": {"class"},
    "span": {"class"},
    "sup": {"data-note"},
    "details": {"open"},
    "section": {"data-note"},
    "code": {"class"},
    **{
        tag: set[str]()
        for tag in re.findall(
            r"\w+",
            "p h1 h2 h3 h4 h5 h6 ul li blockquote hr table tbody tr figcaption strong em s sub br pre summary",
        )
    },
}


class Vocabulary(HTMLParser):
    """Asserts that HTML holds nothing that the editor does not know."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        assert tag in ATTRIBUTES
        assert {name for name, _ in attrs} <= ATTRIBUTES[tag]
        for name, value in attrs:
            if name in ("href", "src"):
                assert re.match(r"(?:https?:|mailto:|tel:|[^:]*$|[^:/?#]*[/?#])", value or ""), value

    def handle_comment(self, data: str) -> None:
        """Comments are nowhere."""
        raise AssertionError(data)


def check_vocabulary(html: str) -> None:
    """Fail on HTML that the editor does not know."""
    Vocabulary().feed(html)


def markdown(name: str) -> tuple[str, tuple[str, ...]]:
    """Return what is saved of a clipboard's HTML, and what was told."""
    pasted = pasted_html((CLIPBOARD / name).read_text("utf-8"))
    check_vocabulary(pasted.html)
    saved = saved_body(editable_body(""), [EditedBlock(pasted.html, None)])
    return saved.source, (*pasted.told, *saved.lost)


def test_from_word_come_structures_and_what_cannot_come_is_told() -> None:
    """Heading, lists, a footnote, merged cells, an old font; comments, deleted text and the picture are told."""
    source, told = markdown("word.html")
    assert source == WORD
    assert [sentence for sentence in told if "cũ kỹ" in sentence]
    assert [sentence for sentence in told if "Kiểm tra lại số này" in sentence]
    assert [sentence for sentence in told if "Ruộng ngô" in sentence]


WORD = """\
## Kế hoạch vụ đông

**Xã Xuân Lai** gieo *hai mươi* héc-ta ngô[^1].

- Làm đất trước ngày mười
    - ruộng cao trước
- Chọn giống

1. Họp thôn
2. Chia giống

a) Điểm a của điều này

Sửa mới xong.

Huyện Thọ Xuân

<table>
<tbody>
<tr><td><strong>Thôn</strong></td><td colspan="2"><strong>Diện tích</strong></td></tr>
<tr><td rowspan="2">Thôn Một</td><td>12</td><td>13</td></tr>
<tr><td>14</td><td>15</td></tr>
</tbody>
</table>

Ruộng ngô

[^1]: Số liệu của phòng Kinh tế.
"""


def test_from_libreoffice_come_items_that_nobody_closed() -> None:
    """Items and paragraphs that are never closed, cells that are merged."""
    source, _ = markdown("libreoffice.html")
    assert source.startswith("## Kế hoạch\n\nXã **Xuân Lai** họp *dân*\n\n- một\n- hai\n\n1. ba\n\n<table>")
    assert '<td rowspan="2">gộp</td><td colspan="2">ngang</td>' in source


def test_cells_from_excel_become_a_table_with_bars() -> None:
    """A table with bars, numbers to the right, its first row for headers, empty rows gone."""
    source, _ = markdown("excel.html")
    assert source == (
        "| Xã | Số hộ | Ghi chú |\n| --- | ---: | --- |\n| Xuân Lai | 1.204 | \\| gồm cả \\* thôn\\_mới |\n| Xuân Lập | 1.310 |  |\n"
    )


def test_from_google_docs_come_styles_and_links_without_their_wrappers() -> None:
    """A wrapper of bold that is none, bold by style, lists in lists, links over Google."""
    source, told = markdown("google-docs.html")
    assert source == (
        "Xã **Xuân Lai** <em>họp</em><sup>2</sup><s>bỏ</s>\n\n- một\n    - trong một\n- [hai](https://thoxuan.vn/)\n\n## Mục\n"
    )
    assert told == ()


def test_from_zalo_come_letters_for_lookalikes_and_no_address_that_runs() -> None:
    """Letters that only look like letters, pictures that are signs, hashtags; an address that runs goes."""
    source, told = markdown("zalo.html")
    assert source == "📢 Thông báo: Xã họp lúc 7h30 🌾  \n\\#xuanlai #muavudong\n\nBấm vào đây\n"
    assert [sentence for sentence in told if "Chữ kiểu" in sentence]


def test_from_facebook_come_signs_and_addresses_that_follow_nobody() -> None:
    """Signs in boxes and flags, letters that only look like letters, addresses without what follows readers; a fold is told."""
    source, told = markdown("facebook.html")
    assert source == FACEBOOK
    assert [sentence for sentence in told if "Xem thêm" in sentence]
    assert not [sentence for sentence in told if "Ảnh" in sentence]


FACEBOOK = """\
📢 THÔNG BÁO: lịch tiêm phòng dại cho chó, mèo

1️⃣ Thôn 1, thôn 2: sáng thứ Bảy.\x20\x20
🇻🇳 Nhà văn hóa **làng Vực**: chiều thứ Bảy.

Bà con xem [thông báo của huyện](https://thoxuan.thanhhoa.gov.vn/thong-bao/tiem-phong/), \
hỏi [Trạm Thú y Xuân Lai](https://www.facebook.com/tramthuyxuanlai).

\\#thoxuan #xuânlai còn nhiều thôn khác…
"""


def test_code_and_pictures_in_cells_are_kept() -> None:
    """A cell holds the picture that came with it; code is code, in a line and in a block."""
    pasted = pasted_html(
        "<p>Gõ <code>tasks.py</code></p><pre><code>a\nb</code></pre>"
        '<table><tr><th>A</th></tr><tr><td>x<img src="data:image/png;base64,aGk=" alt="Lúa"></td></tr></table>'
    )
    check_vocabulary(pasted.html)
    assert "<p>Gõ <code>tasks.py</code></p><pre><code>a\nb</code></pre>" in pasted.html
    assert '<td>x<img src="anh-dan-1.png" alt="Lúa"></td>' in pasted.html
    assert len(pasted.pictures) == 1


def test_text_in_a_figure_beside_its_caption_is_kept() -> None:
    """Some pages write a picture's words without saying what they are; a list of meanings may hold stray words as well."""
    pasted = pasted_html("<figure><img>Cấy lúa <p>vụ xuân</p><figcaption>Ảnh: Lê Hải</figcaption></figure>")
    assert pasted.html == "<p>Cấy lúa</p><p>vụ xuân</p><p>Ảnh: Lê Hải</p>"
    saved = saved_body(editable_body(""), [EditedBlock("<dl>lạc <dt>UBND</dt><dd>Ủy ban</dd></dl>", None)])
    assert saved.source == "lạc\n\nUBND\n\nỦy ban\n"


def test_pictures_that_come_along_have_names() -> None:
    """Their bytes are given with the names; others are told."""
    pasted = pasted_html(
        '<p>a<img src="data:image/png;base64,aGk=" alt="Lúa"><img src="https://a.vn/b.png">b</p>'
    )
    assert (
        pasted.html == '<p>a</p><figure class="figure"><img src="anh-dan-1.png" alt="Lúa"></figure><p>b</p>'
    )
    assert [(one.name, one.data) for one in pasted.pictures] == [("anh-dan-1.png", b"hi")]
    assert len(pasted.told) == 1


def test_from_plain_text_come_tables_lists_and_paragraphs() -> None:
    """Tabs, bullets, numbers that count, lines and blank lines."""
    text = "Xã\tSố hộ\r\nXuân Lai\t12\r\n\r\n• một\r\n• hai\r\n1. a\r\n2) b\r\n5. năm mươi\r\nĐiều 1. x\r\ny e\u0302\u200b"
    assert pasted_text(text).html == (
        "<table><tbody><tr><th>Xã</th><th>Số hộ</th></tr><tr><td>Xuân Lai</td><td>12</td></tr></tbody></table>"
        "<ul><li><p>một</p></li><li><p>hai</p></li></ul><p>1. a<br>2) b<br>5. năm mươi</p><p>Điều 1. x<br>y ê</p>"
    )


# Random HTML: a tree of elements whose words are all different.
NAMES = st.sampled_from(
    re.findall(
        r"[\w:-]+",
        "p div span b strong i em u s a ul ol li table tr td th tbody thead blockquote h1 h4 font center pre figure "
        "figcaption img br hr section article nav form button select option sup sub code mark iframe video svg custom-tag "
        "o:p ins del dl dt dd caption details summary label textarea g path mi",
    )
)
ATTRS = st.sampled_from(
    [
        "",
        ' style="font-weight:700"',
        ' style="mso-list:l0 level1 lfo1"',
        ' style="mso-list:Ignore"',
        ' style="vertical-align:super"',
        ' class="MsoNormal"',
        ' href="#x1" name="x2"',
        ' href="#x2" name="x1"',
        ' href="https://a.vn/?a=1&b=2"',
        ' href="javascript:x()"',
        ' onclick="x()"',
        ' src="data:image/png;base64,aGk="',
        ' src="x.png" alt="anh"',
        ' colspan="3" rowspan="x"',
        ' data-note="1"',
        ' face=".VnTime"',
        ' align="right"',
        ' start="3"',
    ]
)
PIECES = st.lists(
    st.tuples(st.just("open"), NAMES, ATTRS)
    | st.tuples(st.just("close"), NAMES, st.just(""))
    | st.tuples(
        st.just("word"),
        st.sampled_from(["*", "_x_", "# ", "1. ", "<", "&", "", "-->", "đ\u0300"]),
        st.just(""),
    )
    | st.just(("raw", "<script>alert('x')</script>", ""))
    | st.just(("raw", "<!--[if x]>", "")),
    max_size=25,
)


def html_of(pieces: list[tuple[str, str, str]]) -> tuple[str, list[str]]:
    """Return HTML and its words."""
    out, words = [], []
    for number, (kind, name, attributes) in enumerate(pieces):
        if kind == "word":
            words.append(f"tu{number}x")
            out.append(f" {escape(name)}tu{number}x ")
        else:
            out.append(
                f"<{name}{attributes}>" if kind == "open" else f"</{name}>" if kind == "close" else name
            )
    return "".join(out), words


@settings(max_examples=500, deadline=None)
@given(PIECES)
def test_any_html_becomes_the_editors_own(pieces: list[tuple[str, str, str]]) -> None:
    """Nothing outside of the vocabulary comes through, and every word is in the text or told."""
    html, words = html_of(pieces)
    html = (
        html.replace("<!--[if x]>", "<!--[if x]><![endif]-->").replace("<svg", "<g").replace("</svg", "</g")
    )
    pasted = pasted_html(html)
    check_vocabulary(pasted.html)
    text = BeautifulSoup(pasted.html, "html.parser").get_text(" ") + " ".join(pasted.told)
    assert [word for word in words if word not in text] == [], html


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_edited_html_loses_no_word(pieces: list[tuple[str, str, str]]) -> None:
    """What the browser sends is saved word by word, whatever is wrong with it."""
    html, words = html_of(pieces)
    html = html.replace("<!--[if x]>", "")
    saved = saved_body(editable_body(""), [EditedBlock(html, None)])
    text = saved.source + " ".join(saved.lost)
    assert [word for word in words if word not in text] == [], html


TEXTS = st.text("ađ1 \t\n.-•*)(|_#<>\u200b\u00a0ế𝗔", max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_pasted(text: str) -> None:
    """No letter is lost but marks of items and what nobody sees."""
    pasted = pasted_text(text)
    check_vocabulary(pasted.html)
    shown = BeautifulSoup(pasted.html, "html.parser").get_text(" ")
    assert len(re.findall("[aAđế<>#|_𝗔]", shown)) == len(re.findall("[aAđế<>#|_𝗔]", text))


def test_footnotes_of_other_programs() -> None:
    """LibreOffice's, and a web page's in a list at its end."""
    office = (
        '<p>Một<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>'
        '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Lời</p></div>'
    )
    page = '<p>Hai<sup id="r1"><a href="#n1" id="ra">[1]</a></sup></p><ol><li>Lời <a id="n1" href="#ra">về</a></li></ol>'
    for html, words in ((office, "Một"), (page, "Hai")):
        before = editable_body("Cũ[^1].\n\n[^1]: x\n")
        saved = saved_body(before, [EditedBlock(pasted_html(html).html, None), KeptBlock(0), KeptBlock(1)])
        assert saved.source == f"{words}[^2]\n\n[^2]: Lời\n\nCũ[^1].\n\n[^1]: x\n"
