"""
Put the new names of the theme's stylesheet and scripts into pages of the last build.

A file of the theme is published under a name that tells its bytes, and every page names some. Where nothing else differs, the page
is that of the last build with another name in it: to write that costs a third of what making the page does.

Only names are replaced that templates write in one way, as the address of a <link> or <script>: no article can bring such an element, so each
that bears the address is the template's. A page that has an old name in any other place is made anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plugins.memory.digest import value_digest

# The one way in which a template may name a file of the theme for it to be replaced.
_PLAIN_USE = re.compile(
    r'<(?:link|script)\b[^<>{}]*\s(?:href|src)="\{\{ portal\.assets\["([^"\]]+)"\] \}\}"[^<>{}]*>'
)
_USE = re.compile(r'\bassets\b(?:\["([^"\]]+)"\])?')
# Nothing in it is written otherwise in HTML.
_PLAIN_ADDRESS = re.compile(r"[\w./-]+", re.ASCII)


def assets_digest(assets: Mapping[str, str]) -> str:
    """Return a digest of the addresses of a theme's files."""
    return value_digest(sorted(assets.items()))


def to_remember(assets: Mapping[str, str]) -> str:
    """Return the addresses of a theme's files as ``renamed_assets`` takes those of the last build."""
    return json.dumps(dict(sorted(assets.items())))


def replaceable_assets(templates: Path) -> frozenset[str]:
    """
    Return the files of the theme that its templates name as the address of a <link> or <script>, and in no other way.

    There are none where a template does anything with the addresses but name one of them.
    """
    named: set[str] = set()
    otherwise: set[str] = set()
    for template in templates.rglob("*.html"):
        text = template.read_text("utf-8", "replace")
        plain = _PLAIN_USE.findall(text)
        uses = [use[1] for use in _USE.finditer(_PLAIN_USE.sub("", text))]
        if None in uses:
            return frozenset()
        named.update(plain)
        otherwise.update(uses)
    return frozenset(named - otherwise)


@dataclass(frozen=True, slots=True)
class RenamedAssets:
    """
    Files of the theme that have another address than in the last build, and nothing but that.

    ``addresses`` maps the old to the new ones; ``before`` and ``now`` are the digests of all addresses, then and now.
    """

    before: str
    now: str
    addresses: Mapping[bytes, bytes]

    def are_all_that_differs(self, before: str, now: str) -> bool:
        """Tell whether two fingerprints of a page are of one that differs in nothing else."""
        same, _, assets = now.rpartition(".")
        return assets == self.now and before == f"{same}.{self.before}"

    def page(self, last: Path, make: Callable[[], bytes]) -> bytes:
        """Return a page of the last build with the new addresses; where an old one stands in another place, what ``make`` returns."""
        data = _elements_naming(*self.addresses).sub(
            lambda found: found[1] + self.addresses[found[2]], last.read_bytes()
        )
        return make() if any(old in data for old in self.addresses) else data


@lru_cache(maxsize=1)
def _elements_naming(*addresses: bytes) -> re.Pattern[bytes]:
    """Return a pattern for the beginnings of <link> and <script> elements that end with one of some addresses: what stands before it, and it."""
    either = b"|".join(map(re.escape, addresses))
    return re.compile(rb'(<(?:link|script)\b[^<>]*\s(?:href|src)=")(' + either + rb')(?=")')


def renamed_assets(last: str, assets: Mapping[str, str], templates: Path) -> RenamedAssets | None:
    """
    Return what the theme's files are called now, by their addresses in the last build; None where pages have to be made anew.

    ``last`` is what ``to_remember`` returned then, "" where that is not known.
    """
    before: dict[str, str] = json.loads(last) if last else {}
    differing = {name for name in before.keys() | assets.keys() if before.get(name) != assets.get(name)}
    if not differing or before.keys() != assets.keys() or not differing <= replaceable_assets(templates):
        return None
    addresses = {before[name]: assets[name] for name in differing}
    if not all(map(_PLAIN_ADDRESS.fullmatch, (*addresses, *addresses.values()))):
        return None
    return RenamedAssets(
        assets_digest(before),
        assets_digest(assets),
        {old.encode(): new.encode() for old, new in addresses.items()},
    )
