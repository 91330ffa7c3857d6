"""Render Markdown for an editor of the source: no typography, targets as written, footnotes in their places."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from plugins.problems.problem import Level
from plugins.prose.character_placeholders import placeholders_as_html
from plugins.prose.figures import with_figures
from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE, FootnotesInPlace
from plugins.prose.preprocess import prepare
from plugins.prose.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_TAGS
from plugins.vietnamese.letters import nfc

# No keyboard has it; a source that does is rendered by nobody but its author's text editor.
_SIGN = "\U000f4d4d"
_MARK = f"\n\n{_SIGN}\n\n"
_MARK_IN_HTML = re.compile(rf"<p>{_SIGN}</p>\n?")
_FILE = "content/bai.md"

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={
        "*": {*ALLOWED_ATTRIBUTES, NOTE_ATTRIBUTE},
        **{tag: set(names) for tag, names in ALLOWED_TAGS.items() if names},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


class _EditingTreeprocessor(Treeprocessor):
    """The last step of Python-Markdown for an editor: pictures that stand alone become figures, as on the page."""

    def run(self, root: Element) -> None:
        """Change a tree in place."""
        root[:] = with_figures(list(root))


class _OfThread(threading.local):
    """The parser of each thread: it holds the body that it reads, and the writing room answers several requests at once."""

    made: Markdown | None = None

    @property
    def parser(self) -> Markdown:
        """The parser of this thread, made when it is first wanted."""
        if self.made is None:
            from plugins.prose.parser import new_parser

            self.made = new_parser(_EditingTreeprocessor(), FootnotesInPlace())
            # An explanation that every page adds by itself is no part of the text.
            self.made.treeprocessors.deregister("abbr")
        return self.made


_OF_THREAD = _OfThread()


@lru_cache(maxsize=16)
def editing_html(source: str) -> str | None:
    """
    Return the HTML of a body for an editor, not yet cleaned; None for a source that cannot be read.

    >>> editing_html('Xem "[kế hoạch](ke hoach.docx)"[^1].\\n\\n[^1]: Số 5.')
    '<p>Xem "<a href="ke hoach.docx">kế hoạch</a>"<sup data-note="1">1</sup>.</p>\\n<section data-note="1">\\n<p>Số 5.</p>\\n</section>'
    """
    prepared = prepare(source, 1, _FILE)
    if any(problem.level is Level.ERROR for problem in prepared.problems) or not prepared.readable:
        return None
    try:
        html = _OF_THREAD.parser.reset().convert(prepared.text)
    except RecursionError:
        return None
    return nfc(placeholders_as_html(html))


def editing_html_of_parts(parts: Sequence[str]) -> list[str] | None:
    """
    Return the HTML of each part of a body, which know each other's footnotes and link definitions, but do not run together.

    None for parts that cannot be told apart once they are rendered, or cannot be read.

    >>> editing_html_of_parts(["- a", "- b"])
    ['<ul>\\n<li>a</li>\\n</ul>\\n', '<ul>\\n<li>b</li>\\n</ul>']
    """
    if not parts or any(_SIGN in part for part in parts):
        return None if parts else []
    html = editing_html(_MARK.join(parts))
    found = _MARK_IN_HTML.split(html) if html is not None else []
    return found if len(found) == len(parts) else None


def cleaned_for_editing(html: str) -> str:
    """
    Return HTML of a body for an editor without any tag or attribute that an article may not have, all tags closed.

    >>> cleaned_for_editing('<p onclick="x()">a<sup data-note="1">1</sup><script>b</script>')
    '<p>a<sup data-note="1">1</sup></p>'
    """
    return _CLEANER.clean(html).replace("&nbsp;", "\u00a0")
