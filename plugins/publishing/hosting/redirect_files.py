"""
Write ``_headers`` and ``_redirects``, as Netlify, Cloudflare Pages and (the latter) GitLab Pages read them.

They have no regular expressions, so addresses that only a pattern covers are left to the page 404.html.
A second line for the same header would be added to the first, not replace it: each header stands in one rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.publishing.hosting.host_site import GENERATED, HostSite, exact_redirects, with_and_without_slash
from plugins.publishing.hosting.http_headers import EVERYWHERE, IMMUTABLE, OPEN_DATA
from plugins.publishing.hosting.quoting import listed_target
from plugins.redirects.old_address import both_hex_cases, case_sensitive_spellings
from plugins.redirects.redirect_table import Redirect


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a host: lines of redirects, bytes of the file, characters of one line."""

    lines: int
    size: int = 10**9
    line: int = 1000


# developers.cloudflare.com/pages/configuration/redirects; docs.gitlab.com/user/project/pages/redirects; Netlify has none.
CLOUDFLARE = Limits(lines=2000)
GITLAB = Limits(lines=1000, size=64_000)
NETLIFY = Limits(lines=50_000)


def headers_file(site: HostSite) -> str:
    """Return the text of ``_headers``."""
    blocks = [(f"{site.root}/*", EVERYWHERE.headers)]
    for rule in (OPEN_DATA, IMMUTABLE):
        blocks += [(f"{site.root}{under}*", rule.headers) for under in rule.under]
        blocks += [
            (
                f"{site.root}/*{ending}"
                if ending.startswith(".")
                else f"{site.root}/{ending.partition('.')[0]}/{ending}",
                rule.headers,
            )
            for ending in rule.endings
        ]
    lines = [f"# {GENERATED}"]
    for path, headers in blocks:
        lines += [path, *(f"  {name}: {value}" for name, value in headers)]
    return "\n".join([*lines, ""])


def redirects_file(site: HostSite, limits: Limits) -> tuple[str, list[Redirect]]:
    """Return the text of ``_redirects``, and the redirects beyond the host's limits, which become forwarding pages."""
    prefixes = list(_prefixes(site))
    lines = [f"# {GENERATED}"]
    lines_left, size = (
        limits.lines - len(prefixes),
        sum(len(line.encode()) + 1 for line in (*lines, *prefixes)),
    )
    by_old = {one.old: one for one in site.table.redirects}
    spellings = [(by_old[old], list(_lines(site, old.path, to))) for old, to in exact_redirects(site.table)]
    known: set[str] = set()
    over: list[Redirect] = []
    # The likeliest spelling of every address comes before the second spelling of any.
    for number in range(max((len(forms) for _, forms in spellings), default=0)):
        for one, forms in spellings:
            if number >= len(forms) or (source := forms[number].partition(" ")[0]) in known:
                continue
            needed = len(forms[number].encode()) + 1
            if lines_left < 1 or size + needed > limits.size or len(forms[number]) > limits.line:
                over += [one] if number == 0 else []
                continue
            known.add(source)
            lines.append(forms[number])
            lines_left, size = lines_left - 1, size + needed
    return "\n".join([*lines, *prefixes, ""]), over


def _lines(site: HostSite, path: str, to: str) -> Iterator[str]:
    known: set[str] = set()
    for form in case_sensitive_spellings(path):
        for slashed in with_and_without_slash(form):
            for written in both_hex_cases(f"{site.root}{slashed}"):
                if written not in known:
                    known.add(written)
                    yield f"{written} {listed_target(site.href(to))} 301"


def _prefixes(site: HostSite) -> Iterator[str]:
    for prefix in site.table.prefixes:
        if prefix.to is not None:
            rest = ":splat" if prefix.keeps_rest else ""
            for form in case_sensitive_spellings(prefix.old.path):
                for written in both_hex_cases(f"{site.root}{form}"):
                    yield f"{written}/* {listed_target(site.href(prefix.to))}{rest} 301"
