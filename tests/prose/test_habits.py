"""What people of other editors write by habit is read as they mean it; what is not read is told with its line."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from filled_bodies import filled
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plugins.problems.problem import Level
from plugins.prose.markdown import render_body

PATH = "content/thu.md"
TAG = re.compile(r"\s*(</?(?:ul|ol|li|p)\b[^>]*>)\s*")


def html(text: str) -> str:
    """Return a body's HTML without the space around lists and their items."""
    body = render_body(text, 1, PATH, "")[0]
    return TAG.sub(r"\1", filled(body, lambda reference: reference.target))


def told(text: str) -> list[tuple[int, str]]:
    """Return line and code of each problem of a body."""
    return [(one.line, one.code) for one in render_body(text, 1, PATH, "")[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Xã\n  - thôn\n- Xã", "<ul><li>Xã<ul><li>thôn</li></ul></li><li>Xã</li></ul>"),
        ("1. Xã\n   - thôn\n2. Xã", "<ol><li>Xã<ul><li>thôn</li></ul></li><li>Xã</li></ol>"),
        ("10. Xã\n   - thôn", '<ol start="10"><li>Xã<ul><li>thôn</li></ul></li></ol>'),
        ("* Xã\n    * thôn\n        * xóm", "<ul><li>Xã<ul><li>thôn<ul><li>xóm</li></ul></li></ul></li></ul>"),
        ("- Xã\n - thôn", "<ul><li>Xã</li><li>thôn</li></ul>"),
        ("- Xã\n\n  Lời.\n\n- Xã", "<ul><li><p>Xã</p><p>Lời.</p></li><li><p>Xã</p></li></ul>"),
        ("- Xã\n\nLời.\n\n  Lời.", "<ul><li>Xã</li></ul><p>Lời.</p><p>Lời.</p>"),
        ("Gồm:\n- một\n  - hai", "<p>Gồm:</p><ul><li>một<ul><li>hai</li></ul></li></ul>"),
        ("-\u00a0một\n-\u00a0hai", "<ul><li>một</li><li>hai</li></ul>"),
        ("- [ ] trồng cây\n- [x] quét ngõ", "<ul><li>☐ trồng cây</li><li>☑ quét ngõ</li></ul>"),
        ("_nghiêng_ và __đậm__, ten_tep_a", "<p><em>nghiêng</em> và <strong>đậm</strong>, ten_tep_a</p>"),
        ("Đã ~~hoãn~~ đổi", "<p>Đã <del>hoãn</del> đổi</p>"),
        ("**Kính gửi **bà con", "<p><strong>Kính gửi</strong> bà con</p>"),
        ("**Kính gửi\u00a0** bà con", "<p><strong>Kính gửi</strong>\u00a0 bà con</p>"),
        ("** Kính gửi** bà con", "<p><strong>Kính gửi</strong> bà con</p>"),
        ("2 ** 3 và 4 ** 5", "<p>2 ** 3 và 4 ** 5</p>"),
        ("5 \\< 6 \\& 7 \\~ 8 `\\<`", "<p>5 &lt; 6 &amp; 7 ~ 8 <code>\\&lt;</code></p>"),
        ("Một\\\nhai", "<p>Một<br>\nhai</p>"),
        ("<details>\n<summary>Xem</summary>\n\n- **a**\n</details>",
         "<details>\n<summary>Xem</summary><ul><li><strong>a</strong></li></ul></details>"),
        ("<pre>\n<div>\n\n**a**\n</div>\n</pre>", "<pre><div>\n\n**a**\n</div>\n</pre>"),
        ("<table><tr><td>\\</td></tr></table>", "<td>\\</td>"),
        ("> Gõ\n> ```sh\n> rm **x**\n>   y\n> ```\n> xong",
         '<blockquote><p>Gõ</p><pre><code class="language-sh">rm **x**\n  y\n</code></pre><p>xong</p></blockquote>'),
        ("> > ~~~\n> > *x*\nngoài", "<blockquote>\n<blockquote>\n<pre><code>*x*\n</code></pre>\n</blockquote>\n</blockquote><p>ngoài</p>"),
        ("1. Về giao thông\n+ đường xã\n+ đường thôn", "<ol><li>Về giao thông</li></ol><ul><li>đường xã</li><li>đường thôn</li></ul>"),
        ("- Xã\n---\nTiếp", "<ul><li>Xã</li></ul><hr><p>Tiếp</p>"),
        ("- Xã\n-\n- Thôn", "<ul><li>Xã</li><li>Thôn</li></ul>"),
        ("hơn **90% **số hộ", "hơn <strong>90%</strong> số"),
        ("<div>\n**Kính gửi **bà con\n</div>", "<strong>Kính gửi</strong> bà con"),
        ("Xem (https://vi-du.vn/a) [https://vi-du.vn/b]", '<a href="https://vi-du.vn/b">https://vi-du.vn/b</a>]'),
        ("Họ tên [ ] nam ( ) nữ", "<p>Họ tên [ ] nam ( ) nữ</p>"),
    ],
)  # fmt: skip
def test_habits_are_read_as_they_are_meant(text: str, expected: str) -> None:
    """As VS Code, Typora and GitHub show them; no word is said about them."""
    assert expected in html(text)
    assert {code for _, code in told(text)} <= {"danh-sach-so"}


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_fenced_code_in_an_item_is_code_of_that_item(fence: str) -> None:
    """With its own indent, and not a letter of it read."""
    made = html(f"1. Gõ\n   {fence}sh\n   rm **x**\n     y\n   {fence}\n2. Xong")
    assert '<pre><code class="language-sh">rm **x**\n  y\n</code></pre></li><li><p>Xong</p></li></ol>' in made


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("-*")), min_size=1, max_size=8),
    st.sampled_from([2, 3, 4]),
)
def test_lists_nest_alike_however_deep_a_step_is(steps: list[tuple[int, str]], width: int) -> None:
    """By two, three or four spaces: one tree."""
    level, plain, wide = -1, [], []
    for number, (step, _) in enumerate(steps):
        level = min(step, level + 1)
        plain.append(f"{'    ' * level}- mục {number}")
        wide.append(f"{' ' * width * level}- mục {number}")
    assert html("\n".join(wide)) == html("\n".join(plain))


def places(made: str) -> list[tuple[str, list[str]]]:
    """Return each text of a page's HTML with the lists, quotations and code that it lies in."""
    soup = BeautifulSoup(made, "html.parser")
    texts = [text for text in soup.find_all(string=True) if text.strip()]
    kinds = ("ul", "ol", "pre", "blockquote")
    return [
        (text.strip().replace("\u00a0", " "), [str(one.name) for one in text.parents if one.name in kinds])
        for text in texts
    ]


@st.composite
def nested_lists(draw: st.DrawFn) -> str:
    """Draw a list as it is typed: items of both kinds, nested by two to four spaces, with paragraphs and fences in them."""
    lines: list[str] = []
    open_items: list[tuple[int, int]] = []  # in which column an item begins, and its text
    for number in range(draw(st.integers(2, 7))):
        numbered = draw(st.sampled_from([False, False, True]))
        depth = draw(st.integers(0, len(open_items))) if open_items else 0
        if depth < len(open_items):
            column = open_items[depth][0]
        else:
            column = open_items[-1][1] + draw(st.integers(0, 1)) if open_items else 0
        del open_items[depth:]
        mark = "1. " if numbered else "- "
        lines.append(f"{' ' * column}{mark}mục {number}")
        open_items.append((column, column + len(mark)))
        inner = " " * open_items[-1][1]
        more = draw(st.sampled_from(["", "", "", "blank", "paragraph", "fence"]))
        if more == "blank":
            lines.append("")
        elif more == "paragraph":
            lines += ["", f"{inner}đoạn {number}", *draw(st.sampled_from([[], [""]]))]
        elif more == "fence":
            lines += [f"{inner}```", f"{inner}mã {number}", f"{inner}```", *draw(st.sampled_from([[], [""]]))]
    return "\n".join(lines)


@settings(max_examples=150)
@given(nested_lists())
def test_lists_are_read_as_commonmark_reads_them(text: str) -> None:
    """What lies in which item is the same as in the programs in which people write."""
    assert places(render_body(text, 1, PATH, "")[0].html) == places(MarkdownIt().render(text)), text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Chữ.\n\nLời[^zz] này.", 3),
        ("## Mục {#muc}", 1),
        ("Chữ.\n\n![Cây](a.jpg){width=50%}", 3),
        ("Xem [thông báo] (thong-bao.pdf).", 1),
        ("Chữ.\n\n![Cây] (cay.jpg)", 3),
        ("| Xã | Cây |\n| A | 9 |", 1),
        ("<table><tr><td>**đậm**</td></tr></table>", 1),
        ("**đậm**\n\n<table>\n<tr><td>[tệp](a.pdf)</td></tr>\n</table>", 4),
        ("Chữ.\n\nQuên **đóng dấu đậm.", 3),
        ("Cuối đoạn\\", 1),
        ("Chữ ==tô nền== này", 1),
        ("Xem [[bài trước]]", 1),
        ("> [!NOTE]\n> Lời.", 1),
        ("Chữ.\n\nXã | Cây\nA | 9\nB | 7", 3),
        ("![Cây] (ảnh)", 1),
        ("Chữ.\n\n! [Cây](cay.jpg)", 3),
        ("Bảng\n\n| Xã | Cây |\n|---|---|\n| A | 9 |\n\nXã | Cây\nA | 9", 7),
        ("Xem [tệp](https://vi-du.vn", 1),
        ("Xem [tệp]（a.pdf）", 1),
        ("Xem (https://vi-du.vn)[tệp]", 1),
        ("Xem [tệp][so-1]", 1),
        ("__Kính gửi __ bà con", 1),
        ("_Kính gửi _ bà con", 1),
        ("***Kính gửi ***", 1),
        ("Lời[^ 1 ] này", 1),
        ("Lời^[một chú thích] này", 1),
        ("- [x] xong\n- [x]chưa", 2),
        ("Nước H~2~O", 1),
        ("Gõ `lệnh rồi thôi", 1),
        ("Chữ ``` này", 1),
        ('!!! note "Chú ý"\n\nLời', 1),
        ("Có $$x^2$$", 1),
        ("Chữ %%ghi chú riêng%%", 1),
        ("[toc]", 1),
        ("<table>\n<tr><td>\n\n- [tệp](a.pdf)\n</td></tr></table>", 4),
    ],
)
def test_marks_that_readers_would_see_are_told_at_their_line(text: str, line: int) -> None:
    """As a reminder that says what to write."""
    _, problems = render_body(text, 1, PATH, "")
    found = [(one.line, one.code, one.level) for one in problems if one.code == "ky-hieu-con-hien"]
    assert found == [(line, "ky-hieu-con-hien", Level.WARNING)]


@pytest.mark.parametrize(
    "text",
    [
        "Gõ `**x**`, `[^a-z]`, `{#id}`, `[x] (y.pdf)` và `~~x~~`.",
        "```sh\nls **/*.md | grep '[^zz]' \\\n  ~~x~~\n```",
        "Tổng 2 ** 10 = 1024; src/**/*.js; f(**kwargs); x == y == z; if [[ -f x ]].",
        "Mẫu [^a-z] và [0-9] (mười chữ số), mục [2] (#2700), C:\\thu-muc\\ là thư mục.",
        "<https://vi-du.vn/a?b={x}|c> và https://vi-du.vn/~~a~~/**b**",
        "Giá * (*) đã gồm thuế (**), 0x1F | 0x2E, a || b.",
        "Họ tên: ……… Ký tên: ________ [ ] Nam [ ] Nữ",
        r"Gõ \*\*đậm\*\*, \[chữ\](a.pdf), \~~x\~~ và \`mã để thấy dấu; &#42;&#42;thế này&#42;&#42;.",
        r"Mở thư mục C:\tep\bai-viet\\",
        "Tổng cộng ++i, C++, 5^2, 10~20 km, mảng a[i][j], 100%, $5 và $10, @ten, #thanhhoa",
        'Trích "A" [1][2], mục [3], câu [..] và [sic] (theo báo)',
    ],
)
def test_no_alarm_in_code_or_in_ordinary_signs(text: str) -> None:
    """Technical news has many signs that are none of Markdown's."""
    assert told(text) == []


@given(st.text(alphabet="ab1*_~[]()^{}#|\\-=<>&`! \n\u00a0", max_size=60))
def test_any_signs_are_rendered(text: str) -> None:
    """Nothing of it breaks the parser, and every message has a line of the text."""
    _, problems = render_body(text, 1, PATH, "")
    assert all(1 <= one.line <= text.count("\n") + 1 for one in problems if one.code == "ky-hieu-con-hien")


def test_dashes_below_a_paragraph_are_told() -> None:
    """They make a heading of it, which few mean."""
    assert (2, "gach-duoi-doan") in told("Đoạn trước\n---\nĐoạn sau")
    assert (3, "gach-duoi-doan") in told("---\ntitle: x\n---")
    assert told("Đoạn trước\n\n---\n\nĐoạn sau") == told("Mục lớn\n-------\n\nĐoạn") == []


def test_numbers_with_a_bracket_and_columns_of_tabs_are_told() -> None:
    """They are no list and no table here, and would stand in one line."""
    assert told("Gồm:\n\n1) một\n2) hai") == [(3, "xuong-dong")]
    assert told("1) Một\n  a) hai\n  b) ba\n2) Bốn") == [(1, "xuong-dong")]
    _, problems = render_body("Xã\tCây\nA\t9", 1, PATH, "")
    assert [(one.line, "Tab" in one.message) for one in problems] == [(1, True)]


ROWS = "\n".join("<tr><td>A</td><td>B</td><td>C</td><td>D</td><td>E</td></tr>" for _ in range(300))


def test_a_big_table_of_word_is_a_table() -> None:
    """However many cells it has; its cost is small."""
    body, problems = render_body(f"Danh sách.\n\n<table>\n<tbody>\n{ROWS}\n</tbody>\n</table>", 1, PATH, "")
    assert (body.html.count("<td>"), body.html.count("&lt;"), problems) == (1500, 0, ())


@pytest.mark.parametrize("text", ["**a** " * 9000, "[" * 700 + "]" * 700, "<div>" + "<b>a</b>" * 40_000])
def test_what_costs_too_much_is_an_error_and_no_text(text: str) -> None:
    """Source text never stands on a page in the place of what it means."""
    body, problems = render_body(text, 1, PATH, "")
    assert [(one.code, one.level) for one in problems] == [("qua-nhieu-ky-hieu", Level.ERROR)]
    assert not re.search(r"\*\*|\[\[|&lt;", body.html)


@pytest.mark.parametrize("path", ["content/a.rst", "content/a.html"])
def test_finished_html_is_not_read_as_markdown(path: str) -> None:
    """What other readers made stays, is checked as all HTML is, and has a lead."""
    text = '<h2 id="noi-dung">Một</h2>\n<p>Số 2*3*4 &amp; a_b_c.</p>\n\n    <p><a href="{static}/x.pdf">tệp</a></p>'
    body, problems = render_body(text, 1, path, "")
    assert body.lead == "Số 2*3*4 & a_b_c."
    assert "<p>Số 2*3*4 &amp; a_b_c.</p>" in body.html
    assert [one.target for one in body.references] == ["{static}/x.pdf"]
    assert [one.code for one in problems] == ["id-doi"]


@pytest.mark.parametrize(
    "shown", ['<code>"a" -- b...</code>', '<kbd>Ctrl - "x"</kbd>', "<samp>a  ,  b 12 km2</samp>", "<code>a*b*c_d_e ~~f~~</code>"]
)  # fmt: skip
def test_what_machines_read_or_show_stays_as_written(shown: str) -> None:
    """In HTML as in code spans; the words around it are set in the house style."""
    assert html(f'Gõ {shown} là "đúng"...') == f"<p>Gõ {shown} là “đúng”…</p>"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Có 15[^1] xã, 10<sup>3</sup> cây, 5 m<sup>2</sup>.\n\n[^1]: Lời.", "Có 15 xã, 10³ cây, 5 m²."),
        ("Năm 2020[^1][^2] &amp; 2<sup>nd</sup>\n\n[^1]: A\n\n[^2]: B", "Năm 2020 & 2 nd"),
        ("x[^1] y[^1] 7[^1].\n\n[^1]: A", "x y 7."),
        ("- mục\n\n> trích\n\n![a](a.jpg)\n\nĐoạn **đầu**.", "Đoạn đầu."),
    ],
)
def test_figures_stay_figures_in_a_lead(text: str, lead: str) -> None:
    """The number of a note is no digit of the figure before it, nor is an exponent."""
    assert render_body(text, 1, PATH, "")[0].lead == lead


@given(
    st.integers(0, 10**6),
    st.integers(1, 3),
    st.sampled_from(["[^1]", "<sup>3</sup>", "<sup>(2)</sup>", "<sup>a</sup>"]),
)
def test_no_raised_sign_makes_another_figure(figure: int, times: int, raised: str) -> None:
    """Whatever is raised behind it."""
    body, _ = render_body(f"Có {figure}{raised * times} cây\n\n[^1]: Lời.", 1, PATH, "")
    assert re.findall(r"[0-9]+", body.lead) == [str(figure)]
