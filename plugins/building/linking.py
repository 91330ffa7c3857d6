"""The holes of a body are filled: photos and files are planned, links get their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.article.facts import Article, ArticleKind
from plugins.building.incremental.build_cache import CachedLinks, OwnLink, Pictured
from plugins.building.media_plans import MediaPlans
from plugins.category.registry import Sections
from plugins.lifecycle.outcome import Outcome
from plugins.media import attachments
from plugins.media.fault import MediaFault
from plugins.media.library import Library
from plugins.media.markup import EmbeddedPicture
from plugins.media.resolve import (
    AnchorTarget,
    ArticleTarget,
    FileTarget,
    ListTarget,
    OwnTarget,
    PictureTarget,
    ResolvedTarget,
    WebTarget,
    names_sought,
    resolve,
)
from plugins.media.sizes import PublishedPicture
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.pages.views import File
from plugins.problems import Problem, error, warning
from plugins.prose.body import PICTURE_KINDS, Reference, ReferenceKind
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.slugs import slugify

WAITING = (Outcome.DRAFT, Outcome.SCHEDULED)


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """All that a link may lead to: addresses and ends by the article's path below content/, and media."""

    library: Library
    media: MediaPlans
    sections: Sections
    addresses: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    root: str
    articles: Mapping[str, Article]
    with_photos: bool = True

    def fingerprint_of(self, path: str) -> str:
        """Return what changes whenever a link to an article or file of content/ would; "" if that is not known."""
        article = self.articles.get(path)
        if article is None:
            return self.library.stamps.get(path, "")
        address, outcome = self.addresses.get(path, ""), self.outcomes[path]
        return digest([repr((address, outcome.value, article.body.anchors)).encode()])


@dataclass(slots=True)
class Linker:
    """
    Fills one article's holes; gathers its problems and what must be published with it.

    ``ends`` are addresses of this site that are known to lead nowhere: links to them stay empty.
    """

    article: Article
    places: LinkTargets
    ends: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    first: Pictured | None = None
    has_lead: bool = False
    files: dict[str, attachments.Attachment] = field(default_factory=dict)
    own: dict[str, OwnLink] = field(default_factory=dict)
    rests_on: set[str] = field(default_factory=set)
    sought: set[str] = field(default_factory=set)

    @property
    def _below(self) -> str:
        return self.article.path.partition("/")[2]

    def _fault(self, line: int, code: str, message: str) -> None:
        self.problems.append(error(self.article.path, line, code, message))

    def _remind(self, line: int, message: str) -> None:
        if message:
            self.problems.append(warning(self.article.path, line, "ten-tep", message))

    def picture(self, path: str, line: int, *, whole: bool = False) -> PublishedPicture | None:
        """
        Plan a picture for publication, in sizes to be shown or whole to be taken away.

        None where there are to be none, or, with a problem, if it cannot be.
        """
        if not self.places.with_photos:
            return None
        planned = self.places.media.picture(path)
        if isinstance(planned, MediaFault):
            self._fault(line, planned.code, planned.message)
            return None
        if planned.reminder and path not in self.pictures | self.whole:
            self.problems.append(warning(self.article.path, line, "anh-thu-nho", planned.reminder))
        (self.whole if whole else self.pictures).add(path)
        return planned.published.whole if whole else planned.published

    def file(self, path: str, line: int) -> attachments.Attachment | None:
        """Plan an attachment for publication; None, and a problem, if it cannot be."""
        planned = self.places.media.file(path)
        if isinstance(planned, MediaFault):
            self._fault(line, planned.code, planned.message)
            return None
        self.files[path] = planned
        return planned

    def _target(self, reference: Reference) -> ResolvedTarget | MediaFault:
        target = resolve(reference, self._below, self.places.library)
        self.sought |= names_sought(reference)
        if isinstance(target, PictureTarget | FileTarget | ArticleTarget):
            self.rests_on.add(target.path)
        return target

    def linked(self, reading: str) -> CachedLinks:
        """Fill every hole and return the outcome; ``reading`` is the digest of what the article says."""
        cover = self.cover()
        # A standing page shows no cover.
        self.has_lead = cover is not None and self.article.kind is ArticleKind.ARTICLE
        fillings = tuple(self.fill(reference) for reference in self.article.body.references)
        photo = cover or self.first
        files = self.attached()
        return CachedLinks(
            reading,
            digest([repr((fillings, cover, photo, files)).encode("utf-8", "surrogateescape")]),
            digest([repr((photo, files)).encode("utf-8", "surrogateescape")]),
            fillings,
            {path: self.places.fingerprint_of(path) for path in sorted(self.rests_on)},
            tuple(sorted(self.sought)),
            tuple(sorted(self.pictures)),
            tuple(sorted(self.whole)),
            tuple(self.files),
            tuple(self.own.values()),
            cover,
            photo,
            files,
            tuple(self.problems),
        )

    def fill(self, reference: Reference) -> str | EmbeddedPicture:
        """Return what a hole of the body holds: a text, escaped, or a picture."""
        target = self._target(reference)
        if isinstance(target, MediaFault):
            self._fault(reference.line, target.code, target.message)
            return _left_out(reference, named=True) if reference.kind in PICTURE_KINDS else ""
        if isinstance(target, PictureTarget | FileTarget | ArticleTarget):
            self._remind(reference.line, target.reminder)
        if reference.kind in PICTURE_KINDS:
            published = (
                self.picture(target.path, reference.line) if isinstance(target, PictureTarget) else None
            )
            if published is None:
                return _left_out(reference)
            leads = not (self.has_lead or self.first)
            self.first = self.first or Pictured(published, reference.alt)
            return EmbeddedPicture(published, reference.alt, leads, reference.kind is ReferenceKind.FIGURE)
        return escape(self._address(target, reference), quote=True)

    def _address(self, target: object, reference: Reference) -> str:
        root = self.places.root
        match target:
            case WebTarget(address):
                return address
            case AnchorTarget(anchor):
                return f"#{anchor}"
            case OwnTarget(address) if address in self.ends:
                return ""
            case OwnTarget(address, otherwise):
                self.own[address] = OwnLink(address, reference.line, otherwise.code, otherwise.message)
                return f"{root}{address}"
            case PictureTarget(path):
                return self._large(path, reference)
            case FileTarget(path):
                planned = self.file(path, reference.line)
                return addresses.href(root, planned.address) if planned else ""
            case ListTarget(kind, name):
                return self._list(kind, name, reference.line)
            case ArticleTarget(path, anchor):
                return self._article(path, anchor, reference.line)
        raise TypeError(f"no address for {target!r}")

    def _large(self, path: str, reference: Reference) -> str:
        """Return the address of a picture that is linked to: its largest size around a picture, itself behind words."""
        published = self.picture(path, reference.line, whole=reference.kind is ReferenceKind.ADDRESS)
        return addresses.href(self.places.root, published.largest.address) if published else ""

    def _list(self, kind: str, name: str, line: int) -> str:
        root = self.places.root
        if kind == "category":
            section = self.places.sections.find(name) or self.places.sections.by_path.get(slugify(name))
            if section is None:
                self._fault(line, "lien-ket-chet", f"không có chuyên mục “{name}”. Sửa tên trong liên kết.")
                return ""
            return addresses.href(root, addresses.section(section.path))
        bases = {"author": addresses.AUTHORS, "tag": addresses.TAGS}
        if kind in bases:
            return addresses.href(root, f"{bases[kind]}{slugify(name)}/")
        return addresses.href(root, addresses.ARCHIVE if kind == "archives" else "")

    def _article(self, path: str, anchor: str, line: int) -> str:
        outcome = self.places.outcomes.get(path)
        name = PurePosixPath(path).name
        if outcome in WAITING:
            self._not_public(name, outcome, line)
        elif outcome is Outcome.REJECTED or path not in self.places.addresses:
            self._fault(line, "lien-ket-loi", f"liên kết tới “{name}”, bài này đang lỗi. Sửa bài đó trước.")
        if path not in self.places.addresses:
            return ""
        href = addresses.href(self.places.root, self.places.addresses[path])
        anchors = self.places.articles[path].body.anchors
        if anchor in anchors:
            return f"{href}#{anchor}"
        if anchor and outcome is not Outcome.REJECTED:
            near = nearest(anchor, anchors, 1)
            hint = (
                f"Ý bạn là “#{near[0]}”?" if near else "Bỏ phần sau dấu #, hoặc sửa theo tiêu đề của bài đó."
            )
            self._fault(line, "neo-chet", f"“{name}” không có mục “#{anchor}”. {hint}")
        return href

    def _not_public(self, name: str, outcome: Outcome | None, line: int) -> None:
        """Tell of a link to what waits: a fault of what is public, a reminder of what waits itself."""
        what = "bản nháp" if outcome is Outcome.DRAFT else "bài hẹn giờ"
        message = f"liên kết tới {what} “{name}” (chưa công bố). Bỏ liên kết hoặc đợi bài được đăng."
        # When this article is public, the reminder is a fault.
        self.rests_on.add(self._below)
        if self.places.outcomes.get(self._below) in WAITING:
            self.problems.append(warning(self.article.path, line, "lien-ket-nhap", message))
        else:
            self._fault(line, "lien-ket-nhap", message)

    def cover(self) -> Pictured | None:
        """Return the lead photo of the header, planned."""
        cover = self.article.cover
        if cover is None:
            return None
        target = self._target(Reference(ReferenceKind.PICTURE, cover.target, cover.line))
        if not isinstance(target, PictureTarget):
            if isinstance(target, MediaFault):
                self._fault(cover.line, target.code, target.message)
            return None
        self._remind(cover.line, target.reminder)
        published = self.picture(target.path, cover.line)
        alt = cover.alt or cover.caption
        return Pictured(published, alt, cover.caption, cover.credit) if published else None

    def attached(self) -> tuple[File, ...]:
        """Return the attachments that the header names."""
        found = []
        for wanted in self.article.attachments:
            target = self._target(Reference(ReferenceKind.ADDRESS, wanted.target, wanted.line))
            if isinstance(target, MediaFault):
                self._fault(wanted.line, target.code, target.message)
            elif isinstance(target, FileTarget) and (planned := self.file(target.path, wanted.line)):
                href = addresses.href(self.places.root, planned.address)
                found.append(File(planned.name, href, planned.kind, planned.size, planned.pages))
        return tuple(found)


def _left_out(picture: Reference, *, named: bool = False) -> str:
    """Return a photo's description in its place; in a preview, whose photo it is may be asked."""
    name = f' data-photo-left-out="{escape(picture.target)}"' if named else ""
    return f'<span class="photo-left-out"{name}>{escape(picture.alt) or "Ảnh"}</span>'


def dead_own_links(
    article: Article, links: Iterable[OwnLink], pages: Mapping[str, frozenset[str] | None]
) -> Iterator[Problem]:
    """Yield an error for each address of this site that a body names and that has no page; see ``dead_ends``."""
    return (problem for _, problem in dead_ends(article, links, pages))


def dead_ends(
    article: Article, links: Iterable[OwnLink], pages: Mapping[str, frozenset[str] | None]
) -> Iterator[tuple[str, Problem]]:
    """
    Yield each address of this site that a body names and that has no page, and an error that says so.

    ``pages`` has the anchors of each page by its address, None where they are not known.
    """
    for link in links:
        parts = urlsplit(link.address)
        path, anchor = unquote(parts.path).lstrip("/"), unquote(parts.fragment)
        found = path if path in pages else f"{path}/"
        anchors = pages.get(found)
        if found not in pages:
            yield link.address, error(article.path, link.line, link.code, link.message)
        elif anchor and anchors is not None and anchor not in anchors:
            message = f"trang “{parts.path}” không có mục “#{anchor}”. Bỏ phần sau dấu #."
            yield link.address, error(article.path, link.line, "neo-chet", message)
