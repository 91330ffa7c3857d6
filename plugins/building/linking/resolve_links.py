"""Resolve the links of an article: links get addresses, photos and attachments publication plans, in place of placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from itertools import cycle
from pathlib import PurePosixPath

from plugins.article.document_kinds import is_submission, was_signed
from plugins.article.facts import Article, FileReference, Tag
from plugins.building.edition.link_targets import is_own_address, path_and_anchor
from plugins.building.incremental.build_cache import CachedLinks, LeadPhoto, OwnLink
from plugins.building.linking.header_links import written_addresses
from plugins.building.linking.media_plans import MediaPlans
from plugins.category.registry import Sections
from plugins.lifecycle.outcome import NOT_PUBLIC_YET, Outcome
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.attachments import Attachment
from plugins.media.fault import MediaFault
from plugins.media.library import Library
from plugins.media.markup import ALBUM_SIZES, BODY_SIZES, EmbeddedPicture, picture_html
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
    own_target,
    resolve_reference,
    resolve_whole_address,
)
from plugins.media.sizes import PublishedPicture
from plugins.memory.digest import value_digest
from plugins.pages import addresses
from plugins.pages.view_parts import File
from plugins.problems import Problem, error, warning
from plugins.prose.body import PICTURE_KINDS, PLACEHOLDER, Reference, ReferenceKind
from plugins.prose.picture_classes import declared
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.slugs import slugify


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """
    Everything that a link may lead to: files, lists, and articles with their addresses and outcomes.

    ``articles``, ``addresses`` and ``outcomes`` are by the article's path below content/; ``root`` is the
    path before every address of the site, ``siteurl`` its own address; ``author_page`` returns the address of the page of an author's name. Without ``with_photos`` no picture is published. ``tags_apart`` are the
    tags whose slug is not that of their name, ``plugin_classes`` classes of pictures that plugins declare; ``kept_files``
    are the files that the output has as content/ has them, or settings.
    """

    library: Library
    media: MediaPlans
    sections: Sections
    addresses: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    root: str
    articles: Mapping[str, Article]
    author_page: Callable[[str], str]
    with_photos: bool = True
    tags_apart: Mapping[str, Tag] = field(default_factory=dict)
    plugin_classes: Collection[str] = ()
    siteurl: str = ""
    kept_files: Collection[str] = ()

    def fingerprint_of(self, path: str) -> str:
        """Return what changes whenever a link to an article or file of content/ would; "" if that is not known."""
        article = self.articles.get(path)
        if article is None:
            return self.library.stamps.get(path, "")
        address, outcome = self.addresses.get(path, ""), self.outcomes[path]
        day = str(article.date) if outcome is Outcome.SCHEDULED else ""
        return value_digest((address, outcome.value, article.body.anchors, day, doubt_of_document(article)))


def link_article(
    article: Article,
    targets: LinkTargets,
    reading_key: str = "",
    dead_addresses: frozenset[str] = frozenset(),
) -> CachedLinks:
    """
    Resolve the links and media of an article.

    ``reading_key`` is the key of the article's reading; ``dead_addresses`` are addresses of this site that
    are known to lead nowhere: links to them stay empty.
    """
    return _Linker(article, targets, dead_addresses).link(reading_key)


# As plugins/prose/figures.py makes it: figures alone stand in it.
_ALBUM = re.compile(r'(<div class="album">.*?</div>)', re.DOTALL)


def fill_body(html: str, fillings: Sequence[str | EmbeddedPicture], root: str) -> str:
    """Return a body with every placeholder filled; ``root`` is the path before every address of the site."""

    def filling(sizes: str, placeholder: re.Match[str]) -> str:
        content = fillings[int(placeholder[1])]
        return picture_html(content, root, sizes) if isinstance(content, EmbeddedPicture) else content

    # Every second part is an album.
    ways = cycle((BODY_SIZES, ALBUM_SIZES))
    parts = zip(_ALBUM.split(html), ways, strict=False)
    return "".join(PLACEHOLDER.sub(partial(filling, sizes), part) for part, sizes in parts)


@dataclass(slots=True)
class _Linker:
    """Fills the placeholders of one article's body, and gathers its problems and what must be published with it."""

    article: Article
    targets: LinkTargets
    dead_addresses: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    first_photo: LeadPhoto | None = None
    has_lead: bool = False
    attachments: dict[str, Attachment] = field(default_factory=dict)
    own_links: dict[str, OwnLink] = field(default_factory=dict)
    linked_paths: set[str] = field(default_factory=set)
    looked_up: set[str] = field(default_factory=set)

    @property
    def _below(self) -> str:
        return self.article.path.partition("/")[2]

    def _error(self, line: int, code: str, message: str) -> None:
        self.problems.append(error(self.article.path, line, code, message))

    def _remind(self, line: int, message: str) -> None:
        if message:
            self.problems.append(warning(self.article.path, line, "ten-tep", message))

    def _picture(self, path: str, line: int, *, original: bool = False) -> PublishedPicture | None:
        """
        Plan a picture for publication, in sizes to be shown, or as it is where ``original`` is true.

        Returns None where photos are not published, or, with a problem, if this one cannot be.
        """
        if not self.targets.with_photos:
            return None
        plan = self.targets.media.picture(path)
        if isinstance(plan, MediaFault):
            self._error(line, plan.code, plan.message)
            return None
        if plan.reminder and path not in self.pictures | self.originals:
            self.problems.append(warning(self.article.path, line, "anh-thu-nho", plan.reminder))
        (self.originals if original else self.pictures).add(path)
        return plan.published.whole if original else plan.published

    def _attachment(self, path: str, line: int) -> Attachment | None:
        """Plan an attachment for publication; return None, and add a problem, if it cannot be published."""
        plan = self.targets.media.attachment(path)
        if isinstance(plan, MediaFault):
            self._error(line, plan.code, plan.message)
            return None
        if plan.reminder and path not in self.attachments:
            self.problems.append(warning(self.article.path, line, "tep-lo-thong-tin", plan.reminder))
        self.attachments[path] = plan
        return plan

    def _target(self, reference: Reference) -> ResolvedTarget | MediaFault:
        from_root = self._from_the_root(reference)
        if from_root is not reference:
            target = self._own_target(reference, from_root)
        else:
            target = resolve_reference(reference, self._below, self.targets.library)
        if not isinstance(target, WebTarget):
            self.looked_up |= names_sought(from_root)
        if isinstance(target, PictureTarget | FileTarget | ArticleTarget):
            self.linked_paths.add(target.path)
        return target

    def _from_the_root(self, reference: Reference) -> Reference:
        """Return a reference to the portal's own address, as a browser copies it, as one that begins at its root."""
        target, siteurl = reference.target.strip(), self.targets.siteurl
        if reference.kind in PICTURE_KINDS or not is_own_address(target, siteurl):
            return reference
        return replace(reference, target=target[len(siteurl) :] or "/")

    def _own_target(self, whole: Reference, from_root: Reference) -> ResolvedTarget | MediaFault:
        """Return what an address of the portal means that is written whole: a file of content/, else what the output has there."""
        written, targets = whole.target.strip(), self.targets
        meant = path_and_anchor(from_root.target, "index.html", "", "")
        if meant is None:
            # The check of the output takes it for another portal's.
            return WebTarget(written)
        target = resolve_whole_address(from_root, written, self._below, targets.library)
        is_plain_file = (
            isinstance(target, ArticleTarget)
            and target.path not in targets.outcomes
            and not target.path.lower().endswith(ARTICLE_ENDINGS)
        )
        if is_plain_file or meant[0] in targets.kept_files:
            return own_target(from_root.target, written)
        return target

    def link(self, reading_key: str) -> CachedLinks:
        """Fill every placeholder, and return all that was gathered."""
        cover = self._cover()
        self.has_lead = cover is not None
        fillings = tuple(self._filling(reference) for reference in self.article.body.references)
        photo = cover or self.first_photo
        files = self._header_attachments()
        result = self.article.register.result if self.article.register else None
        report = self._header_file(result.file) if result and result.file else None
        decision = self._decision(result.decision) if result and result.decision else ""
        header = self._header_addresses()
        return CachedLinks(
            reading_key=reading_key,
            links_key=value_digest((fillings, cover, photo, files, report, decision, header)),
            listed_links_key=value_digest((photo, files, report, decision, header)),
            fillings=fillings,
            target_fingerprints={
                path: self.targets.fingerprint_of(path) for path in sorted(self.linked_paths)
            },
            looked_up=tuple(sorted(self.looked_up)),
            pictures=tuple(sorted(self.pictures)),
            originals=tuple(sorted(self.originals)),
            attachments=tuple(self.attachments),
            own_links=tuple(self.own_links.values()),
            cover=cover,
            photo=photo,
            files=files,
            report=report,
            decision=decision,
            header_addresses=header,
            problems=tuple(self.problems),
        )

    def _filling(self, reference: Reference) -> str | EmbeddedPicture:
        """Return what takes the place of a placeholder of the body: an escaped text, or a picture."""
        target = self._target(reference)
        if isinstance(target, MediaFault):
            self._error(reference.line, target.code, target.message)
            return _omitted_picture(reference, named=True) if reference.kind in PICTURE_KINDS else ""
        if isinstance(target, PictureTarget | FileTarget | ArticleTarget):
            self._remind(reference.line, target.reminder)
        if reference.kind in PICTURE_KINDS:
            published = (
                self._picture(target.path, reference.line) if isinstance(target, PictureTarget) else None
            )
            if published is None:
                return _omitted_picture(reference)
            is_lead = not (self.has_lead or self.first_photo)
            self.first_photo = self.first_photo or LeadPhoto(published, reference.alt)
            is_figure = reference.kind is ReferenceKind.FIGURE
            classes = declared(reference.classes, self.targets.plugin_classes)
            return EmbeddedPicture(published, reference.alt, is_lead, is_figure, classes)
        return escape(self._address(target, reference), quote=True)

    def _address(self, target: object, reference: Reference) -> str:
        root = self.targets.root
        match target:
            case WebTarget(address):
                return address
            case AnchorTarget(anchor):
                return f"#{anchor}"
            case OwnTarget(address) if address in self.dead_addresses:
                return ""
            case OwnTarget(address, otherwise):
                written = reference.target.strip()
                self.own_links[address] = OwnLink(
                    address, reference.line, otherwise.code, otherwise.message, written
                )
                return f"{root}{address}" if written == address else written
            case PictureTarget(path):
                return self._picture_address(path, reference)
            case FileTarget(path):
                plan = self._attachment(path, reference.line)
                return addresses.href(root, plan.address) if plan else ""
            case ListTarget(kind, name):
                return self._list_address(kind, name, reference)
            case ArticleTarget(path, anchor):
                return self._article_address(path, anchor, reference.line)
        raise TypeError(f"no address for {target!r}")

    def _picture_address(self, path: str, reference: Reference) -> str:
        """Return the address of a picture that is linked to: its largest size around a picture, the original behind words."""
        published = self._picture(path, reference.line, original=reference.kind is ReferenceKind.ADDRESS)
        return addresses.href(self.targets.root, published.largest.address) if published else ""

    def _list_address(self, kind: str, name: str, reference: Reference) -> str:
        root = self.targets.root
        if kind == "category":
            section = self.targets.sections.find(name) or self.targets.sections.by_path.get(slugify(name))
            if section is None:
                message = f"không có chuyên mục “{name}”. Sửa tên trong liên kết."
                self._error(reference.line, "lien-ket-chet", message)
                return ""
            return addresses.href(root, addresses.section(section.path))
        if kind == "author":
            return self._page_of_name(self.targets.author_page(name), f"tác giả “{name}”", reference)
        if kind == "tag":
            tag = self.targets.tags_apart.get(name)
            slug = tag.slug if tag else slugify(name)
            page = f"{addresses.TAGS}{slug}/" if slug else addresses.TAGS
            return self._page_of_name(page, f"thẻ “{name}”", reference)
        return addresses.href(root, addresses.ARCHIVE if kind == "archives" else "")

    def _page_of_name(self, page: str, what: str, reference: Reference) -> str:
        """Return the address of an author's or a tag's page: it has one where a public article names it, which is known last."""
        address = addresses.href("", page)
        if address in self.dead_addresses:
            return ""
        message = f"cổng không có trang của {what}. Sửa tên trong liên kết, hoặc bỏ liên kết."
        self.own_links[address] = OwnLink(address, reference.line, "lien-ket-chet", message, address)
        return f"{self.targets.root}{address}"

    def _article_address(self, path: str, anchor: str, line: int) -> str:
        outcome = self.targets.outcomes.get(path)
        name = PurePosixPath(path).name
        if outcome in NOT_PUBLIC_YET:
            self._report_not_public(path, outcome, line)
        elif outcome is Outcome.REJECTED or path not in self.targets.addresses:
            self._error(line, "lien-ket-loi", f"liên kết tới “{name}”, bài này đang lỗi. Sửa bài đó trước.")
        if path not in self.targets.addresses:
            return ""
        href = addresses.href(self.targets.root, self.targets.addresses[path])
        anchors = self.targets.articles[path].body.anchors
        if anchor in anchors:
            return f"{href}#{anchor}"
        if anchor and outcome is not Outcome.REJECTED:
            near = nearest(anchor, anchors, 1)
            hint = (
                f"Ý bạn là “#{near[0]}”?" if near else "Bỏ phần sau dấu #, hoặc sửa theo tiêu đề của bài đó."
            )
            self._error(line, "neo-chet", f"“{name}” không có mục “#{anchor}”. {hint}")
        return href

    def _is_public_by_then(self, path: str) -> bool:
        """Return whether a scheduled article will be public when this one, scheduled too, is."""
        if not self.targets.outcomes.get(self._below) == self.targets.outcomes[path] == Outcome.SCHEDULED:
            return False
        own, other = self.article.date, self.targets.articles[path].date
        return own is not None and other is not None and other <= own

    def _report_not_public(self, path: str, outcome: Outcome | None, line: int) -> None:
        """Add the problem of a link to what is not public yet: an error in a public article, else a reminder."""
        # What is said hangs on whether this article is public by now.
        self.linked_paths.add(self._below)
        if self._is_public_by_then(path):
            return
        name = PurePosixPath(path).name
        what = "bản nháp" if outcome is Outcome.DRAFT else "bài hẹn giờ"
        message = f"liên kết tới {what} “{name}” (chưa công bố). Bỏ liên kết hoặc đợi bài được đăng."
        if self.targets.outcomes.get(self._below) in NOT_PUBLIC_YET:
            self.problems.append(warning(self.article.path, line, "lien-ket-nhap", message))
        else:
            self._error(line, "lien-ket-nhap", message)

    def _cover(self) -> LeadPhoto | None:
        """Return the lead photo that the header names, with its publication plan."""
        cover = self.article.cover
        if cover is None:
            return None
        target = self._target(Reference(ReferenceKind.PICTURE, cover.target, cover.line))
        if not isinstance(target, PictureTarget):
            if isinstance(target, MediaFault):
                self._error(cover.line, target.code, target.message)
            return None
        self._remind(cover.line, target.reminder)
        published = self._picture(target.path, cover.line)
        alt = cover.alt or cover.caption
        return LeadPhoto(published, alt, cover.caption, cover.credit, cover.focus) if published else None

    def _header_attachments(self) -> tuple[File, ...]:
        """Return the attachments that the header names."""
        return tuple(file for wanted in self.article.attachments if (file := self._header_file(wanted)))

    def _header_file(self, wanted: FileReference) -> File | None:
        """Return a document that the header names; None, with a problem, for what is none."""
        target = self._target(Reference(ReferenceKind.ADDRESS, wanted.target, wanted.line))
        fault = target.otherwise if isinstance(target, OwnTarget) else target
        if isinstance(fault, MediaFault):
            several = re.search(r"\.\w{2,5}\s*,", wanted.target) is not None
            hint = " Nhiều tệp thì ngăn bằng dấu “;”." if several else ""
            self._error(wanted.line, fault.code, f"{fault.message}{hint}")
        elif not isinstance(target, FileTarget):
            message = f"“{wanted.target[:80]}” không phải tệp đính kèm. {_way_to_show(target)}"
            self._error(wanted.line, "loai-tep-la", message)
        elif plan := self._attachment(target.path, wanted.line):
            self._remind(wanted.line, target.reminder)
            href = addresses.href(self.targets.root, plan.address)
            file_name = plan.name if wanted.title else ""
            return File(wanted.title or plan.name, href, plan.kind, plan.size, plan.pages, file_name)
        return None

    def _header_addresses(self) -> dict[str, str]:
        """Return where addresses of the portal that the header names lead, by their fields, where that is another than is written."""
        found: dict[str, str] = {}
        for name, written in written_addresses(self.article).items():
            if not is_own_address(written, self.targets.siteurl):
                continue
            line = self.article.lines.get(name, 1)
            reference = Reference(ReferenceKind.ADDRESS, written, line)
            target = self._target(reference)
            if isinstance(target, PictureTarget | FileTarget | ArticleTarget):
                self._remind(line, target.reminder)
            if (address := self._address(target, reference)) != written:
                found[name] = address
        return found

    def _decision(self, wanted: FileReference) -> str:
        """Return the address of the article of the document that was issued; "", with a problem, for what is none."""
        target = self._target(Reference(ReferenceKind.ADDRESS, wanted.target, wanted.line))
        fault = target.otherwise if isinstance(target, OwnTarget) else target
        if isinstance(fault, MediaFault):
            self._error(wanted.line, fault.code, fault.message)
        elif not isinstance(target, ArticleTarget) or target.path == self._below:
            message = f"“Văn bản được ban hành”: “{wanted.target[:80]}” không phải tệp của một bài khác. "
            self._error(wanted.line, "van-ban-ban-hanh", f"{message}Ghi tên tệp bài, ví dụ quyet-dinh-12.md.")
        elif self._article_address(target.path, "", wanted.line):
            if doubt := self._doubt_of_decision(target.path):
                message = f"“Văn bản được ban hành”: {PurePosixPath(target.path).name} {doubt}"
                self.problems.append(warning(self.article.path, wanted.line, "van-ban-ban-hanh", message))
            return self.targets.addresses[target.path]
        return ""

    def _doubt_of_decision(self, path: str) -> str:
        """Return why a public article may not be that of an issued document, and what to do; "" if it is."""
        if self.targets.outcomes.get(path) is Outcome.WITHDRAWN:
            return "đã bị thu hồi, bạn đọc không xem được văn bản. Ghi tệp bài khác, hoặc bỏ dòng này."
        return doubt_of_document(self.targets.articles[path])


def doubt_of_document(article: Article) -> str:
    """Return why an article is not that of a document which decides something, and what to do; "" if it is."""
    if article.register is None:
        return "không phải bài của văn bản đã ký. Ghi tệp bài của văn bản ấy, hoặc thêm “Loại văn bản”, “Số ký hiệu” vào bài đó."
    if was_signed(article.register.kind):
        return ""
    kind = "tờ trình" if is_submission(article.register.kind) else "dự thảo"
    return f"là bài của {kind}, không phải của văn bản đã ký. Ghi tên tệp bài của văn bản đã ký."


def _way_to_show(target: ResolvedTarget | MediaFault) -> str:
    """Return how an editor shows in the text what is no attachment."""
    if isinstance(target, PictureTarget):
        return "Là ảnh thì đặt vào thân bài: ![mô tả](tên-ảnh.jpg)."
    return "Là địa chỉ hay bài khác thì đặt liên kết trong thân bài: [chữ](địa chỉ)."


def _omitted_picture(picture: Reference, *, named: bool = False) -> str:
    """Return a photo's description in its place; ``named`` adds the photo's name, by which the editor's preview finds it."""
    name = f' data-photo-left-out="{escape(picture.target)}"' if named else ""
    return f'<span class="photo-left-out"{name}>{escape(picture.alt) or "Ảnh"}</span>'
