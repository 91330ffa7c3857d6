"""
Caddy: one Caddyfile. What old addresses lead to is looked up only where no file answers.

Caddy compares strings letter by letter, so what the old .aspx platform wrote with any capitals is an expression here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

from plugins.publishing.hosting.headers import (
    DRAWINGS,
    EVERYWHERE,
    LASTING,
    OPEN_DATA,
    PAGES_CACHE,
    TYPES,
    HeaderRule,
)
from plugins.publishing.hosting.host_site import (
    GENERATED,
    HostSite,
    asked_for_with,
    asked_with_query,
    beginnings,
    exact,
    number_of_names,
)
from plugins.publishing.redirects.old_address import OldAddress, spellings, with_capitals
from plugins.publishing.redirects.patterns import NAMES_OF_HOME, PATTERNS

# Expressions for names in patterns: ten thousand articles would take Caddy hundreds of megabytes.
MOST_NAMES = 6000
_DAY = re.compile(r"(?<=/)(\d{4})-0?([1-9]\d?)-0?([1-9]\d?)/")
_BOOKS = ("by_day", "by_day_start", "by_name", "by_start", "sections")


def caddyfile(site: HostSite, folder: str, *, address: str = "", more: str = "") -> str:
    """
    Return the Caddyfile of a portal that lies in ``folder``; raise ValueError for one below a path of its host.

    ``address`` is what Caddy listens to, the host's name unless given; ``more`` are lines for its block.
    """
    if site.root:
        raise ValueError("Caddy cần cổng ở gốc của một tên miền (SITEURL không có đường dẫn phía sau).")
    lines = [f"header {name} {_word(value)}" for name, value in (*EVERYWHERE.headers, PAGES_CACHE)]
    lines += [
        line
        for rule, name in ((OPEN_DATA, "mo"), (LASTING, "lau"), (DRAWINGS, "ve"))
        for line in _headers(rule, name)
    ]
    for number, (ending, kind) in enumerate(TYPES.items()):
        rule = HeaderRule(
            (("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind),),
            endings=(ending,),
        )
        lines += _headers(rule, f"loai{number}")
    return _FILE.format(
        generated=GENERATED,
        address=address or site.name,
        folder=folder,
        more=more,
        headers="\n\t\t".join(lines),
        maps="\n\t\t\t".join(_maps(site)),
        answers="\n\t\t\t".join(_answers(site)),
        cache=_word(PAGES_CACHE[1]),
    )


def left_out(site: HostSite) -> int:
    """Return how many names of patterns are too many for the file."""
    number = number_of_names(site.table)
    return number if number > MOST_NAMES else 0


def _books(site: HostSite) -> list[str]:
    return [] if left_out(site) else [book for book in _BOOKS if getattr(site.table.names, book)]


def _word(text: str) -> str:
    r"""
    Return a word as a Caddyfile has it.

    >>> print(_word('a "b"'))
    "a \"b\""
    """
    if "\\" in text and "`" not in text:
        # Between quotes a backslash stands for itself, but not before a quote; between back-quotes always.
        return f"`{text}`"
    return '"' + text.replace('"', '\\"') + '"'


def _expression(text: str) -> str:
    """Return an expression as a Caddyfile has it: between back-quotes nothing is read twice."""
    return f"`~{text}`"


def _headers(rule: HeaderRule, name: str) -> Iterator[str]:
    paths = [*(f"{under}*" for under in rule.under), *(f"*{ending}" for ending in rule.endings)]
    yield f"@{name} path {' '.join(paths)}"
    for header, value in rule.headers:
        yield f"header @{name} {header} {_word(value)}"


def _map(source: str, name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source} {{{name}}} {{"
    known = dict(reversed([(key, value) for key, value in rows]))
    for key, value in reversed(known.items()):
        yield f"\t{key} {_word(value)}"
    yield '\tdefault ""'
    yield "}"


def _exact_rows(pairs: Iterable[tuple[OldAddress, str]]) -> Iterator[tuple[str, str]]:
    for old, to in pairs:
        if re.search(r"\.aspx?$", old.path, re.IGNORECASE):
            for form in dict.fromkeys(unicodedata.normalize(way, old.path.lower()) for way in ("NFC", "NFD")):
                days = _DAY.sub(
                    lambda day: f"{day[1]}-0?{day[2]}-0?{day[3]}/", re.escape(form).replace("\\-", "-")
                )
                yield _expression(f"(?i)^{days}/?$"), to
            # Letters beyond ASCII are the same in capitals for this host as well.
        else:
            capitals = (unicodedata.normalize(way, old.path.upper()) for way in ("NFC", "NFD"))
            for form in dict.fromkeys((*with_capitals(old.path), *spellings(old.path), *capitals)):
                yield _word(form), to
                yield _word(f"{form}/"), to


def _query_rows(site: HostSite) -> Iterator[tuple[str, str]]:
    """Yield an expression for "path?query" in which the parameters may stand in any order, among others."""
    for old, to in asked_with_query(site.table):
        for form in spellings(old.path):
            # RE2 cannot look ahead: each order of the parameters is written out.
            for order in _orders([asked_for_with(name, value) for name, value in old.query]):
                between = "(?:&[^&]*)*&"
                yield (
                    _expression(f"(?i)^{re.escape(form)}/?\\?(?:[^&]*&)*{between.join(order)}(?:&|$)"),
                    site.href(to),
                )


def _orders(words: list[str]) -> Iterator[list[str]]:
    for places in product(range(len(words)), repeat=len(words)):
        if len(set(places)) == len(words):
            yield [words[place] for place in places]


def _maps(site: HostSite) -> Iterator[str]:
    table = site.table
    yield from _map("{path}", "cong_old", _exact_rows((old, site.href(to)) for old, to in exact(table)))
    yield from _map("{path}?{query}", "cong_query", _query_rows(site))
    yield from _map("{path}", "cong_gone", _exact_rows((gone.old, "1") for gone in table.gone))
    for book in _books(site):
        patterns = [pattern for pattern in PATTERNS if pattern.book == book]
        for number, pattern in enumerate(patterns):
            name = "${y}-${m}-${d}/${s}" if pattern.has_day else "${s}"
            row = (_expression(f"(?i){pattern.expression.removesuffix('$')}/?$"), name)
            yield from _map("{path}", f"cong_{book}{number}", [row])
        found = "|".join(f"{{cong_{book}{number}}}" for number in range(len(patterns)))
        rows = (
            (_expression(f"(?i)(?:^|\\|){re.escape(form)}(?:\\||$)"), site.href(to))
            for name, to in getattr(table.names, book).items()
            for form in spellings(name)
        )
        yield from _map(_word(f"|{found}|"), f"cong_page_{book}", rows)


def _answers(site: HostSite) -> Iterator[str]:
    """Yield what is tried, in order, for an address that no file answers."""
    yield from _if_found("cong_query")
    yield from _if_found("cong_old")
    yield '@cong_gone expression `{cong_gone} != ""`'
    yield "handle @cong_gone {\n\t\t\t\trewrite * /404.html\n\t\t\t\tfile_server {\n\t\t\t\t\tstatus 410\n\t\t\t\t}\n\t\t\t}"
    for number, (prefix, form) in enumerate(beginnings(site.table)):
        name = f"cong_tu{number}"
        yield f"@{name} path_regexp {name} `(?i)^{re.escape(form)}(?:/+(.*))?$`"
        if prefix.to is None:
            yield f"handle @{name} {{\n\t\t\t\trewrite * /404.html\n\t\t\t\tfile_server {{\n\t\t\t\t\tstatus 410\n\t\t\t\t}}\n\t\t\t}}"
        else:
            rest = f"{{re.{name}.1}}" if prefix.keeps_rest else ""
            yield f"redir @{name} {_word(site.href(prefix.to) + rest)} 301"
    yield f"@cong_home path_regexp `(?i){NAMES_OF_HOME.expression.removesuffix('$')}/?$`"
    yield f"redir @cong_home {_word(site.href(''))} 301"
    for book in _books(site):
        yield from _if_found(f"cong_page_{book}")


def _if_found(name: str) -> Iterator[str]:
    yield f'@{name} expression `{{{name}}} != ""`'
    yield f"redir @{name} {{{name}}} 301"


_FILE = """# {generated}
# Caddy tự xin chứng thư cho tên miền ở dòng dưới. Dùng: caddy run --config <tệp này>
{address} {{
	{more}
	root * {folder}
	@cong_an path_regexp /\\.[^w]
	error @cong_an 404
	# Theo đúng thứ tự này: dòng sau thay dòng trước.
	route {{
		{headers}
	}}
	header {{
		Vary Accept-Encoding
		defer
	}}
	@cong_khac not method GET HEAD
	error @cong_khac 405
	file_server {{
		index index.html
		precompressed br gzip
	}}
	handle_errors {{
		header Cache-Control {cache}
		@cong_khong_co expression `{{http.error.status_code}} == 404 || {{http.error.status_code}} == 403`
		route @cong_khong_co {{
			{maps}
			{answers}
			rewrite * /404.html
			file_server {{
				status 404
			}}
		}}
	}}
}}
"""
