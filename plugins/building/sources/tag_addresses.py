"""Give each tag and commune of the portal an address of its own, where the slugs of several would be the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from plugins.article.facts import Article, Tag
from plugins.article.tags import distinct, same_tags, slugs_apart, tag_identity

# The tag that a name means, by the name.
TagsByName = Mapping[str, Tag]


def tags_apart(articles: Iterable[Article]) -> TagsByName:
    """
    Return the tags and communes whose slug is not that of their name, by all names that they are written with.

    Of several with one slug, the tag of the oldest article keeps it; those written without marks are the marked one.
    """
    names: dict[str, dict[str, tuple[float, str]]] = {}
    seen: dict[Tag, tuple[float, str]] = {}
    for article in articles:
        age = (article.date.timestamp() if article.date else 0.0, article.path)
        for tag in (*article.tags, *article.communes):
            if tag not in seen or age < seen[tag]:
                seen[tag] = age
    for tag, age in seen.items():
        names.setdefault(tag.slug, {})[tag.name] = age
    apart: dict[str, Tag] = {}
    for slug, ages in sorted(names.items()):
        if len(ages) > 1:
            apart |= _apart(slug, ages, {*names, *(tag.slug for tag in apart.values())})
    return apart


def _apart(slug: str, ages: Mapping[str, tuple[float, str]], taken: Collection[str]) -> dict[str, Tag]:
    known = same_tags(Tag(name, slug) for name in ages)
    if len({*known.values()}) == 1:
        return {}
    by_age = sorted(ages, key=lambda name: (ages[name], name))
    # A tag is called as the oldest article with its marks calls it.
    called: dict[str, str] = {}
    for name in by_age:
        if known[name] not in called or tag_identity(called[known[name]]) != known[name]:
            called[known[name]] = name
    slugs = slugs_apart(slug, list(called.values()), taken)
    return {
        name: Tag(name, slugs[called[known[name]]]) for name in ages if slugs[called[known[name]]] != slug
    }


def with_own_tags(article: Article, apart: TagsByName) -> Article:
    """Return an article whose tags and communes have the slugs that tell them apart."""
    tags, communes = (
        tuple(apart.get(one.name, one) for one in names) for names in (article.tags, article.communes)
    )
    if (tags, communes) == (article.tags, article.communes):
        return article
    return replace(article, tags=distinct(tags), communes=distinct(communes))
