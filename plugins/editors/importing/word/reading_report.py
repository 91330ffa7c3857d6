"""Collect what a Word file holds that does not come into the article, and tell the editor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import ImportIssue, IssueKind
from plugins.editors.importing.word.xml_names import (
    NOTE_REFERENCES,
    REVISIONS,
    W,
    holds_placeholder,
    text_in,
    word_attribute,
)
from plugins.editors.spans.legacy_fonts import RepairedRuns

_ENCODINGS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}


@dataclass(slots=True)
class ReadingReport:
    """
    What was left out or changed while a file was read.

    ``not_imported`` counts things by their names in Vietnamese, ``words_not_imported`` are the words in them; ``has_changes``, ``deleted_texts`` and
    ``deleted_notes`` (their kinds and ids) are those of Track Changes; ``contents_lines`` are the lines of tables of contents.
    """

    issues: list[ImportIssue] = field(default_factory=list)
    not_imported: Counter[str] = field(default_factory=Counter)
    words_not_imported: dict[str, list[str]] = field(default_factory=dict)
    has_changes: bool = False
    deleted_texts: list[str] = field(default_factory=list)
    deleted_notes: list[tuple[str, str]] = field(default_factory=list)
    hidden_texts: list[str] = field(default_factory=list)
    contents_lines: list[str] = field(default_factory=list)
    comment_ids: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)

    def add(self, kind: IssueKind, message: str, near: str = "") -> None:
        """Add an issue that is not there yet."""
        issue = ImportIssue(kind, message, near=near)
        if issue not in self.issues:
            self.issues.append(issue)

    def add_not_imported(self, name: str, words: str = "") -> None:
        """Count a thing that cannot be imported, with the words in it."""
        self.not_imported[name] += 1
        if words:
            self.words_not_imported.setdefault(name, []).append(words)

    def add_changes(self, root: Element) -> None:
        """Note whether a part has revisions of Track Changes."""
        self.has_changes = self.has_changes or any(one.tag in REVISIONS for one in root.iter())

    def add_deletion(self, element: Element) -> None:
        """
        Note what an element holds that Track Changes marks as deleted: its words, its notes, what was said to it.

        What was moved stands elsewhere in the file, and is not deleted.
        """
        if element.tag == f"{W}moveFrom":
            for inner in element.iter(f"{W}del"):
                self.add_deletion(inner)
            return
        lines = (text_in(one) for one in (element, *element.iter(f"{W}p")))
        if text := " / ".join(line for line in (" ".join(one.split()) for one in lines) if line):
            self.deleted_texts.append(text)
        for one in element.iter():
            if one.tag == f"{W}commentReference":
                self.comment_ids.append(word_attribute(one, "id") or "")
            elif one.tag in NOTE_REFERENCES:
                self.deleted_notes.append((NOTE_REFERENCES[one.tag], word_attribute(one, "id") or ""))

    def add_placeholder(self, control: Element) -> None:
        """Note the words of a content control that is not filled in."""
        if holds_placeholder(control):
            self.placeholders.append("".join(one.text or "" for one in control.iter(f"{W}t")).strip())

    def add_fonts(self, encodings: Iterable[str]) -> None:
        """Add the issue about text in legacy fonts."""
        fonts = tuple(_ENCODINGS[name] for name in sorted(encodings))
        if fonts:
            self.add(
                IssueKind.GUESSED,
                f"chữ gõ bằng phông cũ ({', '.join(fonts)}) đã đổi sang Unicode. Đọc lại một lượt, nhất là tên riêng.",
            )

    def add_repairs(self, repaired: RepairedRuns) -> None:
        """Add the issues about text in a wrong encoding."""
        names = [name for name in repaired.encodings if "rời" not in name]
        if names:
            self.add(
                IssueKind.GUESSED, f"có đoạn bị hỏng mã ({', '.join(names)}), đã sửa. Đọc lại các đoạn ấy."
            )
        if repaired.doubtful:
            words = ", ".join(f"“{word}”" for word in repaired.doubtful[:8])
            self.add(
                IssueKind.GUESSED,
                f"các chữ {words} trông như bị hỏng mã, được giữ nguyên. Gõ lại cho đúng.",
                repaired.doubtful[0],
            )

    def _words_in(self, name: str) -> str:
        words = " / ".join(self.words_not_imported.get(name, []))
        return f", trong đó có chữ: “{words}”" if words else ""

    def add_left_out(self, comments: Sequence[str], margins: str) -> None:
        """Add the issues about all that was collected; ``margins`` is the text of page headers and footers."""
        for name, count in self.not_imported.items():
            self.add(
                IssueKind.FAILED,
                f"{count} {name} không đưa vào bài được{self._words_in(name)}. Chụp thành ảnh hoặc lưu thành tệp PDF đính kèm.",
            )
        if self.has_changes:
            message = "tệp Word còn vết sửa (Track Changes): coi như đã chấp nhận mọi chỗ sửa. Đọc lại xem có đúng bản cuối không."
            self.add(IssueKind.GUESSED, message)
        if self.deleted_texts:
            deleted = "; ".join(f"“{text}”" for text in self.deleted_texts)
            self.add(IssueKind.DROPPED, f"chữ đã bị xóa (Track Changes) không vào bài: {deleted}.")
        if self.comment_ids:
            self.add(
                IssueKind.DROPPED,
                f"{len(self.comment_ids)} lời bình của Word không vào bài: {'; '.join(comments)}.",
            )
        if hidden := " ".join(self.hidden_texts).strip():
            self.add(IssueKind.DROPPED, f"chữ ẩn trong tệp Word không vào bài: “{hidden}”.")
        if self.placeholders:
            words = "; ".join(dict.fromkeys(self.placeholders))
            self.add(IssueKind.DROPPED, f"ô chưa điền của mẫu văn bản không vào bài: “{words}”.")
        if self.contents_lines:
            self.add(
                IssueKind.DROPPED,
                f"mục lục ({len(self.contents_lines)} dòng, đầu là “{self.contents_lines[0].strip()[:300]}”) không vào bài: trang có tiêu đề mục để tra.",
            )
        if found := " / ".join(line.strip() for line in margins.splitlines() if line.strip()):
            if not re.fullmatch(r"[\d\s/–-]*", found):
                self.add(IssueKind.DROPPED, f"đầu trang, chân trang không vào bài: “{found}”.")
