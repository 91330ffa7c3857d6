"""Pictures and attachments: each file is looked at once, however many articles show it and however often it is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from plugins.building.incremental.build_cache import CachedFile, CachedLinks, CachedPicture, Pictured
from plugins.building.listener import BuildListener
from plugins.building.worker_pool import WorkerPool
from plugins.media import attachments, picture_cache, picture_files
from plugins.media.fault import MediaFault
from plugins.media.library import Library
from plugins.media.markup import srcset
from plugins.media.sizes import MEDIA_TYPES, MODERN, PublishedPicture
from plugins.memory.cache_table import CacheTable
from plugins.pages import addresses
from plugins.pages.views import ImageSource, Photo
from plugins.problems.stop_build import StopBuild


@dataclass(frozen=True, slots=True)
class PictureInUse:
    """A picture in use: its path below content/, and what will be made of it."""

    path: str
    plan: picture_files.PicturePlan


class MediaPlans:
    """What is planned of the media of one content folder; plans of unchanged files come from the shelves."""

    def __init__(
        self, library: Library, pictures: CacheTable[CachedPicture], files: CacheTable[CachedFile]
    ) -> None:
        self._library = library
        self._known_pictures, self._known_files = pictures, files
        self._pictures: dict[str, picture_files.PicturePlan | MediaFault] = {}
        self._files: dict[str, attachments.Attachment | MediaFault] = {}

    def picture(self, path: str) -> picture_files.PicturePlan | MediaFault:
        """Return what is to be published of a picture."""
        if path not in self._pictures:
            self._pictures[path] = self._picture(path, self._library.open_path(path))
        return self._pictures[path]

    def _picture(self, path: str, source: Path) -> picture_files.PicturePlan | MediaFault:
        stamp = self._library.stamps.get(path, "")
        known = self._known_pictures.values.get(path)
        if known and known.stamp == stamp:
            return picture_files.PicturePlan(source, known.digest, known.published, known.reminder)
        planned = picture_files.plan(source, path)
        if stamp and not isinstance(planned, MediaFault):
            told = (planned.digest, planned.published, planned.reminder)
            self._known_pictures.put(path, CachedPicture(stamp, *told))
        return planned

    def in_use(self, linked: Iterable[CachedLinks]) -> Iterator[PictureInUse]:
        """Yield what is published of the pictures that articles show or offer whole; raise StopBuild for a fault."""
        articles = list(linked)
        shown = {path for one in articles for path in one.pictures}
        whole = {path for one in articles for path in one.whole}
        for path in sorted(shown | whole):
            plan = self.picture(path)
            if isinstance(plan, MediaFault):
                raise StopBuild(plan.message)
            if path in shown:
                yield PictureInUse(path, plan)
            # A drawing, or a picture that moves, is one file in either case.
            if path in whole and (path not in shown or plan.whole != plan):
                yield PictureInUse(path, plan.whole)

    def draw(
        self, folder: Path, listener: BuildListener, pool: WorkerPool, linked: Iterable[CachedLinks]
    ) -> frozenset[str]:
        """
        Draw what articles show and does not lie in the cache folder; return the paths of broken pictures.

        A broken picture is a fault from then on.
        """
        used, there = list(self.in_use(linked)), picture_cache.cached_names(folder)
        missing = {one.plan.cache_name: one.plan for one in used if one.plan.cache_name not in there}
        broken = set()
        # A photo takes long enough to be a portion by itself.
        work = replace(pool, portion=1).each(partial(_draw, folder), list(missing.values()))
        for number, (name, fault) in enumerate(work, 1):
            listener.progressed("Xử lý ảnh", number, len(missing))
            broken |= {name} if fault else set()
        torn = [one for one in used if one.plan.cache_name in broken]
        self._pictures |= {one.path: picture_files.broken(one.plan) for one in torn}
        return frozenset(one.path for one in torn)

    def file(self, path: str) -> attachments.Attachment | MediaFault:
        """Return how an attachment is to be published."""
        if path not in self._files:
            self._files[path] = self._file(path, self._library.open_path(path))
        return self._files[path]

    def _file(self, path: str, source: Path) -> attachments.Attachment | MediaFault:
        stamp = self._library.stamps.get(path, "")
        known = self._known_files.values.get(path)
        if known and known.stamp == stamp:
            told = (known.address, known.name, known.kind, known.size, known.pages)
            return attachments.Attachment(source, *told)
        planned = attachments.plan(source, path)
        if stamp and not isinstance(planned, MediaFault):
            told = (planned.address, planned.name, planned.kind, planned.size, planned.pages)
            self._known_files.put(path, CachedFile(stamp, *told))
        return planned

    def forget_unused(self) -> None:
        """Let go of plans that no article asked for."""
        self._known_pictures.keep_only(self._pictures)
        self._known_files.keep_only(self._files)


def _draw(folder: Path, some: Sequence[picture_files.PicturePlan]) -> list[tuple[str, MediaFault | None]]:
    return [(plan.cache_name, picture_files.draw(plan, folder)) for plan in some]


@lru_cache(maxsize=1 << 12)
def _sources(published: PublishedPicture, root: str) -> tuple[str, tuple[ImageSource, ...]]:
    """Return the sizes of the kind that every browser knows, "" if it has but one, and the kinds before it."""
    own = published.of_kind(published.kind)
    modern = MODERN if published.sized else ()
    sources = tuple(ImageSource(MEDIA_TYPES[kind], srcset(published.of_kind(kind), root)) for kind in modern)
    return srcset(own, root) if len(own) > 1 else "", sources


def photo_view(pictured: Pictured | None, root: str) -> Photo | None:
    """Return what templates see of a photo."""
    if pictured is None:
        return None
    published, largest = pictured.published, pictured.published.largest
    sizes, sources = _sources(published, root)
    return Photo(
        src=addresses.href(root, published.middle.address),
        width=largest.width,
        height=largest.height,
        alt=pictured.alt,
        caption=pictured.caption,
        credit=pictured.credit,
        full=addresses.href(root, largest.address),
        srcset=sizes,
        sources=sources,
    )
