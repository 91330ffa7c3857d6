"""The cache of one output folder: what builds leave for the next build, table by table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from plugins.article.read import ArticleReading
from plugins.building.edition.link_summary import LinkSummary
from plugins.building.incremental.remembered_build import LAST_BUILD
from plugins.media.markup import EmbeddedPicture
from plugins.media.sizes import PublishedPicture
from plugins.memory.cache_table import CacheTable
from plugins.memory.code_version import running_version
from plugins.memory.store import Store, open_store, rows_elsewhere
from plugins.pages.view_parts import File
from plugins.problems import Problem

_MAX_PENDING_BODIES = 500  # bodies that are held in memory before they are written to the store


class Fact(StrEnum):
    """The names of single values in the table of facts."""

    READING_BASIS = "reading basis"  # digest of everything beside its file that an article is read with
    LINK_BASIS = "link basis"  # digest of everything beside their targets that links are made with
    SOURCE_PATHS = "source paths"  # the paths of all files below content/ in the last whole build, one a line
    PATHS_SINCE = "paths since"  # those that came or went since, one a line
    PUBLIC_FOLDER = "public folder"  # identity of the output folder, as it was left
    STAGING_FOLDER = "staging folder"  # identity of the staging folder, "" while its content is not known
    STAGING_DIFFERENCES = "staging differences"  # paths in which it differs from the output, one a line
    THEME_FILES = "theme files"  # the addresses of the theme's files in the output, by their names


@dataclass(frozen=True, slots=True)
class CachedReading:
    """
    An article as it was read from its file; ``reading`` has no body, bodies have a table of their own.

    ``stamp`` is the file's; ``key`` is a digest of all that the reading was made from: the file's bytes,
    its path and what articles are read with; ``content_digest`` is of the bytes alone; ``facts_key``
    is a digest of the facts of the article that lists show; ``folded_title`` is the title without case and marks.
    """

    stamp: str
    key: str
    content_digest: str
    facts_key: str
    folded_title: str
    reading: ArticleReading


@dataclass(frozen=True, slots=True)
class OwnLink:
    """
    An address of this site in an article, from the site's root: its line, and the error to report if the site has no such page.

    ``written`` is the address as the editor wrote it, which may be the whole one.
    """

    address: str
    line: int
    code: str
    message: str
    written: str

    @property
    def is_whole(self) -> bool:
        """Whether it is written with the site's own address."""
        return self.written != self.address


@dataclass(frozen=True, slots=True)
class LeadPhoto:
    """
    A photo as the head of a page and lists show it: its published files, its description, caption and credit.

    ``focus`` is what must be seen of it where it is cut, "" for the middle.
    """

    published: PublishedPicture
    alt: str
    caption: str = ""
    credit: str = ""
    focus: str = ""

    @property
    def cut(self) -> PublishedPicture | None:
        """The part of it that is shared, None where all of it is."""
        return self.published.cut(self.focus)


@dataclass(frozen=True, slots=True)
class CachedLinks:
    """
    An article's resolved links and media.

    ``reading_key`` is the key of the reading that they were made for. ``links_key`` is a digest of what
    the article's own page shows of them, ``listed_links_key`` of what lists show. ``fillings`` take the place of
    the body's placeholders in order: escaped texts, or pictures whose markup is made when it is needed.
    ``target_fingerprints`` has a fingerprint of every article and file that a link leads to, by path;
    ``looked_up`` the file names that were looked for. ``pictures`` are the photos to publish in sizes,
    ``originals`` those to publish as they are, ``attachments`` the files, all by their paths. ``report`` tells what came of
    a consultation; ``decision`` is the address of the article of the document that was issued then. ``header_addresses`` has
    where addresses of the header lead, by the names of their fields, where that is another than is written.
    """

    reading_key: str
    links_key: str
    listed_links_key: str
    fillings: tuple[str | EmbeddedPicture, ...]
    target_fingerprints: dict[str, str]
    looked_up: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    own_links: tuple[OwnLink, ...] = ()
    cover: LeadPhoto | None = None
    photo: LeadPhoto | None = None
    files: tuple[File, ...] = ()
    report: File | None = None
    decision: str = ""
    header_addresses: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CachedPicture:
    """The publication plan of a picture whose file had this stamp."""

    stamp: str
    digest: str
    published: PublishedPicture
    reminder: str


@dataclass(frozen=True, slots=True)
class CachedAttachment:
    """The publication plan of an attachment whose file had this stamp."""

    stamp: str
    address: str
    name: str
    kind: str
    size: str
    pages: int
    reminder: str
    is_cleaned: bool


@dataclass(frozen=True, slots=True)
class CachedOutput:
    """An output file: the fingerprint of all it was made from, and its stamp on the disk."""

    key: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """
    The articles that an article's page names, by their paths below content/, in groups: newer ones, older ones, related
    ones, those of other sections, then those whose documents its own is connected with; ``counts`` says how many each group has.
    """

    paths: tuple[str, ...]
    counts: tuple[int, ...] = ()


class BuildCache:
    """The tables of one cache file; ``store`` is it where it is open. Raises CacheDamaged where it cannot be read."""

    def __init__(self, path: Path, store: Store | None = None) -> None:
        self.store = store or open_store(path, running_version())
        self.readings = CacheTable(self.store, "readings", CachedReading)
        self.links = CacheTable(self.store, "links", CachedLinks)
        # As they are once articles with errors are rejected, of those articles and of what leads to them.
        self.links_past_faults = CacheTable(self.store, "links past faults", CachedLinks)
        self.pictures = CacheTable(self.store, "pictures", CachedPicture)
        self.attachments = CacheTable(self.store, "attachments", CachedAttachment)
        self.outputs = CacheTable(self.store, "outputs", CachedOutput)
        self.facts = CacheTable(self.store, "facts", str)
        self.neighbours = CacheTable(self.store, "neighbours", Neighbours)
        self._pending_bodies: dict[str, str] = {}

    def fact(self, name: Fact) -> str:
        """Return a fact, "" where it is not known."""
        return self.facts.values.get(name, "")

    def copy_readings(self, caches: Iterable[Path]) -> None:
        """
        Copy the readings of the first of other cache files that has any, if this cache has none yet.

        Each reading names what it was read from, so it is used only where a reading of this cache would be.
        """
        if self.store.names("readings"):
            return
        for path in caches:
            rows = rows_elsewhere(path, self.store, ("readings", "facts"))
            if rows.get("readings") and Fact.READING_BASIS in rows.get("facts", {}):
                self.store.put("readings", rows["readings"].items())
                self.store.put("facts", [(Fact.READING_BASIS, rows["facts"][Fact.READING_BASIS])])
                return

    def put_body(self, path: str, html: str) -> None:
        """Remember the body of an article."""
        self._pending_bodies[path] = html
        if len(self._pending_bodies) >= _MAX_PENDING_BODIES:
            self._write_bodies()

    def body(self, path: str) -> str:
        """Return the body of an article that was read in this build or an earlier one; "" if there is none."""
        if path in self._pending_bodies:
            return self._pending_bodies[path]
        row = self.store.one("bodies", path)
        return row.decode("utf-8") if row else ""

    def put_article(self, path: str, reading: CachedReading, links: CachedLinks, html: str) -> None:
        """Remember one article that was read again, without loading the tables."""
        self.readings.put_alone([(path, reading)])
        self.links.put_alone([(path, links)])
        self.put_body(path, html)

    def forget_articles(self, paths: Collection[str]) -> None:
        """Forget articles that are no more, without loading the tables."""
        for table in (self.readings, self.links, self.links_past_faults):
            table.drop_alone(paths)
        self.store.drop("bodies", paths)

    def keep_articles(self, paths: Collection[str]) -> None:
        """Forget the readings and bodies of all other articles."""
        self.store.drop("bodies", [path for path in self.readings.values if path not in paths])
        self.readings.keep_only(paths)

    def put_link_summaries(self, summaries: Mapping[str, LinkSummary]) -> None:
        """Remember the anchors and link targets of output files, by path."""
        rows = ((path, f"{one.ids}\0{one.targets}".encode()) for path, one in summaries.items())
        self.store.put("link summaries", rows)

    def link_summary(self, path: str) -> LinkSummary:
        """Return the anchors and link targets of a file of the last output."""
        return _link_summary(self.store.one("link summaries", path) or b"\0")

    def paths_with_link_summaries(self) -> list[str]:
        """Return the output files whose anchors and link targets are known."""
        return self.store.names("link summaries")

    def forget_files(self, paths: Collection[str]) -> None:
        """Forget what is known of files that are no longer part of the output."""
        self.store.drop("link summaries", paths)
        self.store.drop("neighbours", paths)

    def _write_bodies(self) -> None:
        rows = ((path, html.encode("utf-8")) for path, html in self._pending_bodies.items())
        self.store.put("bodies", rows)
        self._pending_bodies.clear()

    def save(self) -> None:
        """
        Write every change to the store and commit it.

        What is remembered of the last build as a whole goes with it: the rows may no longer be those of its output.
        """
        self.store.drop(LAST_BUILD, self.store.names(LAST_BUILD))
        self._write_bodies()
        self.readings.save()
        self.links.save()
        self.links_past_faults.save()
        self.pictures.save()
        self.attachments.save()
        self.outputs.save()
        self.facts.save()
        self.store.commit()

    def last_build(self, row: str) -> bytes | None:
        """Return what ``put_last_build`` wrote, None if anything was saved since."""
        return self.store.one(LAST_BUILD, row)

    def put_last_build(self, rows: Mapping[str, bytes]) -> None:
        """Remember the last build as a whole, once all else of it is saved, and commit that."""
        self.store.put(LAST_BUILD, rows.items())
        self.store.commit()

    def close(self) -> None:
        """Close the store; what was not saved is forgotten."""
        self.store.close()


def _link_summary(row: bytes) -> LinkSummary:
    ids, _, targets = row.decode("utf-8").partition("\0")
    return LinkSummary(ids, targets)
