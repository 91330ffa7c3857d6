"""The search index becomes files of the edition: what changed of it is made, the rest is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.building.incremental.build_cache import BuildCache, CachedIndexPart
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import OutputFile
from plugins.building.listener import BuildListener
from plugins.building.portal_facts import read_toml
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.problems import Problem, warning
from plugins.problems.stop_build import StopBuild
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import (
    STANDING,
    STANDING_NAME,
    IndexEntry,
    index_entry,
    register_page_entry,
    searchable_stories,
)
from plugins.search.pagefind import (
    COMMON,
    ENTRY_POINT,
    IndexingError,
    build_shard,
    pagefind_program,
    shard_language,
)
from plugins.search.shards import shard_count, shard_of

ABBREVIATIONS = Path("du-lieu") / "viet-tat.toml"


def can_search(settings: BuildSettings) -> bool:
    """Return whether the portal has a search page: it is wanted, and made with a theme of ours on a machine that can."""
    return settings.search and not settings.plain_theme and pagefind_program() is not None


def search_problems(settings: BuildSettings) -> Iterator[Problem]:
    """Yield what is to be said where search is wanted and cannot be had."""
    if settings.search and pagefind_program() is None:
        message = (
            "máy này không có chương trình pagefind nên bản dựng không có trang tìm kiếm và ô tìm kiếm. "
            "Cài gói pagefind-bin, hoặc đặt SEARCH = False để không báo nữa."
        )
        yield warning("pelicanconf.py", 0, "tim-kiem", message)


@dataclass(frozen=True, slots=True)
class _Shard:
    """The pages of one part of the index; ``key`` is a print of all that is found and shown of them."""

    number: int
    stories: Sequence[Story]
    has_register: bool
    key: str

    @property
    def name(self) -> str:
        return str(self.number)

    @property
    def pages(self) -> int:
        return len(self.stories) + self.has_register

    def entries(self, site: Site) -> Iterator[IndexEntry]:
        yield from (index_entry(site, story) for story in self.stories)
        register = register_page_entry(site) if self.has_register else None
        if register:
            yield register


def _shards(site: Site, fingerprints: Fingerprints) -> list[_Shard]:
    """Return the parts of the index that hold pages."""
    stories = sorted(searchable_stories(site), key=lambda story: story.address)
    count = shard_count(len(stories) + 1)
    parts: list[list[Story]] = [[] for _ in range(count)]
    for story in stories:
        parts[shard_of(story.address, count)].append(story)
    register = shard_of(addresses.REGISTER, count) if site.portal.register else -1
    names = repr([(section.path, section.name) for section in site.sections.all])
    shards = []
    for number, part in enumerate(parts):
        told = [f"{story.address}\n{fingerprints.whole(story)}" for story in part]
        told += [names, str(number), str(number == register)]
        key = digest(one.encode("utf-8", "surrogateescape") for one in told)
        shards.append(_Shard(number, part, number == register, key))
    return [shard for shard in shards if shard.pages]


def search_outputs(
    settings: BuildSettings,
    site: Site,
    fingerprints: Fingerprints,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
) -> list[OutputFile]:
    """Return the files of the search index; those parts of which a page changed are made now."""
    if site.portal.search is None:
        cache.keep_parts(())
        return []
    shards = _shards(site, fingerprints)
    changed = [shard for shard in shards if not _is_known(shard, cache)]
    cache.keep_parts([shard.name for shard in shards])
    # What the hands read of the memory must be on the disk.
    cache.save()
    work = WorkerPool(pool.count, portion=1).each(partial(_indexed, site), changed)
    try:
        for number, (name, key, files) in enumerate(work):
            listener.progressed("Lập chỉ mục tìm kiếm", number, len(changed))
            prints_of_files = {path: digest([data]) for path, data in files.items()}
            cache.put_part(name, CachedIndexPart(key, prints_of_files), files)
    except IndexingError as fault:
        raise StopBuild(
            f"không lập được chỉ mục tìm kiếm: {fault}. Bản cũ được giữ nguyên; dựng lại, "
            "hoặc đặt SEARCH = False để dựng không có tìm kiếm."
        ) from fault
    return [*_files(shards, cache), _manifest(settings, site, shards, cache)]


def _is_known(shard: _Shard, cache: BuildCache) -> bool:
    known = cache.parts.values.get(shard.name)
    return known is not None and known.key == shard.key


def _indexed(site: Site, shards: Sequence[_Shard]) -> list[tuple[str, str, dict[str, bytes]]]:
    return [(shard.name, shard.key, build_shard(shard.number, shard.entries(site))) for shard in shards]


def _files(shards: Sequence[_Shard], cache: BuildCache) -> Iterator[OutputFile]:
    """Yield the files of every part; what is the same in all of them is published with the first."""
    for shard in shards:
        for path, name in cache.parts.values[shard.name].files.items():
            if shard is shards[0] or path not in COMMON:
                place = f"{shard.name}/{path}"
                yield OutputFile(f"{addresses.SEARCH_FILES}{place}", name, partial(cache.search_file, place))


def _manifest(settings: BuildSettings, site: Site, shards: Sequence[_Shard], cache: BuildCache) -> OutputFile:
    """Return the file from which a browser learns where the index lies, what results are narrowed by, and the short forms."""
    stories = [story for shard in shards for story in shard.stories]
    years = {story.article.date.year for story in stories if story.article.date}
    places = {story.article.section.partition("/")[0] or STANDING for story in stories}
    names = {section.path: section.name for section in site.sections.all} | {STANDING: STANDING_NAME}
    try:
        abbreviations = read_abbreviations(read_toml(settings.content / ABBREVIATIONS))
    except ValueError as fault:
        raise StopBuild(f"{ABBREVIATIONS}: {fault}. Sửa tệp này rồi dựng lại.") from fault
    entry_points = [cache.parts.values[shard.name].files[ENTRY_POINT] for shard in shards]
    told = {
        "parts": [
            {
                "path": addresses.href(site.portal.root, f"{addresses.SEARCH_FILES}{shard.name}/"),
                "language": shard_language(shard.number),
                "pages": shard.pages,
            }
            for shard in shards
        ],
        "edition": digest(one.encode() for one in entry_points)[:10],
        "places": [[path, name] for path, name in names.items() if path in places],
        "years": sorted(map(str, years), reverse=True),
        "abbreviations": abbreviations,
    }
    data = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
    return OutputFile(addresses.SEARCH_INDEX, digest([data]), lambda: data)
