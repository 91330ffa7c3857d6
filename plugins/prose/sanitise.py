"""Sanitise HTML that editors write by hand: allowed tags and attributes, balanced tags, an error for all else."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import nh3

from plugins.prose.body import ReferenceKind
from plugins.prose.collector import Collector, quoted_text
from plugins.prose.links import link_address, picture_source
from plugins.prose.table_frames import FRAME_CLASS, aligned_by_class, frame

ALLOWED_ATTRIBUTES = frozenset({"id", "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"})
# What each tag may have besides; every other tag or attribute is an error for the editor, and taken out.
ALLOWED_TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        re.findall(
            r"\w+",
            "abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
            "h1 h2 h3 h4 h5 h6 hr i ins kbd li mark p pre q s samp section small span strong sub summary "
            "sup table tbody tfoot thead tr u ul var",
        ),
        frozenset(),
    ),
    "a": frozenset({"href", "target", "rel"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "align", "headers"}),
    "th": frozenset({"colspan", "rowspan", "align", "scope", "headers"}),
    "div": frozenset({"tabindex"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "colgroup": frozenset({"span"}),
    "col": frozenset({"span"}),
}
_VOID = frozenset({"br", "hr", "img", "col"})
_NOT_IN_PARAGRAPH = frozenset(
    re.findall(r"\w+", "blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul")
)
# Elements whose end tag HTML lets one leave out, or that a reader does not miss.
_END_IS_OPTIONAL = frozenset(
    re.findall(r"\w+", "li dt dd p td th tr tbody thead tfoot colgroup b i em strong u s")
)
# Their text is code, and nothing that anybody reads.
_WITHOUT_TEXT = frozenset({"script", "style"})
_FRAME = re.compile(f'<div [^>]*class="{FRAME_CLASS}"')
_LABEL = re.compile(r'aria-label="Bảng \d+"')
_STASH_MARK = re.compile("\x02|\x03")

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={
        "*": set(ALLOWED_ATTRIBUTES),
        **{tag: set(names) for tag, names in ALLOWED_TAGS.items() if names},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


def cleaned(html: str) -> str:
    """
    Return HTML without any tag or attribute that is not allowed; nothing is reported.

    >>> cleaned('<p onclick="x()">a<script>b</script></p>')
    '<p>a</p>'
    >>> cleaned("<p>số\u00a01, &nbsp;, &amp;nbsp;</p>")
    '<p>số\xa01, \xa0, &amp;nbsp;</p>'
    """
    # The cleaner names this one space; the character itself is shorter, and text that needs no decoding is read faster.
    return _CLEANER.clean(html).replace("&nbsp;", "\u00a0")


class _TagChecker(HTMLParser):
    """Reads HTML token by token and writes it again with balanced tags; notes a problem for what is left out."""

    def __init__(self, collector: Collector) -> None:
        super().__init__(convert_charrefs=False)
        self.collector = collector
        self.out: list[str] = []
        self.open: list[str] = []
        self.refused: set[str] = set()
        self.tables = 0
        self.frames: list[int] = []  # how many elements were open around each table frame of ours
        self.unshown = ""  # the refused element of an extension whose text goes with it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unshown:
            return
        if tag == "table" and "table" not in self.open:
            self._frame_table()
        written = self.get_starttag_text() or f"<{tag}"
        if tag == "h1":
            tag = "h2"
        if tag not in ALLOWED_TAGS:
            self.refused.add(tag)
            line = self.collector.line_of_tag(written)
            if self._is_by_extension(line, f"thẻ <{tag}>"):
                self.unshown = tag if tag in _WITHOUT_TEXT else ""
                return
            message = f"thẻ <{tag}> không được phép."
            if tag == "iframe":
                message += " Muốn giới thiệu video hay bản đồ, hãy đặt một liên kết tới trang đó."
            else:
                message += " Xóa thẻ này; muốn hiện đúng chữ ấy thì viết giữa hai dấu ` `."
            self.collector.error(line or self.collector.line_near_tag(written), "the-cam", message)
            return
        if tag == "a" and "a" in self.open:
            line = self.collector.line_near_tag(written)
            self.collector.warning(line, "the-chua-dong", "thẻ <a> nằm trong thẻ <a>; đã đóng thẻ trước.")
            self._close("a")
        if tag in _NOT_IN_PARAGRAPH and self.open and self.open[-1] == "p":
            self._close("p")
        self.out.append(f"<{tag}{self._attributes(tag, attrs, written)}>")
        if tag not in _VOID:
            self.open.append(tag)

    def _is_by_extension(self, line: int, what: str) -> bool:
        """Tell whether an extension wrote what is refused, since the source has it nowhere; the editor, who cannot mend it, is told that it is left out."""
        if line or not self.collector.extended:
            return False
        message = f"phần mở rộng trong cài đặt MARKDOWN viết {what}, cổng không cho phép nên đã bỏ."
        self.collector.warning(0, "cai-dat", message)
        return True

    def _frame_table(self) -> None:
        """Open a frame around a table that was written as HTML; tables of Markdown have one already."""
        self.tables += 1
        for place in range(len(self.out) - 1, max(-1, len(self.out) - 3), -1):
            if self.open[-1:] == ["div"] and _FRAME.match(self.out[place]):
                # All tables of a page are counted through, whichever way they are written.
                self.out[place] = _LABEL.sub(f'aria-label="Bảng {self.tables}"', self.out[place])
                return
        if self.open and self.open[-1] == "p":
            self._close("p")
        self.out.append(frame(f"Bảng {self.tables}"))
        self.frames.append(len(self.open))
        self.open.append("div")

    def _close_frame(self) -> None:
        """Close the frame that the last table stood in."""
        if self.frames and self.open[-1:] == ["div"] and self.frames[-1] == len(self.open) - 1:
            self.frames.pop()
            self._close("div")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]], written: str) -> str:
        """Return the attributes that may stay; note an error for the others."""
        kept: dict[str, str] = {}
        line: int | None = None
        for name, value in attrs:
            if name not in ALLOWED_TAGS[tag] and name not in ALLOWED_ATTRIBUTES:
                line = self.collector.line_of_tag(written) if line is None else line
                if self._is_by_extension(line, f"thuộc tính “{quoted_text(name)}” của thẻ <{tag}>"):
                    continue
                message = (
                    f"thuộc tính “{quoted_text(name)}” của thẻ <{tag}> không được phép. Xóa thuộc tính ấy."
                )
                line = line or self.collector.line_near_tag(written)
                self.collector.error(line, "thuoc-tinh-cam", message)
            elif name not in kept:
                kept[name] = value or ""
        if "align" in kept:
            kept = aligned_by_class(kept)
        if tag == "th" and "thead" in self.open and "scope" not in kept:
            kept["scope"] = "colgroup" if kept.get("colspan", "1") != "1" else "col"
        self._resolve_target(tag, kept, written)
        return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())

    def _resolve_target(self, tag: str, kept: dict[str, str], written: str) -> None:
        """Put a placeholder for the target of a link or picture; keep new windows from reaching back."""
        href = kept.get("href", "")
        if tag == "a" and "href" in kept and "\ue000" not in href and not href.startswith("#fn"):
            kept["href"] = link_address(kept["href"], self.collector, written)
        if tag == "a" and kept.get("target"):
            kept["target"], kept["rel"] = "_blank", "noopener noreferrer"
        if tag == "img" and "\ue000" not in kept.get("src", ""):
            kind = ReferenceKind.FIGURE if self.open[-1:] == ["figure"] else ReferenceKind.PICTURE
            source, alt, classes = (kept.get(name, "") for name in ("src", "alt", "class"))
            kept["src"] = picture_source(source, alt, self.collector, kind, classes, tag=written)

    def handle_endtag(self, tag: str) -> None:
        if self.unshown:
            self.unshown = "" if tag == self.unshown else self.unshown
            return
        if tag == "h1":
            tag = "h2"
        if tag in _VOID or tag in self.refused:
            return
        if tag in self.open:
            while self.open[-1] != tag:
                self._close_unclosed()
            self._close(tag)
            if tag == "table":
                self._close_frame()
        elif line := self.collector.line_of_name(f"/{tag}"):
            self.collector.warning(line, "the-dong-thua", f"bỏ thẻ đóng thừa </{tag}>.")

    def _close(self, tag: str) -> None:
        """Write the end of an element, and of all that is still open inside it."""
        while self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                return

    def _close_unclosed(self) -> None:
        tag = self.open[-1]
        ours = bool(self.frames) and self.frames[-1] == len(self.open) - 1
        if ours:
            self.frames.pop()
        elif tag not in _END_IS_OPTIONAL:
            line = self.collector.line_of_name(tag)
            self.collector.warning(line, "the-chua-dong", f"thẻ <{tag}> chưa đóng; đã tự đóng.")
        self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self.unshown:
            self.out.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        if not self.unshown:
            self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not self.unshown:
            self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Leave comments out."""

    def handle_decl(self, decl: str) -> None:
        """Refuse declarations."""
        self._refuse(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        """Refuse processing instructions."""
        self._refuse(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        """Refuse marked sections."""
        self._refuse(f"<![{data}")

    def _refuse(self, written: str) -> None:
        line = self.collector.line_of(written)
        self.collector.error(line, "the-cam", f"“{quoted_text(written)}” không được phép.")

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Read tags inside <script> and its like as well: each is reported."""

    def result(self) -> str:
        """Return all that was read, with every open element closed."""
        self.close()
        while self.open:
            self._close_unclosed()
        return "".join(self.out)


def checked_and_balanced(html: str, collector: Collector) -> str:
    """Return HTML with allowed tags alone, all of them closed; ``collector`` gets an error for each that is refused."""
    checker = _TagChecker(collector)
    whole, end, rest = _STASH_MARK.sub("", html).rpartition(">")
    # What no tag ends is none; the parser would look for the end of each.
    checker.feed(whole + end + rest.replace("<", "&lt;"))
    return checker.result()
