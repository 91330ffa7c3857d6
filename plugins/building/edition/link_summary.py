"""Summarise the links of one output file, quickly: most of a page has been read before, on other pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, cycle

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

# All tags of a page that can hold an id or an address: the group is such a tag without its "<". Most hold none and
# are passed over: those with a class alone, links that write a letter, half of a head, JSON-LD. What is in comments,
# scripts and styles is no tag. All begin with "<", which makes the search fast.
_TAGS_OF_INTEREST = re.compile(
    r"<(?:!--.*?-->"
    r"|(?!s[ct])[a-z]\w*+ class=\"[^\"]*\"(?: href=\"mailto:[^\"]*\"(?: rel=\"[^\"]*\")?)?>"
    r"|(?:meta (?:name|property)=\"[\w:.]+\" content|time datetime)=\"[^\"]*\">"
    r"|script type=\"application/ld\+json\">[^<]*+(?=</script)"
    rf"|((?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b{ATTRIBUTES}>.*?(?=</(?:[sS][cC][rR]|[sS][tT][yY]))"
    rf"|[a-zA-Z][^\s/>]*[\s/]{ATTRIBUTES}>))",
    re.DOTALL,
)


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
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Both signs begin with this byte, and no letter does.
    if b"\xee" in data and any(sign in text for sign in PLACEHOLDER_SIGNS):
        return None
    # <head> and <main> are the page's own; what lies between and behind them is that of other pages.
    scans: Iterator[Callable[[str, str, str], _PartSummary | None]] = cycle(
        (_part_summary, _part_summary_cached)
    )
    parts = [scan_part(part, root, siteurl) for scan_part, part in zip(scans, page_parts(text), strict=False)]
    ids: list[str] = []
    targets: set[str] = set()
    for part in parts:
        if part is None:
            return None
        ids += part.ids
        targets |= part.targets
        for address in part.relative:
            targets.update(targets_of(address, path, root, siteurl))
    if len(set(ids)) < len(ids):
        return None
    return LinkSummary("\n".join(sorted(ids)), "\n".join(sorted(targets)))


@dataclass(frozen=True, slots=True)
class _PartSummary:
    """The ids and targets of a part of a page, the same on every page, and addresses whose target depends on the page."""

    ids: tuple[str, ...]
    targets: frozenset[str]
    relative: frozenset[str]


def _part_summary(part: str, root: str, siteurl: str) -> _PartSummary | None:
    """Return the summary of a part that begins with a tag or is the first, None where something in it has a fault."""
    if not unicodedata.is_normalized("NFC", part):
        return None
    # Lists repeat their tags: each is scanned once.
    found = _TAGS_OF_INTEREST.findall(part)
    scanned = {tag: _tag_summary(tag, root, siteurl) for tag in set(found) if tag}
    summaries = [summary for summary in scanned.values() if summary]
    if len(summaries) < len(scanned):
        return None
    ids = (summary.ids * found.count(tag) for tag, summary in scanned.items() if summary and summary.ids)
    return _PartSummary(
        tuple(chain.from_iterable(ids)),
        frozenset().union(*[summary.targets for summary in summaries]),
        frozenset().union(*[summary.relative for summary in summaries]),
    )


_part_summary_cached = lru_cache(maxsize=1 << 7)(_part_summary)


@lru_cache(maxsize=1 << 13)
def _tag_summary(tag: str, root: str, siteurl: str) -> _PartSummary | None:
    """Return the summary of one start tag without its "<", None for one that has a fault."""
    token = TAG.match(f"<{tag}")
    if token is None or not token["name"]:
        return None
    found = scan_tag(token["name"].lower(), token["attributes"])
    if found.forbidden or any(leaked_syntax(address) for address in found.addresses):
        return None
    anywhere = [one for one in found.addresses if one.startswith(("/", "http"))]
    targets = frozenset(target for one in anywhere for target in targets_of(one, "", root, siteurl))
    ids = (found.identity,) if found.identity else ()
    return _PartSummary(ids, targets, frozenset(found.addresses) - frozenset(anywhere))
