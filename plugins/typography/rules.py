"""The house style as a tuple of rules; each is a small function with an example of its work."""

from __future__ import annotations

import re
from collections.abc import Callable

from smartypants import Attr, smartypants

Rule = Callable[[str], str]

NBSP = "\u00a0"
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
# What at least must occur in a text for any rule to change it.
TRIGGER = re.compile(r"[\"'“”\-–/%]|\.{3}| {2,}| [,.;:!?)\]]|[,;:][^\W\d]|[(\[] |\d|TP\. ")
UNITS = "người|hộ|ha|km|m|cm|mm|kg|g|tấn|tạ|đồng|triệu|tỷ|nghìn|sản phẩm|xã|thôn|lớp|cuộc"


def tight_marks(text: str) -> str:
    """
    No space before a mark, one after; brackets close upon what they hold.

    >>> tight_marks("phụ nữ , trẻ em ( tại xã )"), tight_marks("trên địa bàn./.")
    ('phụ nữ, trẻ em (tại xã)', 'trên địa bàn./.')
    """
    text = re.sub(r"(?<=\S) +(?=[,;:!?](?:\s|$|\w))", "", text)
    text = re.sub(r"(?<=[^\W\d_])([,;])(?=[^\W\d_])", r"\1 ", text)
    text = re.sub(r"([(\[]) +(?=\S)", r"\1", text)
    return re.sub(r"(?<=\S) +([)\]])", r"\1", text)


def single_spaces(text: str) -> str:
    """
    One space between two words.

    >>> single_spaces("vững  mạnh")
    'vững mạnh'
    """
    return re.sub(r" {2,}", " ", text)


def curly_quotes(text: str) -> str:
    """
    Straight quotes become curly, inner ones single; minutes and inches stay.

    >>> curly_quotes('nói: "Thi đua \\'hai tốt\\' nhé"'), curly_quotes("8h30'")
    ('nói: “Thi đua ‘hai tốt’ nhé”', "8h30'")
    """
    if '"' in text or "'" in text:
        kept = re.sub(r"(?<=\d)(['\"])(?!\w)", lambda mark: "\ue002" if mark[1] == "'" else "\ue003", text)
        if kept.count("\ue003") and text.count('"') % 2 == 0:
            kept = kept.replace("\ue003", '"')
        curled = smartypants(kept, Attr.q | Attr.u)
        text = curled.replace("\ue002", "'").replace("\ue003", '"')
    return _nested(text)


def _nested(text: str) -> str:
    if text.count("“") < 2:
        return text
    depth = 0
    out = []
    for character in text:
        if character == "“":
            depth += 1
            out.append("“" if depth % 2 else "‘")
        elif character == "”" and depth:
            out.append("”" if depth % 2 else "’")
            depth -= 1
        else:
            out.append(character)
    return "".join(out) if depth == 0 else text


def one_ellipsis(text: str) -> str:
    """
    Three or more dots are one ellipsis.

    >>> one_ellipsis("xã hội...."), one_ellipsis("trên địa bàn./.")
    ('xã hội…', 'trên địa bàn./.')
    """
    return re.sub(r"\.{3,}", "…", text)


def dashes(text: str) -> str:
    """
    A hyphen between spaces is a dash that does not begin a line; years written tight take a tight one.

    >>> dashes("kinh tế - xã hội"), dashes("2020-2025"), dashes("31-01-2020, COVID-19")
    ('kinh tế\\xa0– xã hội', '2020–2025', '31-01-2020, COVID-19')
    """
    text = re.sub(r"(?<=\S)[ \u00a0][-–—] (?=\S)", f"{NBSP}– ", text)
    return re.sub(r"(?<![\d/.-])((?:19|20)\d\d)-((?:19|20)\d\d)(?![\d/.-])", r"\1–\2", text)


def units(text: str) -> str:
    """
    A number keeps its unit on its line; a percent sign stands tight.

    >>> units("đạt 86,1 %, rộng 292,29 km2, 38oC")
    'đạt 86,1%, rộng 292,29\\xa0km², 38\\xa0°C'
    """
    text = re.sub(r"(?<=\d)\s+%", "%", text)
    text = re.sub(r"(?<=\d)[ \u00a0]?o[CF]\b", lambda degree: f"{NBSP}°{degree[0][-1]}", text)
    text = re.sub(
        r"(?<=\d)[ \u00a0](km|m|cm)([23])\b", lambda unit: NBSP + unit[1] + "²³"[int(unit[2]) - 2], text
    )
    return re.sub(rf"(?<=\d) (?=(?:{UNITS})\b)", NBSP, text)


def citations(text: str) -> str:
    """
    "ngày 29/11", "khoản 1 Điều 8", "số 42/…" and telephone numbers stay on one line.

    >>> citations("khoản 1 Điều 8, TP. Thanh Hóa, TP.HCM")
    'khoản\\xa01 Điều\\xa08, TP.\\xa0Thanh Hóa, TP.HCM'
    """
    text = re.sub(r"\b((?:[Nn]gày|[Kk]hoản|[Đđ]iều|[Đđ]iểm|[Ss]ố)) (?=\d)", rf"\1{NBSP}", text)
    text = re.sub(r"\b(TP|TX|TS|PGS|GS)\. (?=\w)", rf"\1.{NBSP}", text)
    return re.sub(r"\b(0\d{3}) (\d{3}) (\d{3})\b", rf"\1{NBSP}\2{NBSP}\3", text)


# In order: spaces before quotes, quotes before dashes, dashes before numbers.
RULES: tuple[Rule, ...] = (
    single_spaces,
    tight_marks,
    curly_quotes,
    one_ellipsis,
    dashes,
    units,
    citations,
)


def typeset(text: str) -> str:
    """
    Return plain text in the house style; addresses on the web are left alone.

    >>> typeset('Xem https://a.vn/x-y?z=1,2... - "hay"')
    'Xem https://a.vn/x-y?z=1,2...\\xa0– “hay”'
    """
    if not TRIGGER.search(text):
        return text
    addresses: list[str] = []

    def hide(address: re.Match[str]) -> str:
        addresses.append(address[0])
        return f"\ue004{len(addresses) - 1}\ue005"

    text = ADDRESS.sub(hide, text)
    for rule in RULES:
        text = rule(text)
    return re.sub("\ue004(\\d+)\ue005", lambda mark: addresses[int(mark[1])], text)
