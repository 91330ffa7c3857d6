"""A draft becomes the text of an article file, with a note that tells the editor what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.editors.importing.imported_article import Block, Doubt, ImportedArticle, SourceKind
from plugins.editors.importing.markdown_writer import footnotes, notes_in_html, written
from plugins.header.fields import label
from plugins.problems import Level, Problem

_ORDER = (
    "title",
    "date",
    "modified",
    "category",
    "author",
    "source",
    "summary",
    "tags",
    "status",
    "old_addresses",
    "attachments",
)
# Fields that an article must have: their lines are there to be filled in.
_NEEDED = ("title", "date", "category")
_DRAFT = "nháp"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an article's file."""

    text: str
    draft: ImportedArticle

    def problems(self, path: str) -> list[Problem]:
        """Return what the editor should look at, each with the line it is about."""
        lines = self.text.split("\n")
        end = lines.index("") if "" in lines else len(lines)
        found = []
        for doubt in self.draft.doubts:
            level = Level.ERROR if doubt.kind is SourceKind.MISSING else Level.WARNING
            found.append(Problem(path, _line(lines, end, doubt), doubt.kind.value, doubt.message, level))
        return sorted(found, key=lambda one: (one.level is not Level.ERROR, one.line))


def article_text(draft: ImportedArticle, names: Mapping[str, str]) -> Written:
    """Return the text of a draft's file; ``names`` are the files of its pictures, by their keys."""
    header = "\n".join(_header(draft))
    body = written(draft.body, names)
    parts = [header, _note(draft), body, *_notes(draft, names)]
    return Written("\n\n".join(filter(None, parts)) + "\n", draft)


def _header(draft: ImportedArticle) -> Iterable[str]:
    values = {
        "title": draft.title,
        "date": draft.date,
        "modified": draft.modified,
        "category": draft.section,
        "author": draft.byline,
        "source": draft.source,
        "summary": draft.lead,
        "tags": "; ".join(draft.tags),
        "status": _DRAFT,
        "old_addresses": "; ".join(draft.old_addresses),
        "attachments": "; ".join(draft.attachments),
    }
    for name in _ORDER:
        text = " ".join(values[name].split())
        if text or name in _NEEDED:
            yield f"{label(name)}: {text}".rstrip()


def _note(draft: ImportedArticle) -> str:
    """Return the note for the editor; the reader leaves notes out of the page."""
    rows = [
        f"Nhập từ “{draft.origin}”. Xem những điều dưới đây, sửa xong thì xóa ghi chú này và dòng “Trạng thái: nháp”."
    ]
    rows += [f"- {_place(doubt)}{doubt.message}" for doubt in draft.doubts]
    safe = "\n".join(rows).replace("--", "–").replace("<!", "‹!")
    return f"<!--\n{safe}\n-->"


def _place(doubt: Doubt) -> str:
    return f"{label(doubt.field)}: " if doubt.field else ""


def _notes(draft: ImportedArticle, names: Mapping[str, str]) -> list[str]:
    """Return the footnotes; those called in HTML, which knows no footnotes, as plain paragraphs."""
    loose = set(notes_in_html(draft.body))
    known = {name: blocks for name, blocks in draft.notes.items() if name not in loose and blocks}
    plain = [f"\\[{name}\\] {written(draft.notes[name], names)}" for name in draft.notes if name in loose]
    return [*plain, footnotes(known, names)]


def _line(lines: list[str], end: int, doubt: Doubt) -> int:
    """Return the line that a doubt is about, 0 for the whole file."""
    if doubt.field:
        name = f"{label(doubt.field)}:"
        return next((n for n, line in enumerate(lines[:end], 1) if line.startswith(name)), 1)
    words = _plain(doubt.near)
    if not words:
        return 0
    after_note = next((n for n, line in enumerate(lines) if line == "-->"), end)
    return next((n for n, line in enumerate(lines, 1) if n > after_note and words in _plain(line)), 0)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def is_empty(blocks: Iterable[Block]) -> bool:
    """Return whether there is nothing to read or see."""
    return not any(True for _ in blocks)
