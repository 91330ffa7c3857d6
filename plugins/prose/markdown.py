"""Render the Markdown of one article to a Body, and return every problem found in it."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from plugins.problems.problem import Level, Problem, error
from plugins.prose import limits
from plugins.prose.anchors import settle_anchors
from plugins.prose.body import READ_BY_PELICAN, Body, renumbered
from plugins.prose.character_placeholders import placeholders_as_html, without_body_placeholders
from plugins.prose.character_references import forged_references, turns_text, without_forged_references
from plugins.prose.collector import Collector, quoted_text
from plugins.prose.figures import make_figures
from plugins.prose.footnotes import VietnameseFootnotes
from plugins.prose.habits import mark_tasks
from plugins.prose.heading_levels import arrange_headings, element_text
from plugins.prose.links import put_placeholders
from plugins.prose.loose_marks import joined_marks
from plugins.prose.picture_classes import take_classes
from plugins.prose.plain_text import first_paragraph
from plugins.prose.preprocess import prepare
from plugins.prose.prose_options import PORTALS_OWN, ProseOptions
from plugins.prose.sanitise import checked_and_balanced, cleaned
from plugins.prose.table_frames import frame_tables
from plugins.prose.visible_marks import report_visible_marks
from plugins.vietnamese.letters import fold, fold_alike
from plugins.vietnamese.typography.html import typeset_tree
from plugins.vietnamese.typography.rules import typeset

_PICTURE = re.compile('<img [^>]*?src="(\ue000\\d+\ue001)"[^>]*>')
_TAG, _PLACEHOLDER = re.compile("<[^>]*>"), re.compile("\ue000\\d+\ue001")
_SHOWN_AT_MOST = 10
_QUOTES = "\"'“”‘’«([ "


class _PortalTreeprocessor(Treeprocessor):
    """The last step of Python-Markdown on the tree of a body: figures, tables, headings, links, typography."""

    def __init__(self, options: ProseOptions) -> None:
        super().__init__()
        self._options = options
        self.collector = Collector("", 1, "")
        self.opening = ""

    def begin(self, collector: Collector) -> None:
        """Prepare for another body, whose findings go to ``collector``."""
        self.collector = collector
        self.opening = ""

    def run(self, root: Element) -> None:
        """Change a tree in place, and note the text that it opens with."""
        self.opening = element_text(root[0]) if len(root) else ""
        mark_tasks(root.iter("li"))
        take_classes(root)
        make_figures(root)
        frame_tables(root)
        arrange_headings(root)
        put_placeholders(root, self.collector)
        if self._options.typography and len(self.collector.source) <= limits.BIG_BODY:
            typeset_tree(root, self._options.untouched)


class _Reading(NamedTuple):
    """What bodies are read with: options, the parser made for them, its last step and its footnotes."""

    options: ProseOptions
    parser: Markdown
    last_step: _PortalTreeprocessor
    footnotes: VietnameseFootnotes


class _OfThread(threading.local):
    """
    The parser of each thread: it holds the body that is read.

    A build reads all bodies in one thread, with one parser, as making one costs as much as parsing a page; the previews
    of the writing room are made in others.
    """

    made: _Reading | None = None

    def reading(self, options: ProseOptions) -> _Reading:
        """Return what this thread reads with, made when it is first wanted, or wanted with other options."""
        if self.made is None or self.made.options != options:
            from plugins.prose.parser import new_parser

            last_step, footnotes = _PortalTreeprocessor(options), VietnameseFootnotes()
            self.made = _Reading(options, new_parser(last_step, footnotes, options), last_step, footnotes)
        return self.made


_OF_THREAD = _OfThread()


def render_body(
    text: str, first_line: int, path: str, title: str, options: ProseOptions = PORTALS_OWN
) -> tuple[Body, tuple[Problem, ...]]:
    """
    Return the body that a text makes, and every problem found in it.

    The text is Markdown, or, in a file that another reader has read (``READ_BY_PELICAN``), finished HTML.
    ``first_line`` is the line of the file on which the text begins; ``path`` names the file in
    problems; ``title`` is the article's, which the body should not repeat.
    """
    source, extended = text.replace("\r\n", "\n").replace("\r", "\n"), bool(options.extensions)
    collector = Collector(source, first_line, path, extended=extended)
    if path.lower().endswith(READ_BY_PELICAN):
        return _finished_body(collector)
    prepared = prepare(text, first_line, path, extended=extended)
    if not prepared.readable:
        return Body(""), prepared.problems
    _, parser, last_step, footnotes = _OF_THREAD.reading(options)
    last_step.begin(collector)
    try:
        html = parser.reset().convert(prepared.text)
    except RecursionError:
        message = "bài lồng quá nhiều cấp (danh sách, trích dẫn). Bớt cấp rồi kiểm tra lại."
        return Body(""), (*prepared.problems, error(path, first_line, "long-qua-sau", message))
    except Exception as fault:
        if not extended:
            raise
        # Each extension has errors of its own.
        message = (
            f"phần mở rộng trong cài đặt MARKDOWN không đọc được bài này ({type(fault).__name__}: {quoted_text(str(fault))}). "
            "Sửa chỗ dùng nó trong bài, hoặc bỏ nó khỏi MARKDOWN."
        )
        return Body(""), (*prepared.problems, error(path, first_line, "khong-doc-duoc", message))
    html = _without_forged(html, collector)
    # What an extension puts into the tree is told like what an editor writes.
    has_html = extended or bool(parser.htmlStash.html_counter)
    if has_html:
        html = checked_and_balanced(html, collector)
    collector.footnotes += footnotes.footnotes
    body = _finished(html, collector, has_html=has_html)
    first_written = text.lstrip().split("\n", 1)[0]
    if title and (_repeats(last_step.opening, title) or _repeats(first_written, title)):
        message = "dòng này lặp lại tiêu đề. Hãy xóa để tiêu đề không hiện hai lần."
        collector.warning(_first_line_with_text(text, first_line), "lap-tieu-de", message)
    told = _still_so(prepared.problems, body.html) if extended else prepared.problems
    return body, _not_too_many((*told, *collector.problems))


def _still_so(problems: Iterable[Problem], html: str) -> tuple[Problem, ...]:
    """Return problems of a source without those of marks that an extension has read."""
    is_there = "{%" in html or "{{" in html
    return tuple(one for one in problems if is_there or one.code != "lenh-khuon-mau")


def html_body(text: str, first_line: int, path: str, title: str) -> tuple[Body, tuple[Problem, ...]]:
    """Return the body of a text that is finished HTML, whatever its file is called; the parameters are those of ``render_body``."""
    return _finished_body(Collector(text.replace("\r\n", "\n").replace("\r", "\n"), first_line, path))


def _finished_body(collector: Collector) -> tuple[Body, tuple[Problem, ...]]:
    html = _without_forged(without_body_placeholders(collector.source), collector)
    html = checked_and_balanced(html, collector)
    return _finished(html, collector, has_html=True), _not_too_many(tuple(collector.problems))


def _without_forged(html: str, collector: Collector) -> str:
    """Return HTML without references to characters that no file may hold; each is told as the character itself is."""
    for one in forged_references(html):
        line = collector.line_outside_code(one) or collector.first_line
        if turns_text(one):
            message = f"“{quoted_text(one)}” là ký tự đảo chiều chữ, làm chữ hiện ra khác với nội dung thật. Hãy xóa ký tự này."
            collector.error(line, "dao-chieu", message)
        else:
            message = f"“{quoted_text(one)}” không phải ký tự hiện được; đã bỏ. Hãy xóa, hoặc gõ thẳng ký tự cần dùng."
            collector.warning(line, "ky-tu-dieu-khien", message)
    return without_forged_references(html)


def _finished(html: str, collector: Collector, *, has_html: bool) -> Body:
    """
    Return the body of rendered HTML, which is cleaned; what is found is added to ``collector``.

    ``has_html`` says that an editor wrote some of it, which is checked last, wherever it stands: the references are
    brought into order then.
    """
    html = joined_marks(placeholders_as_html(_PICTURE.sub(r"\1", cleaned(html))), collector)
    html = settle_anchors(html, collector)
    report_visible_marks(html, collector)
    references = tuple(collector.references)
    if has_html:
        html, references = renumbered(html, references)
    return Body(
        html,
        references,
        first_paragraph(html),
        _syllables(html),
        tuple(collector.ids),
    )


def _syllables(html: str) -> int:
    """
    Return how many syllables the text of a body has.

    >>> _syllables("<p>Họp dân<br>sáng&nbsp;nay</p>\ue0000\ue001")
    4
    """
    return len(unescape(_PLACEHOLDER.sub(" ", _TAG.sub(" ", html))).split())


def _repeats(opening: str, title: str) -> bool:
    """
    Tell whether a text that stands alone is the title again.

    >>> [_repeats(text, "Họp dân") for text in ("HỌP DÂN.", "## **Họp dân**", "Họp dân sáng nay")]
    [True, True, False]
    """
    # Typography changes the length of a text a little.
    bare = opening[: 3 * len(title) + 40].strip(" \t#*_=")
    # Few texts begin as their title does, and typography takes its time.
    return fold(bare.lstrip(_QUOTES)[:2]) == fold(title.lstrip(_QUOTES)[:2]) and fold_alike(
        typeset(bare).rstrip("."), title.rstrip(".")
    )


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
