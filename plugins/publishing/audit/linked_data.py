"""Check schema.org data of a page (JSON-LD): what search engines ask of an article, and dates that are dates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

ARTICLES = frozenset({"NewsArticle", "Article", "Report", "BlogPosting"})
_DATES = frozenset(
    {"datePublished", "dateModified", "dateCreated", "startDate", "endDate", "uploadDate", "validFrom"}
)


def things_of(data: object) -> list[dict[str, Any]]:
    """
    Return the things that a block of JSON-LD tells of: itself, those of its list, or those of its graph.

    >>> [one["@type"] for one in things_of({"@context": "https://schema.org", "@graph": [{"@type": "Person"}]})]
    ['Person']
    """
    found = [one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict)]
    graphs = (one.get("@graph", [one]) for one in found)
    return [
        one for graph in graphs for one in (graph if isinstance(graph, list) else []) if isinstance(one, dict)
    ]


def is_linked_data(written: str) -> bool:
    """
    Tell whether a text is valid JSON-LD: an object with a context and a type, or a list of these.

    >>> is_linked_data('{"@context": "https://schema.org", "@type": "NewsArticle"}'), is_linked_data("{")
    (True, False)
    """
    data = parsed_json(written)
    blocks = data if isinstance(data, list) else [data]
    return bool(blocks) and all(
        isinstance(one, dict)
        and one.get("@context")
        and all(isinstance(thing, dict) and thing.get("@type") for thing in one.get("@graph") or [one])
        for one in blocks
    )


@lru_cache(maxsize=4)
def parsed_json(written: str) -> Any:
    """Return what a text of JSON holds, None where it is none; two checks ask for the same text."""
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


def linked_data_faults(written: str, *, has_page_head: bool) -> Iterator[str]:
    """
    Yield what is wrong with a block of JSON-LD that was read as such; a block that was not is told elsewhere.

    >>> list(linked_data_faults('{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "hôm qua"}', has_page_head=True))
    ['JSON-LD: datePublished “hôm qua” không phải ngày giờ.', 'JSON-LD: NewsArticle thiếu headline.']
    """
    data = parsed_json(written)
    top = {id(one) for one in things_of(data)}
    waiting: list[Any] = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            yield from _faults(one, has_page_head, is_top=id(one) in top)


def _faults(block: dict[str, Any], has_page_head: bool, *, is_top: bool) -> Iterator[str]:
    for name in _DATES & block.keys():
        if not _is_date(block[name]):
            yield f"JSON-LD: {name} “{str(block[name])[:40]}” không phải ngày giờ."
    if not has_page_head and is_top and len(block) < 4:
        return
    kind = block.get("@type")
    if kind in ARTICLES and is_top:
        for name in ("headline", "datePublished"):
            if not block.get(name):
                yield f"JSON-LD: {kind} thiếu {name}."
        published, modified = block.get("datePublished"), block.get("dateModified")
        if _is_date(published) and _is_date(modified) and _moment(modified) < _moment(published):
            yield "JSON-LD: dateModified sớm hơn datePublished."
    elif (
        kind in ("Person", "Organization", "GovernmentOrganization")
        and not block.get("name")
        and "@id" not in block
    ):
        yield f"JSON-LD: {kind} thiếu name."
    elif kind == "BreadcrumbList" and not block.get("itemListElement"):
        yield "JSON-LD: BreadcrumbList thiếu itemListElement."


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _moment(text: object) -> str:
    """Return the day of a date, as text that sorts; times of day may have zones, and need not be compared."""
    return str(text)[:10]
