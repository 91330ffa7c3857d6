"""Read an old portal's robots.txt (RFC 9309): which addresses it asks programs to leave alone, and how slowly to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

_MOST_BYTES, _MOST_RULES, _MOST_PATTERN = 500_000, 5_000, 1_000
_LONGEST_DELAY = 30.0
_EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class RobotsRule:
    """One line: whether addresses that a pattern fits are allowed; of two that fit, the longer pattern counts."""

    pattern: str
    is_allowed: bool

    def fits(self, path: str) -> bool:
        """
        Return whether the pattern fits a path with its query: "*" is anything, "$" the end.

        >>> [RobotsRule("/*.php$", False).fits(path) for path in ("/a/b.php", "/a/b.php?x=1", "/b.html")]
        [True, False, False]
        """
        whole, at_end = (self.pattern[:-1], True) if self.pattern.endswith("$") else (self.pattern, False)
        first, *pieces = whole.split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        last = pieces.pop() if at_end and pieces else None
        for piece in pieces:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if last is not None:
            return len(path) - at >= len(last) and path.endswith(last)
        return not at_end or at == len(path)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What a portal asks of programs: its rules, the pause between two requests in seconds, and where its site maps lie."""

    rules: tuple[RobotsRule, ...] = ()
    delay: float = 0.0
    site_maps: tuple[str, ...] = ()

    def allows(self, path: str) -> bool:
        """
        Return whether a path with its query may be asked for.

        >>> rules = parse_robots("User-agent: *\\nDisallow: /tin\\nAllow: /tin/cong-khai")
        >>> rules.allows("/tin/kin.html"), rules.allows("/tin/cong-khai/a.html"), rules.allows("/")
        (False, True, True)
        """
        written = _comparable(path)
        fitting = [(len(one.pattern), one.is_allowed) for one in self.rules if one.fits(written)]
        return max(fitting, default=(0, True))[1]


NOTHING_ALLOWED = RobotsRules((RobotsRule("/", False),))


def parse_robots(text: str, agent: str = "") -> RobotsRules:
    """Return the rules for a program: those of the groups that name it, else those for everybody; damaged lines say nothing."""
    groups: dict[str, list[tuple[str, str]]] = {}
    site_maps: list[str] = []
    named: list[str] = []
    is_open = False
    for key, value in _lines(text[:_MOST_BYTES]):
        if key == "user-agent":
            named = [*named, value.lower()] if is_open else [value.lower()]
            is_open = True
            groups.setdefault(value.lower(), [])
        elif key == "sitemap":
            site_maps.append(value)
        else:
            is_open = False
            for name in named:
                groups[name].append((key, value))
    own = [lines for name, lines in groups.items() if agent and name != _EVERYBODY and name in agent.lower()]
    lines = [line for group in own for line in group] if own else groups.get(_EVERYBODY, [])
    rules = [
        RobotsRule(_comparable(value[:_MOST_PATTERN]), key == "allow")
        for key, value in lines
        if key in ("allow", "disallow") and value
    ]
    delays = [
        float(value)
        for key, value in lines
        if key == "crawl-delay" and re.fullmatch(r"\d{1,4}(\.\d+)?", value)
    ]
    return RobotsRules(
        tuple(rules[:_MOST_RULES]),
        min(max(delays, default=0.0), _LONGEST_DELAY),
        tuple(dict.fromkeys(site_maps)),
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip().lower() in ("user-agent", "allow", "disallow", "crawl-delay", "sitemap"):
            yield key.strip().lower(), value.strip()


def _comparable(path: str) -> str:
    """Return a path as patterns and addresses are compared: however it is percent-encoded."""
    return quote(unquote_to_bytes(path), safe="/?&=*$%#+,;:@!'()~[]-._")
