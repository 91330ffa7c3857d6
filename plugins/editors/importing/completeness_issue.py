"""Check that an imported article has every word of its source, and tell the editor which it has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.completeness import (
    LostWords,
    SourceLine,
    comparable_words,
    lost_words,
    words_of_markdown,
)
from plugins.editors.importing.imported_article import ImportedArticle, ImportIssue, IssueKind
from plugins.editors.importing.note_words import LOST
from plugins.editors.importing.oldsite.page_text import region_of_article
from plugins.editors.importing.oldsite.printed_dates import only_says_date
from plugins.header.fields import label

# A page number or a lone letter that was read in another way is nothing to tell.
_NOISE = 0
_MOST_RUNS, _MOST_WORDS_OF_RUN = 12, 12
_TELLING = (IssueKind.DROPPED, IssueKind.FAILED)


def checked_page(imported: ImportedArticle, lines: Sequence[str]) -> ImportedArticle:
    """
    Return an article with the issues about what it lost of the lines of its page.

    Between the first and the last line of the article nothing may be lost; what stands before and behind is told
    by its first words. The line that gave the article its day is no loss: its label says nothing more.
    """
    lines = [line for line in lines if not only_says_date(line, imported.date)]
    region = region_of_article(lines, words_of_markdown(_text(replace(imported, title="", lead=""))))
    around = (("trước", region.before), ("sau", region.behind))
    kept = set(comparable_words(kept_text(imported)))
    cut = [
        (side, [line for line in lines if not kept.issuperset(comparable_words(line))])
        for side, lines in around
    ]
    issues = [_cut_issue(side, lines) for side, lines in cut if lines]
    return checked(imported, region.within).with_issues(*issues)


def _cut_issue(side: str, lines: Sequence[str]) -> ImportIssue:
    whole = " / ".join(lines).split()
    message = f"phần {side} bài trên trang cũ không vào bài ({len(whole)} chữ), bắt đầu: “{_beginning(' '.join(whole))}”."
    return ImportIssue(IssueKind.DROPPED, message)


def checked(imported: ImportedArticle, lines: Sequence[SourceLine], words: str = "") -> ImportedArticle:
    """
    Return an article with the issue about what it lost of its source's lines at the head of its issues.

    ``words`` are those of the article, "" where they have not been written yet (``article_words``).
    """
    lost = lost_words(lines, kept_text(imported, words))
    if lost.count <= _NOISE:
        return imported
    issue = ImportIssue(IssueKind.LOST, lost_message(lost))
    return replace(imported, issues=(issue, *imported.issues))


def lost_message(lost: LostWords) -> str:
    """
    Return what an editor is told of lost words: how many, and the beginning of each run of them.

    >>> lost_message(LostWords(("Trời mưa",), 2))
    'đối chiếu với nguồn: 2 chữ không có trong bài, cũng chưa được kể ở mục nào: “Trời mưa”. Mở nguồn, chép lại chỗ thiếu.'
    """
    runs = "; ".join(f"“{_beginning(run)}”" for run in lost.runs[:_MOST_RUNS])
    more = f"; và {len(lost.runs) - _MOST_RUNS} chỗ nữa" if len(lost.runs) > _MOST_RUNS else ""
    return (
        f"{LOST}: {lost.count} chữ không có trong bài, cũng chưa được kể ở mục nào: {runs}{more}. "
        "Mở nguồn, chép lại chỗ thiếu."
    )


def _beginning(run: str) -> str:
    words = run.split()
    rest = len(words) - _MOST_WORDS_OF_RUN
    return " ".join(words[:_MOST_WORDS_OF_RUN]) + (f" … (còn {rest} chữ)" if rest > 0 else "")


def kept_text(imported: ImportedArticle, words: str = "") -> str:
    """Return the words of an article, written now if they are not given, and those of the source that an issue tells."""
    told = (_quoted(issue.message) for issue in imported.issues if issue.kind in _TELLING)
    return "\n".join((words or article_words(imported), *told))


def article_words(imported: ImportedArticle) -> str:
    """Return all words that the article's file will have."""
    return words_of_markdown(_text(imported))


def _text(imported: ImportedArticle) -> str:
    """Return the values of the header and the body of an article's file: its labels and its note are ours."""
    names: dict[str, str] = defaultdict(str)
    text = article_file(replace(imported, issues=()), names).text
    header, _, rest = text.partition("\n\n<!--\n")
    values = [
        line.partition(": ")[2] for line in header.split("\n") if not line.startswith(f"{label('status')}:")
    ]
    return "\n".join((*values, rest.partition("\n-->\n")[2]))


def _quoted(message: str) -> str:
    """Return what a message quotes, from its first quotation mark to its last."""
    return message[message.find("“") + 1 : message.rfind("”")] if "“" in message else ""
