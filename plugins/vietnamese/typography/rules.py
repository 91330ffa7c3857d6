"""The typographic rules of the house: a tuple of small functions, each with an example of its work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import cycle, islice

from smartypants import Attr, smartypants

from .placeholders import EDGE, FIXED, OPAQUE, hide, show, without_typography_placeholders

Rule = Callable[[str], str]


def _after(words: Iterable[str], then: str) -> str:
    """Return a pattern for a place behind one of the words and what follows it."""
    return "|".join(rf"(?<=\b{word}{then})" for word in words)


NBSP = "\u00a0"
_SPACE = f"[ {NBSP}]"

_SPACE_BEFORE = re.compile(
    # Not in a ratio or a score: 1 : 2.000.
    rf"{_SPACE}+(?<=[^\s]{_SPACE})(?!(?<=\d{_SPACE}):{_SPACE}?\d)(?:(?=[,;:!?](?:[\s\w{OPAQUE}{FIXED}{EDGE}]|$)|[,;!?][)\]”’])"
    rf"|(?=\.(?:[\s{EDGE}]|$))(?<=[\w)\]”’%]{_SPACE})|(?=…(?:[\s.,;{EDGE}]|$))(?<=[\w)\]”’%]{_SPACE})"
    rf"|(?=\./\.(?:[\s{EDGE}]|$))(?<=[\w)\]”’%]{_SPACE}))"
)
# Patterns that begin with one certain character pass over a long text quickly; the same for both kinds of space.
_LOOSE, _LOOSE_NBSP = (re.compile(rf"{space}(?:[,;:!?.…)\]”]|(?<=[(\[“]{space}))") for space in (" ", NBSP))
_NO_SPACE_AFTER = re.compile(r"[,;](?=[^\W\d_“‘])(?<=[^\W\d_][,;]|[)\]”’%][,;])")
# Not in a box to be ticked: [ ], ( ).
_AFTER_OPENING = re.compile(rf"([(\[“]){_SPACE}+(?=[^\s)\]])")
_BEFORE_CLOSING = re.compile(rf"{_SPACE}+(?=[)\]”])(?<=[^\s(\[]{_SPACE})")
_DOTS = re.compile(r"(?<!\.)\.{3,4}(?!\.)")
# A quick search shows first whether a pattern can match: most texts hold none of what it begins with.
_SPACED_DASH = re.compile(rf"[ {NBSP}](?=[-–—])(?<=\S[ {NBSP}])(-{{1,3}}|[–—])(?=[ \n])")
_LOOSE_DASH = re.compile(rf"[-–—](?<=[ {NBSP}].)")
_YEARS = re.compile(r"-(?<=(?:19|20)\d\d-)(?<![\d/.-]\d{4}-)(?=(?:19|20)\d\d(?![\d/-]|[.,]\w))")
_PERCENT = re.compile(rf"(\d{EDGE}?){_SPACE}+%(?!\w)")
_DEGREE_SIGN = re.compile("[oº°] ?[CF]")
_DEGREE = re.compile(rf"(\d){_SPACE}?[oº°] ?([CF])\b")
_POWER = re.compile(rf"(?<=\d){_SPACE}?([kcdm]?m)([23])\b")
# Most spaces are told by the one sign before them.
_UNIT = re.compile(
    rf" (?<=[0-9{EDGE}] )(?:(?<=[0-9] )|(?<=[0-9]{EDGE} ))(?=(?:người|hộ|khẩu|đại biểu|học sinh|xã|thôn|lớp|cuộc|trường hợp|sản phẩm|con"
    r"|phường|thị trấn|huyện|tỉnh|làng|khu|tổ|chi hội|hội viên|đảng viên|đoàn viên|cán bộ|giáo viên|em|cháu|cây|gia đình"
    r"|mô hình|công trình|dự án|chỉ tiêu|tiêu chí|nội dung|nhóm|lượt|suất|giải|đội|tiết mục|doanh nghiệp|hợp tác xã|đơn vị"
    r"|ý kiến|văn bản|điểm|ngày|tuần|quý"
    r"|ha|sào|km|m|cm|mm|km²|m²|m³|kg|g|tấn|tạ|lít|kW|kWh|MW|đồng|nghìn|triệu|tỷ|tỉ|USD|VNĐ|₫|°[CF]"
    r"|giờ|phút|giây|tuổi|năm|tháng)(?!\w))"
)
_CITED = ("[Nn]gày", "[Kk]hoản", "[Đđ]iều", "[Đđ]iểm", "[Ss]ố", "[Cc]hương", "[Mm]ục", "[Pp]hụ lục")
_BEFORE_NUMBER = re.compile(rf" (?=[\d{EDGE}])(?={EDGE}?\d)(?:{_after(_CITED, ' ')})")
_TITLES = ("TP", "TX", "TS", "ThS", "PGS", "GS", "BS")
_SHORT_TITLE = re.compile(rf"[.] (?=\w)(?:{_after(_TITLES, '[.] ')})")
# Both kinds of space: what was one number in the first round must not be cut elsewhere in the next.
_TELEPHONE = re.compile(
    rf"[0+](?<![\w.,/-].)(?:(?<=\+)84|(?<=0)\d{{2,3}})(?:{_SPACE}\d{{2,4}}){{2,3}}(?![.,]?\d)"
)
# A quotation mark after a figure measures: 8h30', 24".
_MEASURE = {mark: re.compile(rf"(?<=[\d²³]){mark}(?!\w)") for mark in "\"'"}
# The minutes and seconds of an angle: 105°35'30".
_DEGREES = re.compile(rf"(?<=°)({_SPACE}?\d{{1,2}}(?:[.,]\d+)?)'(?:({_SPACE}?\d{{1,2}}(?:[.,]\d+)?)\")?")
_OPENING = re.compile(rf"(?:^|[\s(\[“‘:,;{EDGE}–—-])['\"]")
_AFTER_SLASH = re.compile(r'(?<=/)"(?=\w)')
_CURLED = re.compile("[“”]")
# Double quotes alone, each of which clearly opens or closes: smartypants would make the same of them, later.
CERTAIN = re.compile(
    rf"""[^"'<&\\{EDGE}]*(?:(?<![^ ])"(?=\w)[^"'<&\\{EDGE}]*(?<=[\w.,!?…])"(?![^ .,;:!?])[^"'<&\\{EDGE}]*)+"""
)
# Smartypants reads these as HTML or escapes; an edge between elements is shown to it as a tag.
_SHOWN_TO_SMARTYPANTS = (("<", "\ue007"), ("&", "\ue008"), ("\\", "\ue009"), (EDGE, "<>"))
_PRIMES = {"'": "\ue002", '"': "\ue003"}


def single_spaces(text: str) -> str:
    """
    One space between two words.

    >>> single_spaces("vững  mạnh"), single_spaces("ngày càng tốt")
    ('vững mạnh', 'ngày càng tốt')
    """
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def curly_quotes(text: str) -> str:
    """
    Straight quotes become curly, inner ones single; minutes and inches stay.

    >>> curly_quotes('nói: "Thi đua \\'hai tốt\\' nhé"'), curly_quotes("8h30', màn 24\\"")
    ('nói: “Thi đua ‘hai tốt’ nhé”', '8h30\\', màn 24"')
    """
    if '"' in text or "'" in text:
        kept = _without_measures(text)
        if '"' in kept or "'" in kept:
            kept = curled(kept)
        for mark, prime in _PRIMES.items():
            kept = kept.replace(prime, mark)
        text = kept
    return _nested(text) if text.count("“") > 1 else text


def _without_measures(text: str) -> str:
    """Hide the marks of minutes and inches: those of degrees, and those after a figure that no opening mark waits for."""
    if "°" in text:
        text = _DEGREES.sub(_with_primes, text)
    for mark in "\"'":
        if mark not in text:
            continue
        paired = text.count(mark) % 2 == 0 and any(found[0][-1] == mark for found in _OPENING.finditer(text))
        if not paired:
            text = _MEASURE[mark].sub(_PRIMES[mark], text)
    return text


def _with_primes(angle: re.Match[str]) -> str:
    """Return the minutes and seconds of an angle with their marks hidden."""
    minute, second = _PRIMES.values()
    return f"{angle[1]}{minute}" + (f"{angle[2]}{second}" if angle[2] else "")


def curled(text: str) -> str:
    """Return text with curly quotes."""
    if not CERTAIN.fullmatch(text):
        return curled_by_smartypants(text)
    first, *others = text.split('"')
    return first + "".join(side + piece for side, piece in zip(cycle("“”"), others, strict=False))


def curled_by_smartypants(text: str) -> str:
    """Return text with curly quotes: smartypants' where they pair, else every other one closes."""
    # Smartypants takes every mark behind a slash for a closing one.
    curled = _AFTER_SLASH.sub("“", text)
    for ours, shown in _SHOWN_TO_SMARTYPANTS:
        curled = curled.replace(ours, shown)
    curled = str(smartypants(curled, Attr.q | Attr.u))
    for ours, shown in reversed(_SHOWN_TO_SMARTYPANTS):
        curled = curled.replace(shown, ours)
    if _pairs(_CURLED.findall(curled)) or text.count('"') % 2 or "“" in text or "”" in text:
        return curled
    sides = cycle("“”")
    return _CURLED.sub(lambda _: next(sides), curled)


def _pairs(quotes: Iterable[str]) -> bool:
    return _depth(quotes) >= 0


def _depth(quotes: Iterable[str]) -> int:
    """Return how deep double quotes lie in one another, -1 for those that do not pair."""
    depth = deepest = 0
    for quote in quotes:
        depth += 1 if quote == "“" else -1
        if depth < 0:
            return -1
        deepest = max(deepest, depth)
    return deepest if depth == 0 else -1


def _nested(text: str) -> str:
    """
    Make double quotes within double quotes single; a text that has single ones is left.

    >>> _nested("“Cuộc thi “Em vẽ quê em” năm nay”"), _nested("“một” và “hai”")
    ('“Cuộc thi ‘Em vẽ quê em’ năm nay”', '“một” và “hai”')
    """
    if "‘" in text or _depth(_CURLED.findall(text)) < 2:
        return text
    depth = 0
    out: list[str] = []
    for character in text:
        if character == "“":
            depth += 1
            out.append("“" if depth % 2 else "‘")
        elif character == "”":
            out.append("”" if depth % 2 else "’")
            depth -= 1
        else:
            out.append(character)
    return "".join(out)


def one_ellipsis(text: str) -> str:
    """
    Three dots are one ellipsis; a row of dots to write upon, and ./. at the end, stay.

    >>> one_ellipsis("văn nghệ..."), one_ellipsis("Họ tên: ........ trên địa bàn./.")
    ('văn nghệ…', 'Họ tên: ........ trên địa bàn./.')
    """
    if "..." not in text:
        return text
    return _DOTS.sub("…", text)


def tight_marks(text: str) -> str:
    """
    No space before a mark, one after a comma; brackets and quotes close upon what they hold.

    >>> tight_marks("cán bộ , hội viên ;mọi người ( tại xã )"), tight_marks("Q.1, 2:1 trên địa bàn./.")
    ('cán bộ, hội viên; mọi người (tại xã)', 'Q.1, 2:1 trên địa bàn./.')
    """
    loose = _LOOSE.search(text) or (NBSP in text and _LOOSE_NBSP.search(text))
    if loose:
        text = _SPACE_BEFORE.sub("", text)
    text = _NO_SPACE_AFTER.sub(lambda mark: f"{mark[0]} ", text)
    if loose:
        text = _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub(r"\1", text))
    return text


def dashes(text: str) -> str:
    """
    A hyphen between spaces is a dash that does not begin a line; one between years is a tight dash.

    >>> dashes("nông thôn - đô thị, 2021-2025."), dashes("31-01-2020, COVID-19, văn-thể-mỹ")
    ('nông thôn\\xa0– đô thị, 2021–2025.', '31-01-2020, COVID-19, văn-thể-mỹ')
    """
    has_dash = "-" in text or "–" in text or "—" in text
    if has_dash and _LOOSE_DASH.search(text):
        text = _SPACED_DASH.sub(lambda dash: NBSP + ("–" if dash[1][0] == "-" else dash[1]), text)
    if "-" in text:
        text = _YEARS.sub("–", text)
    return text


def units(text: str) -> str:
    """
    A number keeps its unit on its line; a percent sign stands tight; km2 after a number is km².

    >>> units("đạt 86,1 %, rộng 12 km2, 38oC"), units("1/2 diện tích, bảng H2O")
    ('đạt 86,1%, rộng 12\\xa0km², 38\\xa0°C', '1/2 diện tích, bảng H2O')
    """
    if "%" in text and (" %" in text or f"{NBSP}%" in text):
        text = _PERCENT.sub(r"\1%", text)
    if ("C" in text or "F" in text) and _DEGREE_SIGN.search(text):
        text = _DEGREE.sub(rf"\1{NBSP}°\2", text)
    if "m2" in text or "m3" in text:
        text = _POWER.sub(lambda unit: NBSP + unit[1] + ("²" if unit[2] == "2" else "³"), text)
    return _UNIT.sub(NBSP, text)


def citations(text: str) -> str:
    """
    "ngày 29/11", "khoản 1 Điều 8", "TP. Vinh" and telephone numbers stay on one line.

    >>> citations("khoản 1 Điều 8, TP. Vinh"), citations("TP.HCM, Q.1, v.v.")
    ('khoản\\xa01 Điều\\xa08, TP.\\xa0Vinh', 'TP.HCM, Q.1, v.v.')
    """
    text = _BEFORE_NUMBER.sub(NBSP, text)
    if ". " in text:
        text = _SHORT_TITLE.sub(f".{NBSP}", text)
    return _TELEPHONE.sub(lambda number: number[0].replace(" ", NBSP), text)


# In order: quotes show which spaces are inside them, dots are one mark before marks are set tight.
RULES: tuple[Rule, ...] = (
    single_spaces,
    curly_quotes,
    one_ellipsis,
    tight_marks,
    dashes,
    units,
    citations,
)

# The change of one rule may make another apply: the rules are repeated until none of them changes anything.
_ROUNDS = 5
# What must occur in a text for any rule to change it: a character alone is found sooner than a pair.
_TRIGGER = re.compile(r"[\"'“”\-–—\d%;()\[\],…]")
_TRIGGERING_PAIR = re.compile(r"  |\.\.\.|[ \u00a0][:!?.]|\. ")


def typeset(text: str) -> str:
    """
    Return plain text in the house style; addresses, file names and Markdown's own marks are left alone.

    >>> typeset('Xem https://a.vn/x-y?z=1,2... - "hay"')
    'Xem https://a.vn/x-y?z=1,2...\\xa0– “hay”'
    """
    return typeset_runs(without_typography_placeholders(text))


def typeset_runs(text: str) -> str:
    """Return the text of a paragraph in the house style; it may hold the placeholders of ``placeholders``."""
    if not _TRIGGER.search(text) and not _TRIGGERING_PAIR.search(text):
        return text
    shown, hidden = hide(text)
    unchanged = 0
    for rule in islice(cycle(RULES), _ROUNDS * len(RULES)):
        before, shown = shown, rule(shown)
        # To every rule a space and a no-break space are the same: such a change makes no other rule apply.
        is_cause = shown != before and shown.replace(NBSP, " ") != before.replace(NBSP, " ")
        unchanged = 0 if is_cause else unchanged + 1
        if unchanged == len(RULES):
            break
    return show(shown, hidden)
