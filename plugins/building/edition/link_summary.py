"""Summarise the links of one output file, quickly: most of a page has been read before, on other pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from typing import NamedTuple

from plugins.building.edition.html_addresses import page_parts
from plugins.building.edition.link_targets import targets_of
from plugins.building.edition.output_scan import (
    ATTRIBUTES,
    PLACEHOLDER_SIGNS,
    TAG,
    leaked_syntax,
    scan,
    scan_tag,
)
from plugins.problems import Problem

_PLACEHOLDER_BYTES = tuple(sign.encode() for sign in PLACEHOLDER_SIGNS)


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """
    The ids in one file and the targets of its links, each as lines of text; and the faults it has by itself.

    A target is a path below the output as ``link_targets.path_and_anchor`` returns it, and the same with "#" and an
    anchor where one is named.
    """

    ids: str
    targets: str
    problems: tuple[Problem, ...] = ()


def link_summary(path: str, data: bytes, root: str, siteurl: str) -> LinkSummary:
    """Return the link summary of a text file, given by its path below the output and its bytes."""
    if path.endswith(".html") and (quick := _quick_summary(path, data, root, siteurl)):
        return quick
    found = scan(path, data)
    targets = {
        target
        for reference in found.references
        for target in targets_of(reference.address, path, root, siteurl)
    }
    return LinkSummary("\n".join(sorted(found.ids)), "\n".join(sorted(targets)), found.problems)


def _quick_summary(path: str, data: bytes, root: str, siteurl: str) -> LinkSummary | None:
    """
    Return the link summary of a page without faults, None for one that has to be scanned line by line.

    Headers and footers repeat from page to page, and so do tags; their ids and targets are the same on
    each page if their addresses begin at the root. So most of a page has been scanned before.
    """
    # Both signs begin with this byte, and no letter does.
    if b"\xee" in data and any(sign in data for sign in _PLACEHOLDER_BYTES):
        return None
    # <head> and <main> are the page's own; what lies between and behind them is that of other pages.
    scans: Iterator[Callable[[bytes, str, str], _Summary | None]] = cycle(
        (_part_summary, _part_summary_cached)
    )
    parts = [scan_part(part, root, siteurl) for scan_part, part in zip(scans, page_parts(data), strict=False)]
    ids: list[str] = []
    targets: set[str] = set()
    for part in parts:
        if part is None:
            return None
        ids += part.ids
        targets.update(part.targets)
        for address in part.relative:
            targets.update(targets_of(address, path, root, siteurl))
    if len(set(ids)) < len(ids):
        return None
    return LinkSummary("\n".join(sorted(ids)), "\n".join(sorted(targets)))


class _Summary(NamedTuple):
    """The ids and targets of a tag or a part of a page, the same on every page, and addresses whose target depends on the page."""

    ids: Sequence[str]
    targets: Collection[str]
    relative: Collection[str]


def _part_summary(part: bytes, root: str, siteurl: str) -> _Summary | None:
    """Return the summary of a part that begins with a tag or is the first, None where something in it has a fault."""
    try:
        text = part.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not unicodedata.is_normalized("NFC", text):
        return None
    tags = [tag for tag in _tags_of_interest(siteurl).findall(text) if tag]
    # Lists repeat their tags: each is scanned once.
    scanned: dict[str, _Summary] = {}
    for tag in set(tags):
        summary = _tag_summary(tag, root, siteurl)
        if summary is None:
            return None
        scanned[tag] = summary
    return _Summary(
        [one for tag in tags for one in scanned[tag].ids],
        {one for summary in scanned.values() for one in summary.targets},
        {one for summary in scanned.values() for one in summary.relative},
    )


_part_summary_cached = lru_cache(maxsize=1 << 7)(_part_summary)


@lru_cache(maxsize=1)
def _tags_of_interest(siteurl: str) -> re.Pattern[str]:
    """
    Return a pattern for all tags of a page that can hold an id or an address of this site: its group is such a tag without its "<".

    Most hold none and are passed over: those with a class alone, links that write a letter or lead to another site, half of a
    head, JSON-LD. What is in comments, scripts and styles is no tag. All begin with "<", which makes the search fast.
    """
    own = rf"(?!{re.escape(siteurl)})" if siteurl else ""
    elsewhere = rf"(?:mailto:|{own}https?://[a-zA-Z0-9.-]+[/?#])[^\"]*"
    return re.compile(
        r"<(?:!--.*?-->"
        rf"|(?!s[ct])[a-z]\w*+ class=\"[^\"]*\"(?: href=\"{elsewhere}\"(?: rel=\"[^\"]*\")?)?>"
        r"|(?:meta (?:name|property)=\"[\w:.]+\" content|time datetime)=\"[^\"]*\">"
        r"|script type=\"application/ld\+json\">[^<]*+(?=</script)"
        rf"|((?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b{ATTRIBUTES}>.*?(?=</(?:[sS][cC][rR]|[sS][tT][yY]))"
        rf"|[a-zA-Z][^\s/>]*[\s/]{ATTRIBUTES}>))",
        re.DOTALL,
    )


@lru_cache(maxsize=1 << 13)
def _tag_summary(tag: str, root: str, siteurl: str) -> _Summary | None:
    """Return the summary of one start tag without its "<", None for one that has a fault."""
    token = TAG.match(f"<{tag}")
    if token is None or not token["name"]:
        return None
    found = scan_tag(token["name"].lower(), token["attributes"])
    if found.forbidden or any(leaked_syntax(address) for address in found.addresses):
        return None
    targets: list[str] = []
    relative: list[str] = []
    for address in found.addresses:
        if address.startswith(("/", "http")):
            targets += targets_of(address, "", root, siteurl)
        else:
            relative.append(address)
    return _Summary((found.identity,) if found.identity else (), tuple(targets), tuple(relative))
