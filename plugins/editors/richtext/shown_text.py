"""Compare what two pieces of HTML show: the same letters, marks and blocks, however they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import groupby

_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var time",
    )
)
_SAME = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
# Elements that say nothing that the text in them does not say.
_UNSAID = frozenset({"p", "thead", "tbody", "tfoot"})
_SPACE = re.compile("([ \t\r\n\f]+|\u00a0)")
_SPACES = (" ", "\u00a0")

Mark = tuple[str, tuple[tuple[str, str], ...]]
Piece = tuple[str, tuple[Mark, ...]]
Token = tuple[object, ...]


@lru_cache(maxsize=1024)
def shown_tokens(html: str) -> tuple[Token, ...]:
    """
    Return what HTML shows, in a form in which two that show the same are equal.

    White space counts once, and has no marks; the order in which marks are nested says nothing, nor does an address
    that is a link to itself.

    >>> shown_tokens("<p><b>Xã </b>họp</p>") == shown_tokens("<p><strong>Xã</strong> họp</p>")
    True
    >>> shown_tokens("<p>Xã họp</p>") == shown_tokens("<p><u>Xã</u> họp</p>")
    False
    """
    reader = _ShownText()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return tuple(reader.tokens)


class _ShownText(HTMLParser):
    """Reads HTML token by token; text is gathered until a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._marks: list[Mark] = []
        self._pieces: list[Piece] = []
        self._code: list[str] | None = None

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where something stands."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((name, value or "") for name, value in attrs if (name, value) != ("start", "1")))
        tag = _SAME.get(tag, tag)
        if tag == "pre" and self._code is None:
            self.end_text()
            self._code = []
        if tag in _INLINE:
            self._marks.append((tag, kept))
        elif tag in ("br", "img"):
            self._pieces.append((f"<{tag} {kept}>", self._in_force()))
        else:
            self.end_text()
            if tag not in _UNSAID or kept:
                self.tokens.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        if tag in _INLINE:
            for place in range(len(self._marks) - 1, -1, -1):
                if self._marks[place][0] == tag:
                    del self._marks[place]
                    break
        else:
            self.end_text()
            if tag == "pre" and self._code is not None:
                self.tokens.append(("as typed", code_as_shown("".join(self._code))))
                self._code = None
            if tag not in _UNSAID:
                self.tokens.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        marks = self._in_force()
        for part in _SPACE.split(data):
            if part:
                self._pieces.append(
                    (" ", ()) if part[0] in " \t\r\n\f" else (part, () if part == "\u00a0" else marks)
                )

    def handle_comment(self, data: str) -> None:
        """Note that there is a comment: who writes it again must not lose it."""
        self._pieces.append((f"<!--{data}-->", ()))

    def _in_force(self) -> tuple[Mark, ...]:
        return tuple(sorted({*self._marks}))

    def end_text(self) -> None:
        """Make a token of the text that was gathered, if there is any."""
        if not self._pieces:
            return
        pieces, self._pieces = _spaced_once(_without_links_to_themselves(self._pieces)), []
        merged = tuple(
            (marks, "".join(text for text, _ in group))
            for marks, group in groupby(pieces, key=lambda piece: piece[1])
        )
        if merged:
            self.tokens.append(("text", merged))


def code_as_shown(text: str) -> str:
    """
    Return lines as a block of code shows them: tabs are steps of four, what is blank at the end of it is not seen.

    >>> code_as_shown("\\ta\\n  \\n  b\\n\\n")
    '    a\\n\\n  b'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).rstrip().split("\n")
    return "\n".join(line if line.strip() else "" for line in lines)


def _spaced_once(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with one space where there is white space, none at either end and beside breaks."""
    out: list[Piece] = []
    for text, marks in pieces:
        is_break = text.startswith("<br ")
        while is_break and out and out[-1][0] in _SPACES:
            out.pop()
        at_start = not out or out[-1][0].startswith("<br ")
        if (text in _SPACES and at_start) or (is_break and not out) or (text == " " and out[-1][0] == " "):
            continue
        out.append((text, () if is_break else marks))
    while out and (out[-1][0] in _SPACES or out[-1][0].startswith("<br ")):
        out.pop()
    return out


def _without_links_to_themselves(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for link, group in groupby(pieces, key=lambda piece: [mark for mark in piece[1] if mark[0] == "a"]):
        run = list(group)
        text = "".join(text for text, _ in run)
        if link and dict(link[0][1]).get("href") in (text, f"mailto:{text}"):
            run = [(one, tuple(mark for mark in marks if mark[0] != "a")) for one, marks in run]
        out += run
    return out
