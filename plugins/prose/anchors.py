"""Make the ids of a finished body unique on its page, and remove links to anchors that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from plugins.prose.collector import Collector, quoted_text

# Ids of the theme on the pages that show a body: no element of a body may have one of them.
# tests/prose/test_anchors.py draws them from the templates.
THEME_IDS = frozenset(
    {
        "cac-tin-khac",
        "chia-se",
        "chuyen-muc-cuoi-trang",
        "contact-us",
        "cung-the",
        "danh-muc",
        "gui-gop-y",
        "ket-qua-gop-y",
        "lien-he-cuoi-trang",
        "nhung-lan-sua",
        "noi-dung",
        "o-tim",
        "qua-trinh-cap-nhat",
        "qua-trinh-van-ban",
        "tep-dinh-kem",
        "tim-nhanh",
        "tin-chuyen-muc-khac",
        "trong-bai-nay",
        "van-ban-lien-quan",
        "ve-cong-cuoi-trang",
    }
)
_WITH_ID = re.compile(r'(<[a-z][a-z0-9]*(?: [\w-]+="[^"]*")*?) id="([^"]*)"')
_TO_ANCHOR = re.compile(r'<a\b([^>]*?) href="#([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_BACK_FROM_NOTE = re.compile(r"fnref\d*:(\d+)")


def settle_anchors(html: str, collector: Collector) -> str:
    """
    Return finished HTML in which every id occurs once and is none of the theme's, and every link to an anchor finds it.

    The ids are noted in ``collector``, with a warning for each that an editor wrote and that had to be changed, for
    each link that was removed (its text stays), and for each footnote that nothing refers to.
    """
    renamed: dict[str, str] = {}
    if ' id="' in html:
        html = _with_unique_ids(html, collector, renamed)
    return _without_dead_links(html, collector, renamed) if 'href="#' in html else html


def _with_unique_ids(html: str, collector: Collector, renamed: dict[str, str]) -> str:
    """Note every id; one that is taken gets a number, and ``renamed`` the new name of one that the theme has."""
    wanted = [unescape(found[2]) for found in _WITH_ID.finditer(html)]
    if len({*wanted}) == len(wanted) and THEME_IDS.isdisjoint(wanted) and "" not in wanted:
        collector.ids += wanted
        return html
    taken = THEME_IDS.union(wanted)
    given: set[str] = set()
    numbers: dict[str, int] = {}

    def unique(found: re.Match[str]) -> str:
        name = unescape(found[2])
        if not name:
            return found[1]
        if name not in given and name not in THEME_IDS:
            given.add(name)
            collector.ids.append(name)
            return found[0]
        new = _next_free(name, taken | given, numbers)
        given.add(new)
        collector.ids.append(new)
        if name in THEME_IDS:
            renamed.setdefault(name, new)
        if line := collector.line_of(f'id="{name}"') or collector.line_of(f"id='{name}'"):
            why = "là của khung trang" if name in THEME_IDS else "có hai lần trong bài"
            collector.warning(line, "id-doi", f"id “{quoted_text(name)}” {why}; đã đổi thành “{new}”.")
        return f'{found[1]} id="{found[2]}{new.removeprefix(name)}"'

    return _WITH_ID.sub(unique, html)


def _next_free(name: str, taken: Iterable[str], numbers: dict[str, int]) -> str:
    """Return ``name`` with the first number that makes a name of it that nothing has."""
    number = numbers.get(name, 1) + 1
    while f"{name}-{number}" in taken:
        number += 1
    numbers[name] = number
    return f"{name}-{number}"


def _without_dead_links(html: str, collector: Collector, renamed: dict[str, str]) -> str:
    """Return the HTML without links to anchors that this body does not have."""
    ids = {"", *collector.ids}
    dead: dict[str, None] = {}
    orphans: dict[int, None] = {}

    def checked(link: re.Match[str]) -> str:
        name = unquote(unescape(link[2]))
        if name in ids or unescape(link[2]) in ids:
            return link[0]
        if name in renamed:
            return f'<a{link[1]} href="#{renamed[name]}"{link[3]}>{link[4]}</a>'
        note = _BACK_FROM_NOTE.fullmatch(name)
        if note and "footnote-backref" in link[0]:
            orphans[int(note[1])] = None
            return ""
        dead[name] = None
        return link[4]

    html = _TO_ANCHOR.sub(checked, html)
    _report_dead(dead, collector)
    for number in orphans:
        if f"fnref:{number}" not in ids and number <= len(collector.footnotes):
            _report_orphan(collector.footnotes[number - 1], collector)
    return html


def _report_dead(names: Iterable[str], collector: Collector) -> None:
    """Note a warning for each link to one of the names, which are no anchors."""
    lines: dict[str, list[int]] = {}
    for name, line in collector.anchors:
        lines.setdefault(name, []).append(line)
    for name in names:
        message = (
            f"liên kết “#{quoted_text(name)}” không trỏ tới mục nào trong bài; chữ được giữ, liên kết bị bỏ."
        )
        for line in lines.get(name) or [collector.line_of(f"#{name}")]:
            collector.warning(line, "neo-khong-co", message)


def _report_orphan(name: str, collector: Collector) -> None:
    """Note a warning for a footnote that nothing refers to."""
    mark = f"[^{quoted_text(name)}]"
    message = f"không chỗ nào trong bài nhắc tới chú thích “{mark}”. Viết {mark} ở chỗ cần chú thích, hoặc xóa chú thích."
    collector.warning(collector.line_of(f"[^{name}]:"), "chu-thich-thua", message)
