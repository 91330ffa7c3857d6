"""Bodies: what a Markdown text becomes, and what is said of it."""

from __future__ import annotations

import re
import time

import pytest
from filled_bodies import filled

from plugins.problems.problem import Level
from plugins.prose.body import Body, Reference, ReferenceKind
from plugins.prose.markdown import render_body

PATH = "content/thu.md"


def html(text: str) -> str:
    """Return a body's HTML with placeholders shown as [target], and whole addresses as they are."""
    body, _ = render_body(text, 1, PATH, "")
    return filled(body, lambda one: one.target if one.target.startswith("http") else f"[{one.target}]")


def codes(text: str, title: str = "") -> list[tuple[int, str, Level]]:
    """Return line, code and level of each problem."""
    _, problems = render_body(text, 1, PATH, title)
    return [(problem.line, problem.code, problem.level) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Mương](m.jpg)", '<figure class="figure">[m.jpg]</figure>'),
        ("![Mương](m.jpg)\n(Mương mới)", "[m.jpg]<figcaption>Mương mới</figcaption></figure>"),
        ("![Mương](m.jpg)\n\n(Mương mới)", "[m.jpg]<figcaption>Mương mới</figcaption></figure>"),
        ("![Mương](m.jpg)\n\n*Mương mới*", "[m.jpg]<figcaption>Mương mới</figcaption></figure>"),
        ("![Mương](m.jpg)\n*(Mương **mới**)*", "<figcaption>Mương <strong>mới</strong></figcaption>"),
        ("![A](a.jpg) ![B](b.jpg)\n(Hai)", "[b.jpg]<figcaption>Hai</figcaption></figure>"),
        ("![Mương](m.jpg) ở thôn", "<p>[m.jpg] ở thôn</p>"),
        ("# Một\n\n### Hai", '<h2 id="mot">Một</h2>\n<h3 id="hai">Hai</h3>'),
        ("## Đất\n\n## Đất", '<h2 id="dat-2">Đất</h2>'),
        ("Số liệu:\n|A|B|\n|---|--:|\n|1|2|", "<p>Số liệu:</p>"),
        ("|A|B|\n|---|--:|\n|1|2|", '<th class="align-right" scope="col">B</th>'),
        ('<table><tr><td align="center">1</td></tr></table>', '<td class="align-center">1</td>'),
        ("Gồm:\n- một\n- hai", "<li>hai</li>"),
        ("    Lùi đầu dòng", "<p>Lùi đầu dòng</p>"),
        ("Cỡ 2*6*8, (*) lưu ý x_y_z (*) hết", "2*6*8, (*) lưu ý x_y_z (*) hết"),
        ("a < b và <3", "a &lt; b và &lt;3"),
        ("Xem https://vd.vn/a_b_c.", '<a href="https://vd.vn/a_b_c">https://vd.vn/a_b_c</a>.'),
        ("[tải](tep/TB 7 (1).pdf)", '<a href="[tep/TB 7 (1).pdf]">tải</a>'),
        ("[tải](<tep/TB 7.pdf>)", '<a href="[tep/TB 7.pdf]">tải</a>'),
        ("<b>đậm", "<p><b>đậm</b></p>"),
        ("trước<!-- riêng -->sau", "<p>trướcsau</p>"),
        ("`<!-- mã -->` và `<script>`", "&lt;!-- mã --&gt;"),
        ('<a href="https://vd.vn" target="_blank">x</a>', 'rel="noopener noreferrer"'),
        ("```\n<script>\n```", "&lt;script&gt;"),
        ("3. ba\n4. bốn", '<ol start="3">'),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    """What editors write becomes what they mean."""
    assert expected in html(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>x</script>", "the-cam"),
        ("<iframe src='https://vd.vn'></iframe>", "the-cam"),
        ("<form action=x><input></form>", "the-cam"),
        ("<textarea>mất", "the-cam"),
        ("<svg onload=x></svg>", "the-cam"),
        ("<p style='color:red'>x</p>", "thuoc-tinh-cam"),
        ("<b onclick='x()'>x</b>", "thuoc-tinh-cam"),
        ("[x](javascript:alert(1))", "lien-ket-cam"),
        ("[x](jAva&#115;cript:alert(1))", "lien-ket-cam"),
        ('<a href="java&#x09;script:alert(1)">x</a>', "lien-ket-cam"),
        ('<a class="footnote" href="javascript:x">x</a>', "lien-ket-cam"),
        ("```\nmã", "khoi-ma-chua-dong"),
        ("đầu <!-- riêng", "ghi-chu-chua-dong"),
        ("\n".join("    " * level + "- mục" for level in range(150)), "long-qua-sau"),
        ("- > " * 40 + "x", "long-qua-sau"),
    ],
)
def test_what_may_not_be_published_is_an_error(text: str, code: str) -> None:
    """Nothing dangerous is stripped in silence."""
    found = [(line, level) for line, reported, level in codes(f"Chữ.\n\n{text}") if reported == code]
    assert found
    assert found[0][1] is Level.ERROR
    assert found[0][0] >= 3


@pytest.mark.parametrize("mark", ["```", "~~~~"])
def test_a_block_of_code_is_closed_by_what_opened_it(mark: str) -> None:
    """An editor who types anything else has closed nothing."""
    _, problems = render_body(f"{mark}\nmã", 1, "bai.md", "")

    assert f"Thêm một dòng {mark} ở cuối" in problems[0].message


@pytest.mark.parametrize("text", ["<script>x</script>", "<b onclick='x()'>x</b>"])
def test_what_may_not_be_published_comes_with_its_cure(text: str) -> None:
    """An editor reads what to do, not only that it is wrong."""
    _, problems = render_body(text, 1, PATH, "")
    assert "Xóa" in problems[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Giá {{ 6*7 }}", "lenh-khuon-mau"),
        ("Gửi tới:\nĐảng ủy xã\nLưu văn phòng", "xuong-dong"),
        ("Đã làm:\n\n• trồng cây\n• dọn rác", "xuong-dong"),
        ("14. Tháng 5 năm nay", "danh-sach-so"),
        ("|A|B|\n|---|---|\n|1|2|3|", "bang-lech"),
        ("chữ</section></main>", "the-dong-thua"),
        ('<a href="https://vd.vn/">ở đây', "the-chua-dong"),
        ("CCCD 038199004321", "so-can-cuoc"),
        ("[xem](#khong-co)", "neo-khong-co"),
        ("![](m.jpg)", "anh-thieu-mo-ta"),
        (">" * 40 + " x", "trich-dan-qua-sau"),
        ("chữ " * 300_000, "bai-dai"),
    ],
)
def test_what_may_surprise_is_a_reminder(text: str, code: str) -> None:
    """An editor is told, and the article is published."""
    problems = codes(text)
    assert code in [reported for _, reported, _ in problems]
    assert all(level is Level.WARNING for _, _, level in problems)


@pytest.mark.parametrize(
    "text",
    [
        "Một câu.\n\nHai câu.",
        "![Mương](m.jpg)\n(Mương mới)",
        "1. một\n2. hai\n\nchữ\n\n3. ba",
        "[xem](#dat)\n\n## Đất",
        "<b>đậm",
        "Xem `{x}` và <https://vd.vn>, thư <a@vd.vn>.",
    ],
)
def test_nothing_is_said_of_good_texts(text: str) -> None:
    """Good texts are not nagged about."""
    assert codes(text) == []


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "![" * 4_000, "*b " * 20_000, ">" * 20_000, "`a" * 20_000, "<a " * 20_000]
)
def test_hostile_repetition_is_quick_and_stays_text(text: str) -> None:
    """Repeated marks cost no time, and are read or shown as written."""
    start = time.process_time()
    body, problems = render_body(text, 1, PATH, "")
    assert time.process_time() - start < 2
    assert {problem.level for problem in problems} <= {Level.WARNING}
    assert (
        body.html.count(text[0])
        + body.html.count("<code>")
        + body.html.count("&lt;")
        + body.html.count("&gt;")
        >= 4_000
    )


def test_references_know_their_lines() -> None:
    """Each file that a body names is known with its line in the file."""
    body, _ = render_body(
        "a\n\n![Mương](PN tập.jpg)\n\n[b]({filename}x.md#c)\n\n![M](PN tập.jpg)", 6, PATH, ""
    )
    assert body.references == (
        Reference(ReferenceKind.FIGURE, "PN tập.jpg", 8, "Mương"),
        Reference(ReferenceKind.ADDRESS, "{filename}x.md#c", 10),
        Reference(ReferenceKind.FIGURE, "PN tập.jpg", 12, "M"),
    )


def test_lead_is_the_first_paragraph() -> None:
    """The lead is plain text, whatever its marks."""
    body, _ = render_body("![M](m.jpg)\n\n**Bà con xuống đồng.**\n\nChữ.", 1, PATH, "")
    assert body.lead == "Bà con xuống đồng."
    assert body.syllables == 5


def test_repeated_title_is_told_with_its_line() -> None:
    """A body that opens with its own title is told of."""
    told = [(2, "lap-tieu-de", Level.WARNING)]

    for opening in (
        "**Mùa Vàng**",
        "# Mùa vàng",
        "MÙA VÀNG.",
        "Mùa vàng  \nSáng nay, bà con ra đồng gặt lúa mùa cùng với máy gặt.",
    ):
        assert codes(f"\n{opening}\n\nChữ", "Mùa vàng") == told
    assert codes("\nMùa vàng đã tới\n\nChữ", "Mùa vàng") == []
    assert codes('\n"Mùa" vàng\n\nChữ', "“Mùa” vàng") == told


def test_footnotes_are_vietnamese_and_the_same_every_time() -> None:
    """The reader that is used again leaves no trace of the text before."""
    text = "Chữ[^chú ý].\n\n[^chú ý]: Lời."
    first, second = render_body(text, 1, PATH, ""), render_body(text, 1, PATH, "")
    assert first == second
    assert 'id="fn:1"' in first[0].html
    assert "Trở lại" in first[0].html


def test_no_inline_style_is_ever_made() -> None:
    """Pages work where inline styles are forbidden."""
    body, _ = render_body("|A|B|\n|:-:|--:|\n|1|2|\n\n```py\nx\n```", 1, PATH, "")
    assert "style" not in body.html


def test_forged_placeholders_are_removed() -> None:
    """Private-use characters of an article make no placeholder."""
    body, _ = render_body("a \ue0005\ue001 b", 1, PATH, "")
    assert filled(body, lambda _: "!") == body.html
    assert re.search("a 5 b", body.html)
    assert isinstance(body, Body)


MERGED = '<table>\n<thead>\n<tr><th colspan="2">Hai</th><th>Ba</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan="2">1</td><td>2</td><td>3</td></tr>\n<tr><td>4</td><td>5</td></tr>\n</tbody>\n</table>'


def test_a_table_written_as_html_scrolls_and_is_counted_like_the_others() -> None:
    """Merged cells can be written in no other way; the page treats such a table as any."""
    made = html(f"{MERGED}\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n{MERGED}\n\nSau.")
    assert re.findall(r'aria-label="(Bảng \d)"', made) == ["Bảng 1", "Bảng 2", "Bảng 3"]
    assert made.count('class="table-scroll"') == 3
    assert '<th colspan="2" scope="colgroup">Hai</th><th scope="col">Ba</th>' in made
    assert made.endswith("<p>Sau.</p>")


@pytest.mark.parametrize(
    "text", ["<table><tr><td>a", "<div>\n<table><tr><td>x\n</div>\n\nSau.", f"Trước {MERGED} sau."]
)
def test_a_broken_table_written_as_html_is_closed_with_its_frame(text: str) -> None:
    """Whatever was left open."""
    made = html(text)
    assert made.count("<div") == made.count("</div>")
    assert made.count("<table") == made.count("</table>") == 1


def test_words_that_are_defined_one_below_another_are_one_list() -> None:
    """A word without a blank line above it is no part of the definition above."""
    body, _ = render_body("Xã\n: một\n\nThôn\n: hai\nXóm\n: ba", 1, "x.md", "")

    assert body.html.count("<dl>") == 1
    assert body.html.count("<dt>") == body.html.count("<dd>") == 3


def test_a_long_block_is_read_as_a_short_one() -> None:
    """Headings and rules between lines without blank lines mean the same, however many follow each other."""
    few = "một\n# Hai\nba\n===\nbốn\n- - -\nnăm\n---"
    body, _ = render_body("\n".join([few] * 20), 1, "x.md", "")
    once, _ = render_body(few, 1, "x.md", "")

    assert body.html.count("<h") == 20 * once.html.count("<h")
    assert body.html.count("<hr>") == 20 * once.html.count("<hr>")


@pytest.mark.parametrize(
    ("count", "between", "albums"),
    [
        (4, "\n\n", 1),
        (4, "\n", 1),
        (9, " ", 1),
        (5, "\n(Chú thích)\n\n", 1),
        (3, "\n\n", 0),
        (6, "\n\nLời.\n\n", 0),
    ],
)
def test_many_photos_one_after_the_other_are_an_album(count: int, between: str, albums: int) -> None:
    """With their captions, whatever parts them but words."""
    text = between.join(f"![Ảnh {number}](anh-{number}.jpg)" for number in range(count))
    body, problems = render_body(f"Mở đầu.\n\n{text}\n\nHết.", 1, "content/a.md", "Bài")

    assert (body.html.count('<div class="album">'), body.html.count("<figure")) == (albums, count)
    assert not problems
