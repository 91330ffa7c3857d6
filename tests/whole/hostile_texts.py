"""Families of hostile texts: each is a few characters that are written again and again, up to a length."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostileText:
    """A text of any length: a beginning, what is repeated behind it, and an end."""

    repeated: str
    beginning: str = ""
    end: str = ""

    def of_length(self, length: int) -> str:
        """Return the text with at least ``length`` characters between its beginning and its end."""
        times = -(-length // len(self.repeated))
        return f"{self.beginning}{self.repeated * times}{self.end}"

    def __str__(self) -> str:
        return repr(self.beginning + self.repeated + "…" + self.end)


_SINGLE = "a1A áế-–_*#>|:;,.!?()[]{}<&`~^\"'“”‘/\\=+@%$\t\u00a0\u0301\u200b\ue005ÐÃ¡©ï한🎉\u200d"
# What each pattern of the program begins with, or waits for: one more word of Markdown, HTML, dates, names or numbers.
_REPEATED = r"""
- |- - -|--- |---|---\n||a|a|\n|| --- |*a|**a|*a **b|_a__b|***a|`a|``a`|~~a|![|![a|![a](|![a](b)|[a](|[a](b|[a][|[a]: b\n|](|[a
a[^1]|[^1]: a\n|[^|*[a]: b\n|{#a}|{static}|{{|{%|<a|</a>|<x>a|<x>|</x>|<div>|<b><i>|<p>|<table><tr><td>|<td>|<!--|--><!--
<a href="|<a b='|<a b="c" |<img src="a"> |<http://a|<a@b|<?|<![CDATA[|<br>|&amp|&amp;|&#|&#x1|http://|https://a.vn/(|www.|a@|a@a.|a.b|.vn
> |- a\n|  - a\n|1. a\n|1) |2. a\n|# a\n|## |a\n: b\n|: a\n|a\n\n|a\n|a  \n|\n| \n|===\n|a\n===\n|```\na\n```\n|~~~|a|b\n|$a
(a|((a|(a)|()|(Ảnh: |Ảnh: a|Ảnh:|Nguồn ảnh: a. |(ảnh: a) |"a|'a "b|“a|“a”|a "b" |'a' |-a|a-|A-|a - b|a – |...|.. |. . |… |?!|, |,a |; |: |:a
1,|1, |1;|1.|1.000 |1,000 |1.5 |1 |1/|1-|1/1/|1:|1h|1h30 |29/11/2023 |29/11/2023; |2023-|2023-11-29 |2023-2024|20|ngày |ngày 1 |tháng |thứ |Thứ Hai, |lúc 1 |gmt|+07|T1
0912 |0912 345 |038 201 |số 1|Số |CCCD |CMND 1 |CCCD số 1 |STK |số tài khoản 1 |hộ chiếu |UBND |AB |A&B |(AB |12/2023/NĐ-|1/QĐ-|-UBND/|153/QĐ-TTg |QĐ
1%|1 %|1 km|km2|m2 |oC|1o|tỷ |TP. |Điều 1|của |của của |Ban |, Ban |ubnd; |Lê Hải, |Lê Hải; |Lê Hải và |A - B |Bão, |C++;|/a/../|../|%41|%|a/b|a\b|C:\
&nbsp;|Đăng lúc: |Đăng ngày: 1|Tiêu đề: |Tiêu đề: a\n|[Tên |[nhập |<%|${a|dd/mm|của|hòa khoẻ |Xu©n |huyÖn |Xaây |Thá»|XuÃ¢n |ðýõòc |phÊn |ế |e\u0302\u0301|o\u0302|\u0301a|한글 |日本|שלום |т|Тa
a: b\n|key: |- x: |title: a\n|"a", |[a, b], |!a|#a |#a|@a|a=b |a\u00a0|\u00a0-|- \u00a0| \t|\t\t|a\t|\r|\u0002|\u00031|\ue0001\ue001|\ue006"|\ufffd
xxx|dài |dd |abc def ghi |một hai ba bốn |khiếu nại |HIV |Ông A, |sinh ngày |bỏ qua: |<!-- bỏ qua: a -->|quảng cáo|A B C |AAAA BBBB |nghành |xử dụng |1,234 |1,234,567 |8h-
"""
_FRAMED = (
    HostileText("-", "29/11/2023 "),
    HostileText(" ", "29/11/2023", "x"),
    HostileText(" - ", "a", "b"),
    HostileText(",", "7h30", "29/11/2023"),
    HostileText(" ", "7h30", "29/11/2023"),
    HostileText(" ", "1", ":30 29/11/2023"),
    HostileText("a", "[", "](b)"),
    HostileText("(", "[a](", ")"),
    HostileText("a ", "<", ">"),
    HostileText(' a="b"', "<p", ">"),
    HostileText(" a", "<p", ""),
    HostileText("- ", "", "a"),
    HostileText("> ", "", "a"),
    HostileText("a", "(Ảnh: ", "!"),
    HostileText("Ảnh: a ", "![x](y.jpg)\n(", ")"),
    HostileText("(a)", "![x](y.jpg)\n(", ""),
    HostileText("*a* ", "![x](y.jpg)\n*", "*"),
    HostileText("|", "a|b\n-|-\n"),
    HostileText("a|b\n", "a|b\n-|-\n"),
    HostileText("|-", "a|b\n"),
    HostileText("a[^1] ", "", "\n\n[^1]: x"),
    HostileText("[^", "", ""),
    HostileText("[^1] [^2] ", "", "\n\n[^1]: x\n\n[^2]: y"),
    HostileText("AB ", "", "\n\n*[AB]: x"),
    HostileText("[a] ", "", "\n\n[a]: http://x.vn"),
    HostileText("<b>", "", "</b>"),
    HostileText("</p>", "<p>"),
    HostileText("[a](#x) ", "# x\n\n"),
    HostileText("[a](#y) ", "# x\n\n"),
    HostileText("# Mục\n\n"),
    HostileText("<h2 id='x'>a</h2>\n\n"),
    HostileText("<details>\n"),
    HostileText("<td>a</td>", "<table><tr>", "</tr></table>"),
    HostileText("<tr><td>a</td></tr>\n", "<table>\n", "</table>"),
    HostileText("![a](b.jpg)\n\n"),
    HostileText("[a](b.md) "),
    HostileText("[a](/b/) "),
    HostileText("- a\n\n  b\n"),
    HostileText("- a\n    - b\n"),
    HostileText("1. a\n\n```\nx\n```\n\n"),
    HostileText("Lê Hải, Ban ", "", "A"),
    HostileText("a", "Xã ", " họp"),
    HostileText("\n- 29/11/2023 – a", "", ""),
    HostileText(" ", "a |", "x"),
    HostileText(" ", "---|---", "x"),
    HostileText("a-", "so@a.vn ", "x"),
    HostileText("a.", "so@a.vn ", "x"),
    HostileText("a+", "so@a.vn ", "x"),
    HostileText("> a\n> ===\n"),
    HostileText("- a\n  ===\n"),
    HostileText("> # a\n"),
    HostileText("a[^1]\n\n", "", "[^1]: b"),
    HostileText("[^1]: b\n    c\n\n", "a[^1]\n\n"),
)
# Each of these paragraphs by itself is harmless.
_PARAGRAPHS = r"""
a|*a|**a **|![|![a](b.jpg)|![a](b.jpg)\n(Ảnh: c)|[a](b|[a](b.md)|[a](/b/)|[a](https://a.vn/)|<x>a|</x>|</b>|<b>|<div>|</div>|<p>|<td>|<h2 id="a">a</h2>|<!-- a -->
- - -|# a|a\n===|> a|> > a|- a|1. a|```\na\n```|a|b\n-|-\n1|2|a\n: b|"a|a - b|1 %|[a]: b|[a]|*[A]: b|\u00a0|UBND|CCCD 038201012345|1,200 hộ|<a href="b">|<img src="a">
"""


def _spelled(written: str) -> str:
    """
    Return a repeated text with the characters that stand for themselves nowhere: line ends, tabs, numbered ones.

    >>> _spelled(r"a\\n\\u0041")
    'a\\nA'
    """
    lines = written.replace(r"\n", "\n").replace(r"\t", "\t").replace(r"\r", "\r")
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), lines)


def _families() -> tuple[HostileText, ...]:
    repeated = [_spelled(one) for line in _REPEATED.split("\n") for one in line.split("|") if one]
    # The bar parts the others.
    tokens = [*_SINGLE, *repeated, "|a", "|-", "| --- ", "a|", "|a|\n"]
    paragraphs = [_spelled(one) for line in _PARAGRAPHS.split("\n") for one in line.split("|") if one]
    return (
        *(HostileText(token) for token in dict.fromkeys(tokens)),
        *(HostileText(f"{one}\n\n") for one in dict.fromkeys(paragraphs)),
        *_FRAMED,
    )


HOSTILE_TEXTS = _families()
