"""A page as it was built becomes one of the preview: a band, marks beside what is not public, problems at their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from plugins.editors.preview.source_positions import blocks, place_of
from plugins.problems import Level, Problem

FILES = "xem-thu/tep/"
OVERVIEW = "xem-thu/"
NAME = "Bản xem thử"
_LINK = re.compile(r"""<a\b[^>]*?\bhref="([^"#?]*)[^"]*"[^>]*>(.*?)</a>""", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
# Empty until an open page hears that nothing could be built: what is told beside a page is no part of it.
_FAULT = (
    '<section class="preview-fault" role="alert" data-preview-fault hidden>'
    "<p><strong>Chưa dựng được; trang dưới đây là bản trước.</strong></p><pre></pre></section>"
)
_TITLES = {Level.ERROR: "Lỗi", Level.WARNING: "Nhắc"}


@dataclass(frozen=True, slots=True)
class PageNotes:
    """
    What a preview says on one page.

    ``page`` is its path, ``source`` the file that it is made of ("" for a list), ``lines`` that
    file's lines; ``badges`` are marks by the addresses of links, ``said`` counts the problems of the whole
    portal; ``edit`` leads to the editor or is ""; ``version`` is "" on a page that will not change by itself.
    """

    root: str = ""
    page: str = ""
    source: str = ""
    mark: str = ""
    problems: Sequence[Problem] = ()
    lines: Sequence[str] = ()
    badges: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    edit: str = ""
    version: str = ""


def with_overlay(html: str, words: PageNotes) -> str:
    """Return a page with all that the preview says on it; every word of the page itself stays."""
    placed = _places(html, words)
    html = _with_badges(_with_marks(html, words, placed), words.badges)
    inside = "main" if re.search(r"<main\b", html) else "body"
    html = _after(html, inside, _problem_list(words, placed))
    html = _after(html, "body", _band(words) + (_FAULT if words.version else ""))
    sheet = f'<link rel="stylesheet" href="{words.root}/{FILES}preview.css">'
    more = _script(words) if words.version else '<meta name="robots" content="noindex, nofollow">'
    return _before(html, "</head>", sheet + more)


def _script(words: PageNotes) -> str:
    facts = {"root": words.root, "page": words.page, "source": words.source, "version": words.version}
    told = "".join(f' data-preview-{name}="{escape(value)}"' for name, value in facts.items())
    return f'<script type="module" src="{words.root}/{FILES}live.js"{told}></script>'


def _after(html: str, name: str, more: str) -> str:
    """Return a page with more behind its first start tag of a name; before everything if there is none."""
    found = re.search(rf"<{name}\b[^>]*>", html) if more else None
    place = found.end() if found else 0
    return html[:place] + more + html[place:]


def _before(html: str, tag: str, more: str) -> str:
    place = max(html.find(tag), 0)
    return html[:place] + more + html[place:]


def badge(mark: str) -> str:
    """Return a mark as HTML."""
    return f'<span class="preview-badge">{escape(mark)}</span>'


def _with_badges(html: str, badges: Mapping[str, str]) -> str:
    """
    Return a page whose links to what is not public say so.

    A link of many parts may be laid out as a whole, so the mark is one part more.

    >>> _with_badges('<a href="/a/#x">Bài</a>. <a href="/a/"><img></a>', {"/a/": "Nháp"})
    '<a href="/a/#x">Bài</a> <span class="preview-badge">Nháp</span>. <a href="/a/"><img></a>'
    >>> _with_badges('<a href="/a/"><b>Bài</b></a>', {"/a/": "Nháp"})
    '<a href="/a/"><b>Bài</b> <span class="preview-badge">Nháp</span></a>'
    """
    if not any(href in html for href in badges):
        return html

    def marked(link: re.Match[str]) -> str:
        mark = badges.get(unescape(link[1]))
        if not mark or not _MARKUP.sub("", link[2]).strip():
            return link[0]
        if "<" not in link[2]:
            return f"{link[0]} {badge(mark)}"
        return f"{link[0].removesuffix('</a>')} {badge(mark)}</a>"

    return _LINK.sub(marked, html)


def _with_marks(html: str, words: PageNotes, placed: Mapping[int, int]) -> str:
    """Return a page with problems beside the words that they are about."""
    for number in sorted(placed, key=lambda one: (placed[one], one), reverse=True):
        problem, place = words.problems[number], placed[number]
        said = f"{_TITLES[problem.level]}, dòng {problem.line}: {problem.message}"
        kind = problem.level.name.lower()
        mark = f'<strong class="preview-mark preview-mark--{kind}" id="{_anchor(number)}">{escape(said)}</strong> '
        html = html[:place] + mark + html[place:]
    return html


def _places(html: str, words: PageNotes) -> dict[int, int]:
    """Return where in a page each problem belongs, by its number, for those of which that is known."""
    if not words.problems:
        return {}
    found = blocks(html)
    places = (place_of(words.lines, problem.line, found) for problem in words.problems)
    return {number: place for number, place in enumerate(places) if place is not None}


def _anchor(number: int) -> str:
    return f"xem-thu-cho-{number + 1}"


def _band(words: PageNotes) -> str:
    parts = [f"<strong>{NAME}</strong>"]
    parts += [badge(words.mark)] if words.mark else []
    parts.append(f'<a href="{words.root}/{OVERVIEW}" data-preview-said>{escape(words.said)}</a>')
    parts += [f'<a href="{escape(words.edit)}">Sửa bài này</a>'] if words.edit else []
    return f'<aside class="preview-band" aria-label="{NAME}"><p>{" ".join(parts)}</p></aside>'


def _problem_list(words: PageNotes, placed: Mapping[int, int]) -> str:
    """Return the problems of a page's article, each with its line and, where it is known, a way to its place."""
    if not words.problems:
        return ""
    title = "Bài này còn lỗi, chưa đăng được" if _faulty(words.problems) else "Nên xem lại"
    items = "".join(
        f"<li>{problem_html(problem)} {_line(words, number, number in placed)}</li>"
        for number, problem in enumerate(words.problems)
    )
    return (
        f'<section class="preview-problems" aria-labelledby="xem-thu-van-de"><h2 id="xem-thu-van-de">{title}</h2>'
        f'<p class="preview-problems__file">{escape(words.source)}</p><ol>{items}</ol></section>'
    )


def _faulty(problems: Sequence[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def problem_html(problem: Problem) -> str:
    """Return what is to be said of a problem, without its file."""
    place = f" dòng {problem.line}:" if problem.line else ""
    kind = problem.level.name.lower()
    return (
        f'<strong class="preview-level preview-level--{kind}">{_TITLES[problem.level]}</strong>{place} '
        f"{escape(problem.message)} <code>{escape(problem.code)}</code>"
    )


def _line(words: PageNotes, number: int, placed: bool) -> str:
    """Return the line that a problem is about, as it is written; it leads to its place on the page."""
    line = words.problems[number].line
    written = words.lines[line - 1].strip() if 1 <= line <= len(words.lines) else ""
    short = written if len(written) <= 120 else f"{written[:119]}…"
    if not short:
        return ""
    quoted = f"<q>{escape(short)}</q>"
    return f'<a href="#{_anchor(number)}">{quoted}</a>' if placed else quoted
