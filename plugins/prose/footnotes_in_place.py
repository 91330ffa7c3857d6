"""Footnotes whose definitions stay where they are written, for an editor of the source."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.inlinepatterns import InlineProcessor

from plugins.prose.character_placeholders import with_placeholders
from plugins.prose.footnotes import VietnameseFootnotes

# A reference is <sup data-note="LABEL">LABEL</sup>, a definition <section data-note="LABEL">…</section>.
NOTE_ATTRIBUTE = "data-note"
_REFERENCE = r"\[\^([^\]]*)\]"


class FootnotesInPlace(VietnameseFootnotes):
    """Reads footnotes; nothing is moved to the end of the page or numbered."""

    def __init__(self) -> None:
        super().__init__()
        self.defined: list[tuple[str, str]] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors of footnotes that stay where they are."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Definitions(self), "footnote", 17)
        md.inlinePatterns.register(_References(self), "footnote", 175)
        for name in ("footnote", "footnote-duplicate"):
            md.treeprocessors.deregister(name)

    def setFootnote(self, id: str, text: str) -> None:
        """Note a definition, and that it is to be put in its place."""
        super().setFootnote(id, text)
        self.defined.append((id, text))


class _Definitions(FootnoteBlockProcessor):
    """Puts each definition that a block begins with into the tree."""

    def __init__(self, notes: FootnotesInPlace) -> None:
        super().__init__(notes)
        self._notes = notes

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Take the definitions off the first block; the text before them is read by itself."""
        first = self.RE.search(blocks[0])
        if first and blocks[0][: first.start()].strip():
            blocks[:1] = [blocks[0][: first.start()].rstrip("\n"), blocks[0][first.start() :]]
            return True
        self._notes.defined.clear()
        found = bool(super().run(parent, blocks))
        for label, text in list(self._notes.defined):
            self.parser.parseChunk(SubElement(parent, "section", {NOTE_ATTRIBUTE: label}), text)
        return found


class _References(InlineProcessor):
    """Reads references to footnotes that are defined somewhere."""

    def __init__(self, notes: FootnotesInPlace) -> None:
        super().__init__(_REFERENCE)
        self._notes = notes

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the reference and the offsets between which it stands; nothing for a note that is not defined."""
        if m[1] not in self._notes.footnotes:
            return None, None, None
        reference = Element("sup", {NOTE_ATTRIBUTE: m[1]})
        reference.text = with_placeholders(m[1])
        return reference, m.start(), m.end()
