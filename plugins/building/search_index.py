"""Make the files of the search index: shards whose pages changed are indexed again, the others come from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.article.place_names import PlaceName
from plugins.building.context import BuildContext
from plugins.building.data_files import read_data_file
from plugins.building.incremental.build_cache import BuildCache, CachedShard
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import OutputFile
from plugins.building.settings import BuildSettings
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.problems import Problem, warning
from plugins.problems.data_file import DATA_FOLDER
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

ABBREVIATIONS = f"{DATA_FOLDER}/viet-tat.toml"


def can_search(settings: BuildSettings) -> bool:
    """Tell whether the portal has a search page: it is set, the theme is ours, and the machine has the indexer."""
    return settings.search and not settings.plain_theme and pagefind_program() is not None


def search_problems(settings: BuildSettings) -> Iterator[Problem]:
    """Yield a reminder where search is set and the machine lacks the indexer."""
    if settings.search and pagefind_program() is None:
        message = (
            "máy này không có chương trình pagefind nên bản dựng không có trang tìm kiếm và ô tìm kiếm. "
            "Cài gói pagefind-bin, hoặc đặt SEARCH = False để không báo nữa."
        )
        yield warning("pelicanconf.py", 0, "tim-kiem", message)


@dataclass(frozen=True, slots=True)
class _Shard:
    """The pages of one shard of the index; ``key`` is a digest of all that is found and shown of them."""

    number: int
    stories: Sequence[Story]
    has_register: bool
    key: str

    @property
    def name(self) -> str:
        return str(self.number)

    @property
    def page_count(self) -> int:
        return len(self.stories) + self.has_register

    def entries(self, site: Site) -> Iterator[IndexEntry]:
        yield from (index_entry(site, story) for story in self.stories)
        register = register_page_entry(site) if self.has_register else None
        if register:
            yield register


def _shards(site: Site, fingerprints: Fingerprints) -> list[_Shard]:
    """Return the shards of the index that hold pages."""
    stories = sorted(searchable_stories(site), key=lambda story: story.address)
    count = shard_count(len(stories) + 1)
    parts: list[list[Story]] = [[] for _ in range(count)]
    for story in stories:
        parts[shard_of(story.address, count)].append(story)
    register = shard_of(addresses.REGISTER, count) if site.portal.register else -1
    section_names = repr([(section.path, section.name) for section in site.sections.all])
    shards = []
    for number, part in enumerate(parts):
        sources = [f"{story.address}\n{fingerprints.page_key(story)}" for story in part]
        sources += [section_names, str(number), str(number == register)]
        key = digest(one.encode("utf-8", "surrogateescape") for one in sources)
        shards.append(_Shard(number, part, number == register, key))
    return [shard for shard in shards if shard.page_count]


def search_outputs(context: BuildContext, site: Site, fingerprints: Fingerprints) -> list[OutputFile]:
    """Return the files of the search index; shards of which a page changed are indexed now."""
    cache = context.cache
    if site.portal.search is None:
        cache.keep_shards(())
        return []
    shards = _shards(site, fingerprints)
    changed = [shard for shard in shards if not _is_cached(shard, cache)]
    cache.keep_shards([shard.name for shard in shards])
    # Worker processes read the bodies from the disk.
    cache.save()
    work = replace(context.pool, portion=1).each(partial(_indexed, site), changed)
    try:
        for number, (name, key, files) in enumerate(work):
            context.listener.progressed("Lập chỉ mục tìm kiếm", number, len(changed))
            digests = {path: digest([data]) for path, data in files.items()}
            cache.put_shard(name, CachedShard(key, digests), files)
    except IndexingError as fault:
        raise StopBuild(
            f"không lập được chỉ mục tìm kiếm: {fault}. Bản cũ được giữ nguyên; dựng lại, "
            "hoặc đặt SEARCH = False để dựng không có tìm kiếm."
        ) from fault
    manifest = _manifest(context.settings, site, shards, cache, context.registries.places)
    return [*_shard_files(shards, cache), manifest]


def _is_cached(shard: _Shard, cache: BuildCache) -> bool:
    cached = cache.shards.values.get(shard.name)
    return cached is not None and cached.key == shard.key


def _indexed(site: Site, shards: Sequence[_Shard]) -> list[tuple[str, str, dict[str, bytes]]]:
    return [(shard.name, shard.key, build_shard(shard.number, shard.entries(site))) for shard in shards]


def _shard_files(shards: Sequence[_Shard], cache: BuildCache) -> Iterator[OutputFile]:
    """Yield the files of every shard; those that are the same in all shards are published with the first."""
    for shard in shards:
        for path, key in cache.shards.values[shard.name].files.items():
            if shard is shards[0] or path not in COMMON:
                name = f"{shard.name}/{path}"
                yield OutputFile(f"{addresses.SEARCH_FILES}{name}", key, partial(cache.search_file, name))


def _manifest(
    settings: BuildSettings,
    site: Site,
    shards: Sequence[_Shard],
    cache: BuildCache,
    places: Sequence[PlaceName],
) -> OutputFile:
    """Return the file that tells a browser where the shards lie, which filters there are, the abbreviations and the old names of places."""
    stories = [story for shard in shards for story in shard.stories]
    years = {story.article.date.year for story in stories if story.article.date}
    sections = {story.article.section.partition("/")[0] or STANDING for story in stories}
    names = {section.path: section.name for section in site.sections.all} | {STANDING: STANDING_NAME}
    # Who types a place's name of today finds what was written of it under the old one, and the other way round.
    of_places = [(form, place.now) for place in places for form in (place.old, place.bare) if form]
    abbreviations = [*read_abbreviations(read_data_file(settings.content, ABBREVIATIONS)), *of_places]
    entry_points = [cache.shards.values[shard.name].files[ENTRY_POINT] for shard in shards]
    manifest = {
        "parts": [
            {
                "path": addresses.href(site.portal.root, f"{addresses.SEARCH_FILES}{shard.name}/"),
                "language": shard_language(shard.number),
                "pages": shard.page_count,
            }
            for shard in shards
        ],
        "edition": digest(one.encode() for one in entry_points)[:10],
        "places": [[path, name] for path, name in names.items() if path in sections],
        "years": sorted(map(str, years), reverse=True),
        "abbreviations": abbreviations,
    }
    data = json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8")
    return OutputFile(addresses.SEARCH_INDEX, digest([data]), lambda: data)
