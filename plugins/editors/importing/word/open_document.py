"""A Word file that is being read: its parts, and what its readers collect."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import IssueKind, PictureFile
from plugins.editors.importing.word.numbering import ListNumbering, read_numbering
from plugins.editors.importing.word.package import Package, Relationship
from plugins.editors.importing.word.raw_blocks import RawBlock
from plugins.editors.importing.word.reading_report import ReadingReport
from plugins.editors.importing.word.styles import Styles, read_styles
from plugins.editors.importing.word.xml_names import R, W, text_in, with_transitional_names, word_attribute

_WEB = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)

ReadBlocks = Callable[[Element], list[RawBlock]]


@dataclass(slots=True)
class OpenDocument:
    """
    What all readers of one file share.

    ``relationships`` are those of the part that is being read; ``pictures`` and ``note_numbers`` are filled
    as pictures and references to notes are met: notes are numbered by their kind and id.
    """

    package: Package
    folder: str
    styles: Styles
    numbering: ListNumbering
    relationships: dict[str, Relationship]
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    note_numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    report: ReadingReport = field(default_factory=ReadingReport)

    def part(self, name: str) -> Element | None:
        """Return the root of a part beside the main part, None where there is no such part."""
        return _part(self.package, posixpath.join(self.folder, name))

    @contextmanager
    def reading(self, part_name: str) -> Iterator[None]:
        """Use the relationships of another part while it is read."""
        before, self.relationships = self.relationships, self.package.relationships(part_name)
        yield
        self.relationships = before

    def address_of(self, hyperlink: Element) -> str:
        """Return the address that a hyperlink leads to, "" for one that leads nowhere on the web."""
        relationship = self.relationships.get(hyperlink.get(f"{R}id", ""))
        return self.web_address(relationship.target) if relationship is not None else ""

    def web_address(self, target: str) -> str:
        """Return an address that the article may link to, "" for one that it may not, which is reported."""
        if target.lower().startswith("www."):
            target = f"http://{target}"
        if _WEB.match(target):
            return target
        if target and not target.startswith(("#", "_")):
            self.report.add(
                IssueKind.DROPPED,
                f"liên kết tới “{target[:80]}” không mở được trên mạng nên chỉ giữ chữ. Cần thì chèn lại liên kết tới tệp trên cổng.",
            )
        return ""

    def note_number(self, kind: str, note_id: str) -> str:
        """Return the number of a footnote or an endnote; the first to be referred to is "1"."""
        return self.note_numbers.setdefault((kind, note_id), str(len(self.note_numbers) + 1))

    def comments(self) -> Iterator[str]:
        """Yield the comments that were met, with their authors, in words for the editor."""
        if not self.report.comment_ids:
            return
        root = self.part("comments.xml")
        for comment in root.findall(f"{W}comment") if root is not None else ():
            if word_attribute(comment, "id") in self.report.comment_ids:
                words = " ".join(" ".join(text_in(one) for one in comment.iter(f"{W}p")).split())
                yield f"{word_attribute(comment, 'author') or 'không tên'}: “{words}”"

    def modified_date(self) -> str:
        """Return the day on which the file was saved last, as "2024-05-31", "" where it is not told."""
        root = self.package.xml("docProps/core.xml")
        for element in root if root is not None else ():
            if element.tag.endswith("}modified"):
                return (element.text or "")[:10]
        return ""


def open_document(package: Package, main: str) -> OpenDocument:
    """Return a file whose main part has that name, ready to be read."""
    folder = posixpath.dirname(main)
    return OpenDocument(
        package,
        folder,
        read_styles(_part(package, posixpath.join(folder, "styles.xml"))),
        read_numbering(_part(package, posixpath.join(folder, "numbering.xml"))),
        package.relationships(main),
    )


def _part(package: Package, name: str) -> Element | None:
    root = package.xml(name)
    return None if root is None else with_transitional_names(root)
