"""Read the articles that came, went or changed in what lists show, and tell whether lists and pages are all that they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.article.facts import Article, ArticleKind
from plugins.building.assembly.assemble import article_key, page_key, story_of
from plugins.building.assembly.list_memory import media_of, note_article, note_links, one_name, paths_by_title
from plugins.building.assembly.office_addresses import FILES as OFFICE_FILES
from plugins.building.incremental.build_cache import CachedLinks, CachedReading
from plugins.building.incremental.remembered_build import RememberedBuild
from plugins.building.incremental.remembered_lists import SharedNames
from plugins.building.incremental.remembered_portal import RememberedArticle, RememberedPortal
from plugins.building.incremental.what_changed import BuildInputs, Change
from plugins.building.linking.resolve_links import fill_body, link_article
from plugins.building.short_way.remembered_pages import RememberedPages
from plugins.building.sources.authority_file import AUTHORITY_FILE
from plugins.building.sources.context import BuildContext
from plugins.building.sources.cross_article_checks import same_titles
from plugins.building.sources.portal_facts import PORTAL_LANGUAGE
from plugins.building.sources.read_registries import is_reserved
from plugins.lifecycle.outcome import Outcome, outcome
from plugins.media.names import plain_name
from plugins.pages import addresses
from plugins.pages.site import Story
from plugins.problems import Level, Problem
from plugins.redirects.old_address import address_key

# Another article may take an address that two want; any file that comes or goes may be one whose name comes near.
_OF_OTHERS = frozenset({"trung-dia-chi", "khong-tim-thay"})
_OF_AUTHORITY = frozenset({"lien-ket-chet", "neo-chet"})


@dataclass(frozen=True, slots=True)
class ArticleNow:
    """An article as it is now: its reading, body and links, its story, and what is remembered of it."""

    reading: CachedReading
    html: str
    links: CachedLinks
    story: Story
    remembered: RememberedArticle

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of its file and its links."""
        return (*self.reading.reading.problems, *self.links.problems)


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """
    An article that came, went or changed, by its path below content/.

    ``before`` is what lists had of it, None where it is new; ``now`` is None where it is gone.
    """

    path: str
    before: Story | None
    now: ArticleNow | None


@dataclass(frozen=True, slots=True)
class LastPortal:
    """The portal of the last build: what is remembered of it, its pages, and its articles as lists had them, by path."""

    build: RememberedBuild
    portal: RememberedPortal
    pages: RememberedPages
    stories: Mapping[str, Story]
    names: SharedNames


@dataclass(frozen=True, slots=True)
class _Known:
    """An article as the last build knew it: as lists had it, its facts, its links, its section's path ("" for none), the problems of both."""

    story: Story
    article: Article
    links: CachedLinks
    folded_title: str
    section: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ChangedArticles:
    """The articles that came, went or changed, and the problems that are gone and those that are new with all of them."""

    articles: tuple[ChangedArticle, ...]
    gone: tuple[Problem, ...]
    new: tuple[Problem, ...]


def changed_articles(
    context: BuildContext, last: LastPortal, inputs: BuildInputs, change: Change
) -> ChangedArticles | None:
    """
    Return the articles that changed, read and linked; None where more than lists and pages may show a difference.

    What ``last`` knows of articles, and of what they share, is afterwards what they are now; where None is returned, it may be
    no portal that ever was.
    """
    reader = _Reader(context, last)
    if not reader.may_take_short_way(inputs, change):
        return None
    before = _known_before(reader, change)
    if before is None or not reader.keeps_sections(before.values()):
        return None
    read = _read_now(last, change)
    if read is None:
        return None
    titles = {known.folded_title for known in before.values()} | {
        one.folded_title for one, _ in read.values()
    }
    gone = _of_titles(last, titles)
    reader.take_away(before, change.removed)
    now = _taken(reader, read, before)
    if now is None:
        return None
    new, media = _of_titles(last, titles), reader.media_with(before.values(), now.values())
    if gone is None or new is None or any(count < 1 for count in media.values()):
        return None
    reader.note(now, media)
    gone += [problem for known in before.values() for problem in known.problems]
    paths = [*before, *change.added]
    new += [problem for path in paths if path in now for problem in now[path].problems]
    stories = {path: known.story for path, known in before.items()}
    changed = tuple(ChangedArticle(path, stories.get(path), now.get(path)) for path in paths)
    return ChangedArticles(changed, tuple(gone), tuple(new))


def _known_before(reader: _Reader, change: Change) -> dict[str, _Known] | None:
    """Return what was known of the articles that were saved or removed, by path; None where others hang on one of them."""
    before: dict[str, _Known] = {}
    for path in (*change.saved, *change.removed):
        known = reader.known(path)
        if known is None or (path in change.removed and not reader.may_lose(path, known.story.address)):
            return None
        before[path] = known
    return before


def _read_now(last: LastPortal, change: Change) -> dict[str, tuple[CachedReading, str]] | None:
    """Return the readings and bodies of the articles that were saved or added, by path; None where one cannot be read."""
    read: dict[str, tuple[CachedReading, str]] = {}
    for path in (*change.saved, *change.added):
        found = last.pages.known.read(path)
        if found is None:
            return None
        read[path] = found
    return read


def _taken(
    reader: _Reader, read: Mapping[str, tuple[CachedReading, str]], before: Mapping[str, _Known]
) -> dict[str, ArticleNow] | None:
    """Take all articles that were read, then link them; None where others may hang on what one says now."""
    for path, (one, _) in read.items():
        # Each is held against those that were taken before it, too.
        if not reader.may_take(path, one, before.get(path)):
            return None
        reader.take(path, one)
    now: dict[str, ArticleNow] = {}
    for path, (one, html) in read.items():
        linked = reader.linked(path, one, html, before.get(path))
        if linked is None:
            return None
        now[path] = linked
    return now


class _Reader:
    """
    Reads changed articles against the portal of the last build, and brings what is known of that up to date.

    ``take_away``, ``take`` and ``note`` change what is known, nothing else does.
    """

    def __init__(self, context: BuildContext, last: LastPortal) -> None:
        self._context, self._last = context, last
        self._taken = {one.address for one in last.portal.articles.values()} | last.names.waiting
        self._left: set[str] = set()

    def may_take_short_way(self, inputs: BuildInputs, change: Change) -> bool:
        """Tell whether nothing in the portal as a whole may hang on one article more or less."""
        last, articles = self._last, self._last.portal.articles
        content = self._context.settings.content.name
        authority, office = f"{content}/{AUTHORITY_FILE}", {f"{content}/{file}" for file in OFFICE_FILES}
        # Standing pages have addresses of another form.
        pages = {one.article.path for one in last.stories.values() if one.article.kind is ArticleKind.PAGE}
        return (
            not last.portal.tags_apart
            and not self._context.settings.refused
            and inputs.articles == {*articles, *change.added} - {*change.removed}
            and all(one.outcome is not Outcome.REJECTED for one in articles.values())
            and not any(
                (problem.code in _OF_OTHERS and problem.path not in pages)
                or (problem.code in _OF_AUTHORITY and problem.path == authority)
                # What they name may have a page again; until then it is not shown.
                or (problem.level is Level.ERROR and problem.path in office)
                for problem in last.build.problems
            )
            and all(
                path.isprintable() and plain_name(path) not in last.names.looked_up
                for path in (*change.added, *change.removed)
            )
        )

    def known(self, path: str) -> _Known | None:
        """Return an article that lists had and nothing else depends on but pages; None for any other."""
        last, cache = self._last, self._context.cache
        story, remembered = last.stories.get(path), last.portal.articles.get(path)
        cached, links = cache.readings.get(path), cache.links.get(path)
        article = cached.reading.article if cached else None
        if story is None or remembered is None or cached is None or links is None or article is None:
            return None
        if any(one.decision == story.address for one in last.stories.values()):
            # The document that a draft became is named in the register too.
            return None
        if (
            not story.listed
            or not _is_simple_news(article)
            or not self._is_one_of_a_kind(path, article, cached)
        ):
            return None
        section = cached.reading.section.path if cached.reading.section else ""
        problems = (*cached.reading.problems, *links.problems)
        return _Known(story, article, links, cached.folded_title, section, problems)

    def keeps_sections(self, before: Iterable[_Known]) -> bool:
        """Tell whether each section has other articles than these: the last article of one takes it along."""
        leaving = Counter(one.section for one in before if one.section)
        return all(self._last.names.sections[path] > count for path, count in leaving.items())

    def may_lose(self, path: str, address: str) -> bool:
        """Tell whether no link and no data file names an article."""
        names = self._last.names
        return path not in names.linked and address_key(address) not in names.addresses

    def take_away(self, before: Mapping[str, _Known], removed: Iterable[str]) -> None:
        """Forget changed articles in what is counted, and all of those that were removed: another may have their address."""
        names = self._last.names
        for known in before.values():
            if known.section:
                names.sections[known.section] -= 1
        for path in removed:
            address = before[path].story.address
            self._last.pages.forget(path)
            names.titles.pop(path, None)
            self._taken.discard(address)
            self._left.add(address)

    def may_take(self, path: str, reading: CachedReading, before: _Known | None) -> bool:
        """Tell whether nothing but pages can depend on what an article says now."""
        article, now = reading.reading.article, self._context.settings.now
        if article is None or path in self._context.library.faulty or not _is_simple_news(article):
            return False
        if any(one.level is Level.ERROR for one in reading.reading.problems):
            return False
        if outcome(article, now) is not Outcome.PUBLISHED or not self._is_one_of_a_kind(
            path, article, reading
        ):
            return False
        address, old = self._address(article), before.story.address if before else ""
        if not address or (address != old and not self._may_come(address)):
            return False
        is_other = address != old or (
            before is not None and before.article.body.anchors != article.body.anchors
        )
        return not before or not is_other or self.may_lose(path, old)

    def take(self, path: str, reading: CachedReading) -> None:
        """Take an article as it is now, its links not made yet."""
        article = reading.reading.article
        if article is None:
            raise ValueError(f"{path}: an article with errors is not taken")
        address = self._address(article)
        self._taken.add(address)
        if section := reading.reading.section:
            self._last.names.sections[section.path] += 1
        note_article(self._last.names, path, article, reading.folded_title)
        self._last.pages.take(
            path, RememberedArticle(Outcome.PUBLISHED, reading.content_digest, address), article
        )

    def linked(
        self, path: str, reading: CachedReading, html: str, before: _Known | None
    ) -> ArticleNow | None:
        """Return an article with its links, None where they have errors, or need what is not published yet."""
        last, article = self._last, reading.reading.article
        if article is None:
            return None
        links = link_article(article, last.pages.known.targets, reading.key)
        media = last.names.media
        own = {one.address for one in before.links.own_links} if before else set()
        if (
            any(one.level is Level.ERROR for one in links.problems)
            or not all(media.get(one) for one in media_of(links))
            or not {one.address for one in links.own_links} <= own
        ):
            return None
        remembered = RememberedArticle(
            Outcome.PUBLISHED,
            reading.content_digest,
            last.portal.articles[path].address,
            article_key(reading.facts_key, links),
            page_key(reading.key, links),
        )
        body = fill_body(html, links.fillings, last.pages.known.targets.root)
        settings, address = self._context.settings, remembered.address
        story = story_of(settings, article, Outcome.PUBLISHED, links, address, lambda: body)
        return ArticleNow(reading, html, links, story, remembered)

    def media_with(self, before: Iterable[_Known], now: Iterable[ArticleNow]) -> Mapping[str, int]:
        """Return how many articles use each picture and file, once these are what they are now."""
        media = Counter(self._last.names.media)
        media.update(one for article in now for one in media_of(article.links))
        media.subtract(one for article in before for one in media_of(article.links))
        return media

    def note(self, now: Mapping[str, ArticleNow], media: Mapping[str, int]) -> None:
        """Take articles with their links, by path, and how many use each picture and file."""
        for path, one in now.items():
            self._last.pages.take(path, one.remembered, one.story.article, one.story)
            note_links(self._last.names, one.links)
        self._last.names.media = dict(media)

    def _is_one_of_a_kind(self, path: str, article: Article, cached: CachedReading) -> bool:
        """Tell whether an article shares neither its bytes nor a translation, and writes names as all others do."""
        names, last = self._last.names, self._last
        section = cached.reading.section
        if section and (
            is_reserved(section)
            or last.pages.known.sections.get(section.path) != section
            or names.sections.get(section.path, 0) < 1
        ):
            return False
        twins = (one for other, one in last.portal.articles.items() if other != path)
        return (
            article.slug not in names.foreign
            and all(one.content_digest != cached.content_digest for one in twins)
            and all(one_name(names.people, one.slug, one.name) for one in article.byline.people)
            and all(one_name(names.tags, one.slug, one.name) for one in (*article.tags, *article.communes))
        )

    def _address(self, article: Article) -> str:
        """Return the address that an article wants, "" where the portal's own pages have it."""
        sections = [section.path for section in self._last.pages.site.sections.all]
        wanted = addresses.wanted_address(article)
        given, problems = addresses.allocate([article], sections)
        return wanted if not problems and given.get(article.path) == wanted else ""

    def _may_come(self, address: str) -> bool:
        """Tell whether an address is nobody's, and no output file lies there but that of an article that is gone."""
        lies_there = self._context.cache.outputs.get(addresses.output_path(address)) is not None
        return (
            address not in self._taken
            and address_key(address) not in self._last.names.addresses
            and (address in self._left or not lies_there)
        )


def _is_simple_news(article: Article) -> bool:
    """Tell whether an article is news in the portal's language without an hour to go, any document, or an address of another form."""
    return (
        article.kind is ArticleKind.ARTICLE
        and article.lang == PORTAL_LANGUAGE
        and article.date is not None
        and article.expires is None
        and article.register is None
        and not article.documents
        and not article.old_addresses
        and not article.save_as
    )


def _of_titles(last: LastPortal, titles: Iterable[str]) -> list[Problem] | None:
    """Return what is said of articles that have some folded titles; None where one of them is not public."""
    found: list[Problem] = []
    for title, paths in paths_by_title(last.names, titles).items():
        if len(paths) > 1:
            articles = [one for path in paths if (one := last.pages.article(path))]
            if len(articles) < len(paths):
                return None
            found += same_titles(articles, {one.path: title for one in articles})
    return found
