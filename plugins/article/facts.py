"""Define the facts of one article or standing page: what the file says, before anything is grouped or shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from plugins.article.place_names import PlaceName
from plugins.author.people import NOBODY, Byline
from plugins.prose.body import Body


class ArticleKind(StrEnum):
    """Whether a file is news or a standing page."""

    ARTICLE = "article"
    PAGE = "page"


class Status(StrEnum):
    """What the editor wants done with the article; the value is what editors write."""

    DRAFT = "nháp"
    IN_REVIEW = "chờ duyệt"
    PUBLISHED = "đăng"
    HIDDEN = "ẩn"
    WITHDRAWN = "thu hồi"


# What has no page, whatever its day; each other status shows its article to the public once its day has come.
KEPT_BACK = frozenset({Status.DRAFT, Status.IN_REVIEW})


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Where an article was taken from: a name, and an address or ""."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """
    The lead photo as written in the header: file, caption, alternative text, who took it ("Ảnh: Lê Hải").

    ``focus`` is what must be seen where lists cut it, as ``read_focus`` says, "" for the middle.
    """

    target: str
    line: int
    caption: str = ""
    alt: str = ""
    credit: str = ""
    focus: str = ""


@dataclass(frozen=True, slots=True)
class FileReference:
    """A file or page that the header names, the line it stands on, and the title that readers see, "" for the file's name."""

    target: str
    line: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A keyword and the last part of the address of its page."""

    name: str
    slug: str


class ChangeKind(StrEnum):
    """Whether an article was brought up to date or put right."""

    UPDATE = "update"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What was changed in an article after it was published: when, and what, in words for readers or ""."""

    kind: ChangeKind
    moment: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included; either end may be open."""

    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class ResponseWays:
    """Where opinions on a draft may be sent: an agency, its mailbox, postal address and telephone, a form of the web; "" for none."""

    agency: str = ""
    email: str = ""
    address: str = ""
    phone: str = ""
    form: str = ""

    @property
    def any(self) -> bool:
        """Whether an opinion can be sent at all."""
        return bool(self.email or self.address or self.phone or self.form)


@dataclass(frozen=True, slots=True)
class ConsultationResult:
    """
    What came of a consultation: how many opinions, what was heard and done as a text or a file, the document that was issued.

    ``decision`` names the article of that document, ``decided`` is its day of issue, known once that article is;
    ``published`` is the day on which the public was told.
    """

    opinions: int | None = None
    text: str = ""
    file: FileReference | None = None
    decision: FileReference | None = None
    published: date | None = None
    decided: date | None = None

    @property
    def is_decision_alone(self) -> bool:
        """Whether nothing else than the issued document tells what came of it, on no day of its own."""
        return bool(self.decision and not (self.text or self.file or self.published))

    @property
    def known_from(self) -> date | None:
        """The day from which it is known what came of it, None where no day is: what a document alone tells is known once that is issued."""
        return self.decided if self.is_decision_alone else self.published


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """
    What makes an article an entry of the register: a plan, or a document of the library of all others.

    ``in_force_to`` is the first day on which a document is in force no more; ``replaced_by`` and ``repealed_by`` name the
    documents that ended it, ``replaces`` those that it ended; ``field`` is its field of life, ``area`` where it applies; ``ways`` are those to take part in its
    consultation, ``result`` is what came of it; ``signer`` is who signed it, with the position that he holds if it is written;
    ``issue_place`` is the place that stands before its day, ``recipients`` are those to whom it was sent.
    """

    kind: str
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    period: str = ""
    consultation: Span | None = None
    disclosure: Span | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str = ""
    repealed_by: str = ""
    field: str = ""
    area: str = ""
    ways: ResponseWays | None = None
    result: ConsultationResult | None = None
    signer: str = ""
    replaces: str = ""
    issue_place: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def concluded(self) -> bool:
        """Whether it is known what came of the consultation: how many wrote alone is no result."""
        found = self.result
        return found is not None and bool(found.text or found.file or found.decision)


@dataclass(frozen=True, slots=True)
class Article:
    """
    The facts of one file.

    ``section`` is a section's slug path ("tin-tuc/xa-hoi"; "" for a standing page);
    ``date`` and ``modified`` are aware instants (for a page without a date, None); ``changes``
    say what was done, the newest first;
    ``submitted``, ``submitted_by``, ``returned`` and ``approver`` are of the editors' workflow, and no page shows them;
    ``slug`` is the wanted last part of the address, ``slug_given`` whether the editor wrote it;
    ``summary`` and ``title`` are plain text with typography applied; ``places`` have another name
    by now than in the article; ``documents`` are those of the portal that it points at, as they are written; ``communes`` are those it is about; ``extra`` holds header
    keys that are no field of ours, as stock Pelican articles have them.
    """

    path: str
    kind: ArticleKind
    title: str
    slug: str
    body: Body
    section: str = ""
    date: datetime | None = None
    modified: datetime | None = None
    changes: tuple[ArticleChange, ...] = ()
    withdrawal_reason: str = ""
    byline: Byline = NOBODY
    source: NamedSource | None = None
    summary: str = ""
    cover: Cover | None = None
    tags: tuple[Tag, ...] = ()
    communes: tuple[Tag, ...] = ()
    status: Status = Status.PUBLISHED
    submitted: datetime | None = None
    submitted_by: str = ""
    returned: str = ""
    approver: str = ""
    expires: datetime | None = None
    slug_given: bool = False
    save_as: str = ""
    old_addresses: tuple[str, ...] = ()
    attachments: tuple[FileReference, ...] = ()
    documents: tuple[FileReference, ...] = ()
    register: RegisterFacts | None = None
    places: tuple[PlaceName, ...] = ()
    lang: str = "vi"
    template: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
