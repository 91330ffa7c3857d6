"""Markdown becomes a body: safe HTML with holes, and all that is to be said about it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from plugins.problems.problem import Level, Problem, error, warning
from plugins.prose import limits
from plugins.prose.body import Body, in_order
from plugins.prose.collected import Collected
from plugins.prose.figures import make_figures
from plugins.prose.headings import arrange_headings, plain_text
from plugins.prose.links import open_holes, without_dead_anchors
from plugins.prose.preprocess import prepare
from plugins.prose.sanitise import cleaned, mended
from plugins.prose.stand_ins import shown_as_html
from plugins.prose.tables import frame_tables
from plugins.typography.html import typeset_tree
from plugins.vietnamese.letters import fold_alike

_PICTURE = re.compile('<img [^>]*?src="(\ue000\\d+\ue001)"[^>]*>')
_MARKUP = re.compile("<[^>]*>|\ue000\\d+\ue001")
_TOLD_AT_MOST = 10


class _Finish(Treeprocessor):
    """The room's own work on a tree, after Markdown's: figures, tables, headings, links, typography."""

    def __init__(self, reader: Markdown | None = None) -> None:
        super().__init__(reader)
        self.gathering = Collected("", 1, "")
        self.lead = ""
        self.lead_is_bold = False
        self.opening = ""

    def begin(self, gathering: Collected) -> None:
        """Make ready for another body."""
        self.gathering = gathering
        self.lead, self.lead_is_bold, self.opening = "", False, ""

    def run(self, root: Element) -> None:
        """Work on a tree in place."""
        self.opening = plain_text(root[0]) if len(root) else ""
        make_figures(root)
        frame_tables(root)
        self.gathering.ids += arrange_headings(root)
        open_holes(root, self.gathering)
        if len(self.gathering.source) <= limits.BIG_BODY:
            typeset_tree(root)
        first = next((block for block in root if block.tag == "p" and plain_text(block)), None)
        if first is not None:
            self.lead = plain_text(first)
            self.lead_is_bold = _is_bold(first)


def _is_bold(paragraph: Element) -> bool:
    """Return whether all the words of a paragraph are bold."""
    loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
    return not loose.strip() and all(child.tag in ("strong", "br") for child in paragraph)


@cache
def _reader() -> tuple[Markdown, _Finish]:
    """Return the process's reader: making one costs as much as reading a page."""
    from plugins.prose.parser import new_reader

    finish = _Finish()
    return new_reader(finish), finish


def render_body(text: str, first_line: int, path: str, title: str) -> tuple[Body, tuple[Problem, ...]]:
    """
    Return the body that a Markdown text makes, and every problem found in it.

    ``first_line`` is the line of the file on which the text begins; ``path`` names the file in
    problems; ``title`` is the article's, which the body should not repeat.
    """
    prepared = prepare(text, first_line, path)
    if not prepared.readable:
        return Body(""), prepared.problems
    gathering = Collected(text.replace("\r\n", "\n").replace("\r", "\n"), first_line, path)
    reader, finish = _reader()
    finish.begin(gathering)
    try:
        html = reader.reset().convert(prepared.text)
    except RecursionError:
        message = "bài lồng quá nhiều cấp (danh sách, trích dẫn). Bớt cấp rồi kiểm tra lại."
        return Body(""), (*prepared.problems, error(path, first_line, "long-qua-sau", message))
    if reader.htmlStash.html_counter:
        html = mended(html, gathering)
    html = without_dead_anchors(shown_as_html(_PICTURE.sub(r"\1", cleaned(html))), gathering)
    references = tuple(gathering.references)
    if reader.htmlStash.html_counter:
        # HTML that editors wrote by hand is read last, wherever it stands.
        html, references = in_order(html, references)
    if title and finish.opening and fold_alike(finish.opening, title):
        message = "dòng đầu bài lặp lại tiêu đề; xóa để tiêu đề không hiện hai lần."
        gathering.problems.append(warning(path, _first_words(text, first_line), "lap-tieu-de", message))
    body = Body(
        html,
        references,
        finish.lead,
        finish.lead_is_bold,
        len(unescape(_MARKUP.sub(" ", html)).split()),
        tuple(gathering.ids),
    )
    return body, _not_too_many((*prepared.problems, *gathering.problems))


def _not_too_many(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return all errors, and of each kind of warning no more than an editor would read."""
    told: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        told[problem.code] += 1
        if problem.level is Level.ERROR or told[problem.code] <= _TOLD_AT_MOST:
            kept.append(problem)
    return tuple(kept)


def _first_words(text: str, first_line: int) -> int:
    """Return the first line that is not blank."""
    return first_line + text[: len(text) - len(text.lstrip())].count("\n")
