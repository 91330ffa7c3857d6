"""
Part the documents of a portal: the plans with their consultations, and the library of all others.

A part has its page, its files, its feed and its words, all made from the one table here. A document belongs to the first
part that takes it, so to exactly one. Only the standard library is imported: the table of HTTP headers reads this too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from plugins.article.document_kinds import is_draft_kind, is_plan, is_submission
from plugins.article.reserved_slugs import OwnSlug


class Document(Protocol):
    """What of a document's facts decides where it belongs: its kind, and the period that it plans for, or ""."""

    @property
    def kind(self) -> str:
        """The kind of document, as the editor wrote it."""

    @property
    def period(self) -> str:
        """The period, as the editor wrote it."""


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """
    A part of the documents: its own ``slug``, its ``title`` and what its page says of itself.

    ``whole`` is what people call all of it ("tải cả sổ"), ``found_by`` what a search finds its page by, ``called`` its other
    names; ``takes`` tells whether a document that no part before it took belongs to it.
    """

    slug: str
    title: str
    description: str
    whole: str
    found_by: str
    takes: Callable[[Document], bool]
    called: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address of its page, below the root."""
        return f"{self.slug}/"

    def file(self, ending: str) -> str:
        """Return the address of its file of a kind ("csv"), below the root."""
        return f"{self.address}{self.slug}.{ending}"


def _plans(document: Document) -> bool:
    """Tell whether a document plans: its kind says so, it is on its way to be decided, or it names the period it is made for."""
    kind = document.kind
    return is_plan(kind) or is_draft_kind(kind) or is_submission(kind) or bool(document.period)


PLANS = RegisterPart(
    slug=OwnSlug.PLANS.value,
    title="Sổ quy hoạch",
    description="Chiến lược, quy hoạch, kế hoạch và các đợt lấy ý kiến, kèm số hiệu, ngày ban hành và tệp văn bản.",
    whole="sổ",
    found_by="Tra cứu chiến lược, quy hoạch, kế hoạch, dự thảo lấy ý kiến và văn bản đã ban hành",
    takes=_plans,
)
LIBRARY = RegisterPart(
    slug=OwnSlug.LIBRARY.value,
    title="Văn bản",
    description="Quyết định, nghị quyết, thông báo, công văn, kế hoạch và các văn bản khác, kèm số hiệu, ngày ban hành, "
    "hiệu lực và tệp để tải.",
    whole="mục",
    found_by="Tra cứu văn bản: quyết định, nghị quyết, thông báo, công văn, kế hoạch, hướng dẫn theo số hiệu, cơ quan "
    "ban hành, lĩnh vực và hiệu lực",
    takes=lambda document: True,
    called=(
        "thư viện văn bản",
        "kho văn bản",
        "danh mục văn bản",
        "tra cứu văn bản",
        "văn bản mới",
        "văn bản mới ban hành",
    ),
)
# The last one takes what is left.
PARTS = (PLANS, LIBRARY)
# What a part is offered as beside its page: a table, data, a calendar.
CALENDAR = "ics"
FILE_ENDINGS = ("csv", "json", CALENDAR)


def register_part_of(document: Document) -> RegisterPart:
    """
    Return the part that a document belongs to.

    >>> from plugins.article.facts import RegisterFacts
    >>> [register_part_of(RegisterFacts(kind)).slug for kind in ("Quy hoạch", "Dự thảo Quyết định", "Công văn")]
    ['so-quy-hoach', 'so-quy-hoach', 'van-ban']
    >>> [register_part_of(RegisterFacts("Quyết định", period=period)).slug for period in ("", "2021–2030")]
    ['van-ban', 'so-quy-hoach']
    """
    return next(part for part in PARTS if part.takes(document))


def register_parts_of(documents: Iterable[Document]) -> tuple[RegisterPart, ...]:
    """Return the parts to which at least one document belongs, in the order of the table."""
    found = {register_part_of(document).slug for document in documents}
    return tuple(part for part in PARTS if part.slug in found)
