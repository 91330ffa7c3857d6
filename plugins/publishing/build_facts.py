"""What publishing needs of a build: identity marks of pages, old addresses, names, and texts that are not public yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from markupsafe import escape as escaped_in_pages

from plugins.article.facts import Article
from plugins.building.build_state import BuildState
from plugins.building.linking.address_holders import file_mark
from plugins.feeds.article_entries import first_addresses
from plugins.lifecycle.outcome import NOT_PUBLIC_YET, Outcome
from plugins.pages import addresses
from plugins.pages.site import Story
from plugins.publishing.audit.audit_facts import AuditFacts, Secrets
from plugins.publishing.audit.portal_checks import PORTAL_FILES
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.written_texts import WrittenTexts
from plugins.redirects.ledger import identity_marks, section_marks
from plugins.redirects.redirect_table import PatternTarget
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import slugify

_TEXT = re.compile(r">([^<>\ue000\ue001]+)<")
# Characters; many articles share shorter texts.
_LONG_TITLE, _LONG_TEXT = 12, 30
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """
    What publishing needs of a build.

    ``marks`` are the identity marks of articles, pages and sections by address; ``old_addresses`` those in articles'
    headers (text, file, line, address); ``pattern_targets`` the pages that old address patterns may mean; ``for_audit``
    is what the audit knows; ``next_change`` is an ISO instant or ""; ``files`` has the source file of each article and page and the line of its
    slug, by address; ``sources`` the mark of every source file; ``firsts`` the first addresses of which feeds made ids.
    """

    siteurl: str
    marks: Mapping[str, tuple[str, ...]]
    old_addresses: tuple[tuple[str, str, int, str], ...]
    pattern_targets: tuple[PatternTarget, ...]
    for_audit: AuditFacts
    next_change: str
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    firsts: Mapping[str, str] = field(default_factory=dict)


def facts_of(state: BuildState) -> BuildFacts:
    """Return what publishing needs of a build."""
    site = state.model.site
    stories = (*site.stories, *site.standing)
    marks: dict[str, tuple[str, ...]] = {
        addresses.section(one.path): section_marks(one.name, *one.aliases) for one in site.sections.all
    }
    below = state.paths
    for story in stories:
        article = story.article
        day = article.date.date().isoformat() if article.date else "trang"
        content = state.sources.readings[below[article.path]].content_digest
        marks[story.address] = identity_marks(article.path, article.title, day, content)
    return BuildFacts(
        siteurl=site.siteurl,
        marks=marks,
        old_addresses=tuple(
            (text, story.article.path, story.article.lines.get("old_addresses", 1), story.address)
            for story in stories
            for text in story.article.old_addresses
        ),
        pattern_targets=tuple(_pattern_targets(state)),
        for_audit=AuditFacts(
            SiteBase(site.portal.root, site.siteurl),
            _secrets(state, stories),
            unlisted=frozenset(addresses.output_path(story.address) for story in stories if not story.listed),
            expected=PORTAL_FILES,
            is_written=WrittenTexts(state).has,
        ),
        next_change=state.next_change.moment.isoformat() if state.next_change else "",
        files={story.address: (story.article.path, story.article.lines.get("slug", 1)) for story in stories},
        sources={shown: file_mark(shown) for shown in map(state.library.shown, state.sources.outcomes)},
        firsts=first_addresses(site),
    )


def _pattern_targets(state: BuildState) -> Iterator[PatternTarget]:
    for section in state.model.site.sections.all:
        names = {section.slug, *(slugify(name, _LONGEST_NAME) for name in (section.name, *section.aliases))}
        yield PatternTarget(addresses.section(section.path), tuple(sorted(filter(None, names))))
    for story in state.model.site.stories:
        if story.outcome is not Outcome.HIDDEN and story.article.date:
            day = story.article.date.date()
            yield PatternTarget(
                story.address,
                possible_slugs(story.article, story.address),
                f"{day.year}-{day.month}-{day.day}",
            )


def possible_slugs(article: Article, address: str) -> tuple[str, ...]:
    """
    Return the slugs that an article may have had: made of its title or its file name, with and without diacritics.

    >>> from plugins.article.facts import ArticleKind
    >>> from plugins.prose.body import Body
    >>> possible_slugs(Article("content/a.md", ArticleKind.ARTICLE, "Họp báo: 86,1 %", "a", Body("")), "tin/2023/a/")
    ('a', 'hop-bao-86-1', 'hop-bao-861', 'họp-báo-86-1')
    """
    marked = re.sub(r"\W+", "-", nfc(article.title).lower()).strip("-")
    stem = PurePosixPath(article.path).name.rpartition(".")[0]
    last = address.rstrip("/").rpartition("/")[2].removesuffix(".html")
    # Some platforms drop a comma or a slash, others replace it by a hyphen.
    bare = slugify(re.sub(r"[^\w\s-]", "", article.title), _LONGEST_NAME)
    found = {
        article.slug,
        slugify(article.title, _LONGEST_NAME),
        bare,
        slugify(stem, _LONGEST_NAME),
        last,
        marked,
    }
    return tuple(sorted(filter(None, found)))


def _secrets(state: BuildState, stories: tuple[Story, ...]) -> Secrets:
    """Return the texts of drafts and scheduled articles, except those that are public as a title or a summary."""
    public = {text for story in stories for text in (story.article.title, story.article.summary)}
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    hidden = [
        path
        for path, outcome in state.sources.outcomes.items()
        if outcome in NOT_PUBLIC_YET and path in state.sources.articles
    ]
    with state.bodies() as body_of:
        for path in hidden:
            article = state.sources.articles[path]
            found = [article.summary] if len(article.summary) >= _LONG_TEXT else []
            if len(article.title) >= _LONG_TITLE and article.title not in public:
                found.append(article.title)
                titles[article.title] = article.path
            texts |= {str(escaped_in_pages(text)): article.path for text in found if text not in public}
            body = _TEXT.findall(body_of(path))
            texts |= {text: article.path for text in body if len(text.strip()) >= _LONG_TEXT}
    shown = {str(escaped_in_pages(text)) for text in public} | {escape(text) for text in public}
    return Secrets({text: path for text, path in texts.items() if text not in shown}, titles)
