"""Find the brackets that close a link for Python-Markdown: once one is never closed, the others of that text are known too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from markdown.inlinepatterns import LinkInlineProcessor

# What stands in the parentheses of a link: its address, its title or None, where it ends, and whether it is a link at all.
BracketLink = tuple[str, str | None, int, bool]
_SQUARE, _ROUND = re.compile(r"[\[\]]"), re.compile(r"[()]")


class LinkBrackets:
    """
    Does in linear time what the patterns of links do by the square: each bracket without an end is looked for to the end.

    The text that was looked at last is remembered, with its brackets that are never closed.
    """

    def __init__(self) -> None:
        self._text, self._unclosed = "", frozenset[int]()
        self._linked_text, self._unclosed_links = "", frozenset[int]()

    def serve(self, patterns: Iterable[object]) -> None:
        """Make the patterns of links look for brackets here."""
        for pattern in patterns:
            if isinstance(pattern, LinkInlineProcessor):
                pattern.getText = self.text_in  # type: ignore[method-assign]
                pattern.getLink = partial(self.link_in, pattern.getLink)  # type: ignore[method-assign]

    def text_in(self, data: str, index: int) -> tuple[str, int, bool]:
        """Return the text from ``index`` on, behind an opening bracket, where its end is, and whether it is closed."""
        if data == self._text and index - 1 in self._unclosed:
            return "", len(data), False
        depth = 1
        for bracket in _SQUARE.finditer(data, index):
            depth += 1 if bracket[0] == "[" else -1
            if not depth:
                return data[index : bracket.start()], bracket.end(), True
        self._text, self._unclosed = data, unclosed(data, _SQUARE)
        return "", len(data), False

    def link_in(self, get_link: Callable[[str, int], BracketLink], data: str, index: int) -> BracketLink:
        """Return what ``get_link`` reads from ``index`` on, where a parenthesis opens; nothing where it is never closed."""
        if data == self._linked_text and index in self._unclosed_links:
            return "", None, index, False
        link = get_link(data, index)
        if not link[3] and data[index : index + 1] == "(":
            self._linked_text, self._unclosed_links = data, unclosed(data, _ROUND)
        return link


def unclosed(text: str, brackets: re.Pattern[str]) -> frozenset[int]:
    """
    Return the offsets of all opening brackets of a kind that are never closed.

    >>> sorted(unclosed("[a [b] [", _SQUARE))
    [0, 7]
    """
    waiting: list[int] = []
    for bracket in brackets.finditer(text):
        if bracket[0] in "[(":
            waiting.append(bracket.start())
        elif waiting:
            waiting.pop()
    return frozenset(waiting)
