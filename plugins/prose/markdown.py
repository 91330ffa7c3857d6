"""Render the Markdown of one article to a Body, and return every problem found in it."""

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
from plugins.prose.character_placeholders import placeholders_as_html
from plugins.prose.collector import Collector
from plugins.prose.figures import make_figures
from plugins.prose.heading_levels import arrange_headings, plain_text
from plugins.prose.links import put_placeholders, without_dead_anchors
from plugins.prose.preprocess import prepare
from plugins.prose.sanitise import checked_and_balanced, cleaned
from plugins.prose.table_frames import frame_tables
from plugins.typography.html import typeset_tree
from plugins.vietnamese.letters import fold_alike

_PICTURE = re.compile('<img [^>]*?src="(\ue000\\d+\ue001)"[^>]*>')
_MARKUP = re.compile("<[^>]*>|\ue000\\d+\ue001")
_SHOWN_AT_MOST = 10


class _PortalTreeprocessor(Treeprocessor):
    """The last step of Python-Markdown on the tree of a body: figures, tables, headings, links, typography."""

    def __init__(self, parser: Markdown | None = None) -> None:
        super().__init__(parser)
        self.collector = Collector("", 1, "")
        self.lead = ""
        self.lead_is_bold = False
        self.opening = ""

    def begin(self, collector: Collector) -> None:
        """Prepare for another body, whose findings go to ``collector``."""
        self.collector = collector
        self.lead, self.lead_is_bold, self.opening = "", False, ""

    def run(self, root: Element) -> None:
        """Change a tree in place, and note its first paragraph."""
        self.opening = plain_text(root[0]) if len(root) else ""
        make_figures(root)
        frame_tables(root)
        self.collector.ids += arrange_headings(root)
        put_placeholders(root, self.collector)
        if len(self.collector.source) <= limits.BIG_BODY:
            typeset_tree(root)
        first = next((block for block in root if block.tag == "p" and plain_text(block)), None)
        if first is not None:
            self.lead = plain_text(first)
            self.lead_is_bold = _is_bold(first)


def _is_bold(paragraph: Element) -> bool:
    """Return whether the whole text of a paragraph is bold."""
    loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
    return not loose.strip() and all(child.tag in ("strong", "br") for child in paragraph)


@cache
def _parser() -> tuple[Markdown, _PortalTreeprocessor]:
    """Return the one parser of this process, as making one costs as much as parsing a page, and its last step."""
    from plugins.prose.parser import new_parser

    last_step = _PortalTreeprocessor()
    return new_parser(last_step), last_step


def render_body(text: str, first_line: int, path: str, title: str) -> tuple[Body, tuple[Problem, ...]]:
    """
    Return the body that a Markdown text makes, and every problem found in it.

    ``first_line`` is the line of the file on which the text begins; ``path`` names the file in
    problems; ``title`` is the article's, which the body should not repeat.
    """
    prepared = prepare(text, first_line, path)
    if not prepared.readable:
        return Body(""), prepared.problems
    collector = Collector(text.replace("\r\n", "\n").replace("\r", "\n"), first_line, path)
    parser, last_step = _parser()
    last_step.begin(collector)
    try:
        html = parser.reset().convert(prepared.text)
    except RecursionError:
        message = "bài lồng quá nhiều cấp (danh sách, trích dẫn). Bớt cấp rồi kiểm tra lại."
        return Body(""), (*prepared.problems, error(path, first_line, "long-qua-sau", message))
    if parser.htmlStash.html_counter:
        html = checked_and_balanced(html, collector)
    html = without_dead_anchors(placeholders_as_html(_PICTURE.sub(r"\1", cleaned(html))), collector)
    references = tuple(collector.references)
    if parser.htmlStash.html_counter:
        # HTML that editors wrote by hand is checked last, wherever it stands.
        html, references = in_order(html, references)
    if title and last_step.opening and fold_alike(last_step.opening, title):
        message = "dòng đầu bài lặp lại tiêu đề; xóa để tiêu đề không hiện hai lần."
        collector.problems.append(
            warning(path, _first_line_with_text(text, first_line), "lap-tieu-de", message)
        )
    body = Body(
        html,
        references,
        last_step.lead,
        last_step.lead_is_bold,
        len(unescape(_MARKUP.sub(" ", html)).split()),
        tuple(collector.ids),
    )
    return body, _not_too_many((*prepared.problems, *collector.problems))


def _not_too_many(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return all errors, and of each code of warning no more than an editor would read."""
    seen: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        seen[problem.code] += 1
        if problem.level is Level.ERROR or seen[problem.code] <= _SHOWN_AT_MOST:
            kept.append(problem)
    return tuple(kept)


def _first_line_with_text(text: str, first_line: int) -> int:
    """Return the number of the first line that is not blank."""
    return first_line + text[: len(text) - len(text.lstrip())].count("\n")
