"""Plan how pictures and attachments are published; plans of unchanged files come from the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from plugins.building.incremental.build_cache import (
    BuildCache,
    CachedAttachment,
    CachedLinks,
    CachedPicture,
    LeadPhoto,
)
from plugins.building.sources.context import BuildContext
from plugins.media import attachments, picture_cache, picture_files
from plugins.media.fault import MediaFault
from plugins.media.library import Library
from plugins.media.markup import srcset
from plugins.media.output_folders import PICTURES
from plugins.media.sizes import MEDIA_TYPES, MODERN, PublishedPicture
from plugins.pages import addresses
from plugins.pages.view_parts import ImageSource, PhotoView, SharedPart
from plugins.problems.stop_build import StopBuild


@dataclass(frozen=True, slots=True)
class PictureInUse:
    """A picture that articles use: its path below content/, and its publication plan."""

    path: str
    plan: picture_files.PicturePlan


class MediaPlans:
    """The publication plans of the pictures and attachments of one content folder, each made once."""

    def __init__(self, library: Library, cache: BuildCache, *, clean: bool = False) -> None:
        self._library, self._clean = library, clean
        self._cached_pictures, self._cached_attachments = cache.pictures, cache.attachments
        self._pictures: dict[str, picture_files.PicturePlan | MediaFault] = {}
        self._attachments: dict[str, attachments.Attachment | MediaFault] = {}

    def picture(self, path: str) -> picture_files.PicturePlan | MediaFault:
        """Return the plan of a picture."""
        if path not in self._pictures:
            self._pictures[path] = self._plan_picture(path, self._library.open_path(path))
        return self._pictures[path]

    def _plan_picture(self, path: str, source: Path) -> picture_files.PicturePlan | MediaFault:
        stamp = self._library.stamps.get(path, "")
        cached = self._cached_pictures.get(path)
        if cached and cached.stamp == stamp:
            return picture_files.PicturePlan(source, cached.digest, cached.published, cached.reminder)
        plan = picture_files.plan_picture(source, path)
        if stamp and not isinstance(plan, MediaFault):
            row = CachedPicture(stamp, plan.digest, plan.published, plan.reminder)
            self._cached_pictures.put(path, row)
        return plan

    def is_known_broken(self, path: str) -> bool:
        """Return whether a picture was found to be broken in this build, when it was looked at or drawn."""
        return isinstance(self._pictures.get(path), MediaFault)

    def attachment(self, path: str) -> attachments.Attachment | MediaFault:
        """Return the plan of an attachment."""
        if path not in self._attachments:
            self._attachments[path] = self._plan_attachment(path, self._library.open_path(path))
        return self._attachments[path]

    def _plan_attachment(self, path: str, source: Path) -> attachments.Attachment | MediaFault:
        stamp = self._library.stamps.get(path, "")
        known = f"{stamp} clean" if stamp and self._clean else stamp
        cached = self._cached_attachments.get(path)
        if cached and cached.stamp == known:
            facts = (cached.address, cached.name, cached.kind, cached.size, cached.pages, cached.reminder)
            return attachments.Attachment(source, *facts, cached.is_cleaned)
        plan = attachments.plan_attachment(source, path, clean=self._clean)
        if stamp and not isinstance(plan, MediaFault):
            facts = (plan.address, plan.name, plan.kind, plan.size, plan.pages, plan.reminder)
            self._cached_attachments.put(path, CachedAttachment(known, *facts, plan.is_cleaned))
        return plan

    def forget_unused(self) -> None:
        """Remove the plans from the cache that no article needed in this build."""
        self._cached_pictures.keep_only(self._pictures)
        self._cached_attachments.keep_only(self._attachments)

    def addresses_in_use(self, links: Mapping[str, CachedLinks]) -> Iterator[str]:
        """Yield the addresses of the pictures, in each size, and of the attachments that articles show, given the links of the articles by path."""
        for used in self.in_use(links.values()):
            yield from (file.address for file in used.plan.published.files)
        for path in sorted({path for one in links.values() for path in one.attachments}):
            plan = self.attachment(path)
            if not isinstance(plan, MediaFault):
                yield plan.address

    def in_use(self, links: Iterable[CachedLinks]) -> Iterator[PictureInUse]:
        """
        Yield the pictures that articles show in sizes or offer as they are, given the links of the articles.

        Raises StopBuild for a picture that cannot be published.
        """
        articles = list(links)
        shown = {path for one in articles for path in one.pictures}
        originals = {path for one in articles for path in one.originals}
        for path in sorted(shown | originals):
            plan = self.picture(path)
            if isinstance(plan, MediaFault):
                raise StopBuild(plan.message)
            if path in shown:
                yield PictureInUse(path, plan)
            # A drawing, or a picture that moves, is one file in either case.
            if path in originals and (path not in shown or plan.whole != plan):
                yield PictureInUse(path, plan.whole)
        yield from self._cut(articles)

    def _cut(self, articles: Iterable[CachedLinks]) -> Iterator[PictureInUse]:
        """Yield what is cut of photos so that their focus is seen where they are shared, each once."""
        wanted = {
            (path, one.photo.focus): one.photo.published
            for one in articles
            if one.photo and one.photo.focus
            for path in one.pictures
        }
        for (path, focus), published in sorted(wanted.items(), key=lambda pair: pair[0]):
            plan = self.picture(path)
            if not isinstance(plan, MediaFault) and plan.published == published:
                cut = plan.cut_for_sharing(focus)
                yield from (PictureInUse(path, cut),) if cut else ()

    def draw(self, context: BuildContext, links: Iterable[CachedLinks]) -> frozenset[str]:
        """
        Draw the pictures in use that the cache folder does not hold yet; return the paths of broken ones.

        From then on the plan of a broken picture is a fault.
        """
        folder = context.settings.cache / PICTURES
        used, finished = list(self.in_use(links)), picture_cache.cached_names(folder)
        missing = {one.plan.cache_name: one.plan for one in used if one.plan.cache_name not in finished}
        broken = set()
        # A photo takes long enough to be a portion by itself.
        work = replace(context.pool, portion=1).each(partial(_draw, folder), list(missing.values()))
        for number, (name, fault) in enumerate(work, 1):
            context.listener.progressed("Xử lý ảnh", number, len(missing))
            broken |= {name} if fault else set()
        torn = [one for one in used if one.plan.cache_name in broken]
        self._pictures |= {one.path: picture_files.broken(one.plan) for one in torn}
        return frozenset(one.path for one in torn)


def _draw(folder: Path, plans: Sequence[picture_files.PicturePlan]) -> list[tuple[str, MediaFault | None]]:
    return [(plan.cache_name, picture_files.draw(plan, folder)) for plan in plans]


@lru_cache(maxsize=1 << 12)
def _files_view(published: PublishedPicture, root: str) -> PhotoView:
    """Return what templates see of a photo's files; its description, caption and credit are left out."""
    own, largest = published.of_kind(published.kind), published.largest
    modern = MODERN if published.sized else ()
    return PhotoView(
        src=addresses.href(root, published.middle.address),
        width=largest.width,
        height=largest.height,
        alt="",
        full=addresses.href(root, largest.address),
        # One size needs no list of sizes.
        srcset=srcset(own, root) if len(own) > 1 else "",
        sources=tuple(
            ImageSource(MEDIA_TYPES[kind], srcset(published.of_kind(kind), root)) for kind in modern
        ),
    )


def photo_view(photo: LeadPhoto | None, root: str) -> PhotoView | None:
    """Return what templates see of a photo; ``root`` is the path before every address of the site."""
    if photo is None:
        return None
    files, cut = _files_view(photo.published, root), photo.cut
    return PhotoView(
        src=files.src,
        width=files.width,
        height=files.height,
        alt=photo.alt,
        caption=photo.caption,
        credit=photo.credit,
        full=files.full,
        srcset=files.srcset,
        sources=files.sources,
        focus=photo.focus,
        shared=SharedPart(addresses.href(root, cut.largest.address), cut.width, cut.height) if cut else None,
    )
