"""Write an imported article as the text of an article file, with a comment that tells the editor what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.editors.importing.imported_article import ImportedArticle, ImportIssue, IssueKind
from plugins.editors.importing.markdown_writer import blocks_to_markdown, footnotes_to_markdown
from plugins.editors.importing.table_markdown import notes_in_html
from plugins.header.fields import label
from plugins.problems import Level, Problem

# Fields that an article must have: their lines are there to be filled in.
_REQUIRED = ("title", "date", "category")
_STATUS = "nháp"
_COMMENT_END = "-->"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """The text of an article's file, and the article that it was made of."""

    text: str
    imported: ImportedArticle

    def problems(self, path: str) -> list[Problem]:
        """Return what the editor should look at in the file at ``path``, each with its line; errors come first."""
        lines = self.text.split("\n")
        header_end = lines.index("") if "" in lines else len(lines)
        found = []
        for issue in self.imported.issues:
            level = Level.ERROR if issue.kind is IssueKind.MISSING else Level.WARNING
            line = _line_of(issue, lines, header_end)
            found.append(Problem(path, line, issue.kind.value, issue.message, level))
        return sorted(found, key=lambda one: (one.level is not Level.ERROR, one.line))


def article_file(imported: ImportedArticle, names: Mapping[str, str]) -> ArticleFile:
    """Return the file of an article; ``names`` are the file names of its pictures by their keys."""
    header = "\n".join(_header_lines(imported))
    body = blocks_to_markdown(imported.body, names)
    parts = [header, _comment(imported), body, *_footnotes(imported, names)]
    return ArticleFile("\n\n".join(filter(None, parts)) + "\n", imported)


def _header_lines(imported: ImportedArticle) -> Iterator[str]:
    values = {
        "title": imported.title,
        "date": imported.date,
        "modified": imported.modified,
        "category": imported.section,
        "author": imported.byline,
        "source": imported.source,
        **imported.document,
        "summary": imported.lead,
        "tags": "; ".join(imported.tags),
        "status": _STATUS,
        "old_addresses": "; ".join(imported.old_addresses),
        "attachments": "; ".join(imported.attachments),
    }
    for name, value in values.items():
        text = " ".join(value.split())
        if text or name in _REQUIRED:
            yield f"{label(name)}: {text}".rstrip()


def _comment(imported: ImportedArticle) -> str:
    """Return the issues as an HTML comment, which the reader leaves out of the page."""
    lines = [
        f"Nhập từ “{imported.origin}”. Xem những điều dưới đây, sửa xong thì xóa ghi chú này và dòng “Trạng thái: nháp”."
    ]
    for issue in imported.issues:
        field = f"{label(issue.field)}: " if issue.field else ""
        lines.append(f"- {field}{issue.message}")
    safe = "\n".join(lines).replace("--", "–").replace("<!", "‹!")
    return f"<!--\n{safe}\n{_COMMENT_END}"


def _footnotes(imported: ImportedArticle, names: Mapping[str, str]) -> list[str]:
    """Return the footnotes; those referred to in HTML tables, where the reader knows no footnotes, as paragraphs."""
    in_html = set(notes_in_html(imported.body))
    as_paragraphs = [
        f"\\[{name}\\] {blocks_to_markdown(blocks, names)}"
        for name, blocks in imported.notes.items()
        if name in in_html
    ]
    others = {name: blocks for name, blocks in imported.notes.items() if name not in in_html and blocks}
    return [*as_paragraphs, footnotes_to_markdown(others, names)]


def _line_of(issue: ImportIssue, lines: list[str], header_end: int) -> int:
    """Return the line that an issue is about, 0 for the whole file."""
    if issue.field:
        name = f"{label(issue.field)}:"
        return next((n for n, line in enumerate(lines[:header_end], 1) if line.startswith(name)), 1)
    words = _bare(issue.near)
    if not words:
        return 0
    body = next((n for n, line in enumerate(lines) if line == _COMMENT_END), header_end)
    return next((n for n, line in enumerate(lines, 1) if n > body and words in _bare(line)), 0)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
