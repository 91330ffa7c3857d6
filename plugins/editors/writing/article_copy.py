"""Duplicate an article: the same words, as a new draft of today that nobody approved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from plugins.article.facts import Status
from plugins.editors.desk.new_article import new_article_slug
from plugins.editors.writing.header_text import header_text, with_fields
from plugins.vietnamese.date_texts import short

# What belongs to the one article that it was written for: its addresses, its approval, its story.
NOT_COPIED = (
    *("slug", "old_addresses", "save_as", "url"),
    *("submitted", "returned", "approver", "approved", "approved_text"),
    *("modified", "change_note", "corrections", "withdrawal_reason"),
)


@dataclass(frozen=True, slots=True)
class ArticleCopy:
    """A copy of an article: its path, and its text."""

    path: str
    text: str


def article_copy(
    path: str, text: str, title: str, home: str, day: date, taken: Collection[str]
) -> ArticleCopy | None:
    """
    Return a copy of an article under another title, None where its header cannot be read.

    It lies beside the article, where photos and files are found by their names. ``home`` is the folder in which new articles of
    its section lie, "" for a standing page; all paths are below the content folder.

    >>> copy = article_copy("bai-viet/tin/2023/a.md", "Tiêu đề: A\\nNgày đăng: 1/2/2023\\nNgười duyệt: B\\n\\nC", "Họp", "bai-viet/tin/2024", date(2024, 3, 5), [])
    >>> copy.path, copy.text
    ('bai-viet/tin/2023/hop.md', 'Tiêu đề: Họp\\nNgày đăng: 05/03/2024\\nTrạng thái: nháp\\n\\nC')
    """
    if not header_text(path, text).readable:
        return None
    folder = path.rpartition("/")[0]
    # Free where it lies, and where articles of its address lie.
    folders = [folder, home] if home else [folder]
    fields = {**dict.fromkeys(NOT_COPIED, ""), "title": title, "status": Status.DRAFT.value}
    if home:
        fields["date"] = short(day)
    return ArticleCopy(
        f"{folder}/{new_article_slug(title, folders, taken)}.md", with_fields(path, text, fields)
    )
