"""What a build of one output folder remembers of the builds before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.article.read import ArticleReading
from plugins.building.edition.link_summary import LinkSummary
from plugins.media.markup import EmbeddedPicture
from plugins.media.sizes import PublishedPicture
from plugins.memory.cache_table import CacheTable
from plugins.memory.code_version import code_version
from plugins.memory.digest import digest
from plugins.memory.store import CacheDamaged, open_store, rows_elsewhere
from plugins.pages.views import File
from plugins.problems import Problem

_FLUSH = 500  # bodies that may wait in memory


@dataclass(frozen=True, slots=True)
class CachedReading:
    """
    What a file said: ``reading`` has no body in it, that lies apart.

    ``stamp`` is the file's; ``digest`` names its bytes, its path and the registries it was
    read with; ``content`` its bytes alone; ``told`` what lists tell of it; ``title`` is folded.
    """

    stamp: str
    digest: str
    content: str
    told: str
    title: str
    reading: ArticleReading


@dataclass(frozen=True, slots=True)
class OwnLink:
    """An address of this site that a body names: its line, and what is wrong if there is no such page."""

    address: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo as the top of a page and lists show it: what of it is public, and what is said of it."""

    published: PublishedPicture
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class CachedLinks:
    """
    What the holes of one body were filled with: a text, or a picture whose markup is made when it is needed.

    ``reading`` is the digest of the reading; ``rests_on`` has the prints of every article and
    file that was looked at, by path; ``sought`` the names that files were looked for under;
    ``pictures`` are the photos to publish, ``whole`` those to offer at their own size,
    ``attached`` the files; ``digest`` names all that a page shows of this, ``told`` what a list does.
    """

    reading: str
    digest: str
    told: str
    fillings: tuple[str | EmbeddedPicture, ...]
    rests_on: dict[str, str]
    sought: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    own: tuple[OwnLink, ...] = ()
    cover: Pictured | None = None
    photo: Pictured | None = None
    files: tuple[File, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CachedPicture:
    """What was planned of a picture while its file had this stamp."""

    stamp: str
    digest: str
    published: PublishedPicture
    reminder: str


@dataclass(frozen=True, slots=True)
class CachedFile:
    """What was planned of an attachment while its file had this stamp."""

    stamp: str
    address: str
    name: str
    kind: str
    size: str
    pages: int


@dataclass(frozen=True, slots=True)
class CachedOutput:
    """A file of the edition: a name for all it was made from, and its stamp on the disk."""

    key: str
    stamp: str


@dataclass(frozen=True, slots=True)
class CachedIndexPart:
    """A part of the search index: a print of all it was made from, and the prints of its files by their paths below it."""

    key: str
    files: dict[str, str]


class BuildCache:
    """The memory of one output folder, as it lies at ``path``; raises Damaged where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.store = open_store(path, code_version(Path(__file__).resolve().parents[2]))
        self.readings = CacheTable(self.store, "readings", CachedReading)
        self.links = CacheTable(self.store, "links", CachedLinks)
        self.pictures = CacheTable(self.store, "pictures", CachedPicture)
        self.files = CacheTable(self.store, "files", CachedFile)
        self.pages = CacheTable(self.store, "pages", CachedOutput)
        self.facts = CacheTable(self.store, "facts", str)
        self.parts = CacheTable(self.store, "search", CachedIndexPart)
        self._bodies: dict[str, str] = {}

    def borrow(self, memories: Iterable[Path]) -> None:
        """
        Take what other memories know of what files say, where this one knows nothing yet.

        A row says what it was read from, so that it is believed only where a row of one's own would be.
        """
        if self.store.names("readings"):
            return
        for path in memories:
            rows = rows_elsewhere(path, self.store, ("readings", "facts"))
            if rows.get("readings") and "basis" in rows.get("facts", {}):
                self.store.put("readings", rows["readings"].items())
                self.store.put("facts", [("basis", rows["facts"]["basis"])])
                return

    def put_body(self, path: str, html: str) -> None:
        """Remember the body of an article."""
        self._bodies[path] = html
        if len(self._bodies) >= _FLUSH:
            self._put_bodies_away()

    def body(self, path: str) -> str:
        """Return the body of an article that was read in this build or before; "" if there is none."""
        if path in self._bodies:
            return self._bodies[path]
        row = self.store.one("bodies", path)
        return row.decode("utf-8") if row else ""

    def put_article(self, path: str, known: CachedReading, linked: CachedLinks, html: str) -> None:
        """Remember one article that was read again, without taking down all others."""
        self.readings.put_alone(path, known)
        self.links.put_alone(path, linked)
        self.put_body(path, html)

    def put_offers(self, offers: Mapping[str, LinkSummary]) -> None:
        """Remember what files of the edition offer to links, and ask of other files."""
        rows = ((path, f"{offer.ids}\0{offer.targets}".encode()) for path, offer in offers.items())
        self.store.put("offers", rows)

    def offer(self, path: str) -> LinkSummary:
        """Return what a file of the last edition offers and asks."""
        return _offer(self.store.one("offers", path) or b"\0")

    def offering(self) -> list[str]:
        """Return the files of which it is known what they offer and ask."""
        return self.store.names("offers")

    def forget_offers(self, paths: Iterable[str]) -> None:
        """Forget files that are no more in the edition."""
        self.store.drop("offers", paths)

    def put_part(self, name: str, part: CachedIndexPart, files: Mapping[str, bytes]) -> None:
        """Remember a part of the search index with its files, in the place of what it was."""
        self.forget_files(name, files)
        before = self.parts.values.get(name)
        same = before.files if before else {}
        new = ((f"{name}/{path}", data) for path, data in files.items() if same.get(path) != part.files[path])
        self.store.put("search files", new)
        self.parts.put(name, part)

    def search_file(self, path: str) -> bytes:
        """Return a file of the search index; raises Damaged where it is lost."""
        data = self.store.one("search files", path)
        if data is None:
            raise CacheDamaged(path)
        return data

    def keep_parts(self, names: Collection[str]) -> None:
        """Forget the parts of the search index that are there no more."""
        for name in [name for name in self.parts.values if name not in names]:
            self.forget_files(name)
        self.parts.keep_only(names)

    def forget_files(self, name: str, but: Collection[str] = ()) -> None:
        """Forget the files of a part of the search index, but for those that are to stay."""
        part = self.parts.values.get(name)
        if part:
            self.store.drop("search files", [f"{name}/{path}" for path in part.files if path not in but])

    def keep_only(self, paths: Collection[str]) -> None:
        """Forget the articles that are there no more."""
        self.store.drop("bodies", [path for path in self.readings.values if path not in paths])
        self.readings.keep_only(paths)

    def _put_bodies_away(self) -> None:
        self.store.put("bodies", ((path, html.encode("utf-8")) for path, html in self._bodies.items()))
        self._bodies.clear()

    def save(self) -> None:
        """Make all that changed last."""
        self._put_bodies_away()
        for shelf in (
            self.readings,
            self.links,
            self.pictures,
            self.files,
            self.pages,
            self.facts,
            self.parts,
        ):
            shelf.save()
        self.store.commit()

    def close(self) -> None:
        """Let go; what was not saved is forgotten."""
        self.store.close()


def _offer(row: bytes) -> LinkSummary:
    ids, _, targets = row.decode("utf-8").partition("\0")
    return LinkSummary(ids, targets)


def open_build_cache(cache: Path, output: Path) -> Path:
    """Return where the memory of an output folder lies: builds into two folders do not share one."""
    folder = str(output.resolve()).encode("utf-8", "surrogateescape")
    return cache / f"nho-{digest([folder])[:12]}.db"
