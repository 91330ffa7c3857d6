"""
Write the configuration of Caddy: one Caddyfile. Redirects are looked up only where there is no file.

Caddy's comparison of strings is case-sensitive, so .aspx addresses, which the old platform took in any case, become
regular expressions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from plugins.publishing.hosting.host_site import (
    GENERATED,
    HostSite,
    exact_gone,
    exact_redirects,
    names_left_out,
    prefix_spellings,
    query_answers,
    query_expressions,
)
from plugins.publishing.hosting.http_headers import (
    EVERYWHERE,
    IMMUTABLE,
    OPEN_DATA,
    PAGES_CACHE,
    SVG_IMAGES,
    TYPES,
    HeaderRule,
)
from plugins.publishing.hosting.quoting import caddy_expression, caddy_key, caddy_word, literal
from plugins.publishing.hosting.server_settings import DEFAULT_SERVER, ServerSettings
from plugins.redirects.old_address import (
    OldAddress,
    case_sensitive_spellings,
    path_spellings,
    rest_expression,
)
from plugins.redirects.patterns import NAMES_OF_HOME, PATTERNS

# The value of what is gone: a target begins with a slash or a scheme.
_GONE = "gone"
# Each name in a pattern is an expression: those of ten thousand articles would take hundreds of megabytes of memory.
MOST_NAMES = 6000
_DAY = re.compile(r"(?<=/)(\d{4})-0?([1-9]\d?)-0?([1-9]\d?)/")
_INDEXES = ("by_day", "by_day_start", "by_name", "by_start", "sections")


def caddyfile(
    site: HostSite,
    folder: str,
    server: ServerSettings = DEFAULT_SERVER,
    *,
    address: str = "",
    more: str = "",
) -> str:
    """
    Return the Caddyfile of a portal in ``folder``; raise ValueError for a portal below a path of its host.

    ``server`` is what the keeper set of the server. ``address`` is the site address in the file, the host name unless
    given; ``more`` are extra lines of its block.
    """
    if site.root:
        raise ValueError("Caddy cần cổng ở gốc của một tên miền (SITEURL không có đường dẫn phía sau).")
    lines = [f"header {name} {caddy_word(value)}" for name, value in (*EVERYWHERE.headers, PAGES_CACHE)]
    lines += [
        line
        for rule, name in ((OPEN_DATA, "mo"), (IMMUTABLE, "lau"), (SVG_IMAGES, "ve"))
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
        address=address or (site.name if server.https_port == "443" else f"{site.name}:{server.https_port}"),
        folder=caddy_word(folder),
        more="\n\t".join([*_server_lines(server), more]),
        headers="\n\t\t".join(lines),
        queries="\n\t\t".join(_query_answers(site)),
        maps="\n\t\t\t".join(_maps(site)),
        fallbacks="\n\t\t\t".join(_fallbacks(site)),
        cache=caddy_word(PAGES_CACHE[1]),
    )


def _server_lines(server: ServerSettings) -> Iterator[str]:
    if server.certificate:
        yield f"tls {caddy_word(server.certificate)} {caddy_word(server.key)}"
    if server.include:
        yield f"import {caddy_word(server.include)}"
    if server.https_hosts:
        yield f"bind {' '.join(host.strip('[]') for host in server.https_hosts)}"


def _indexes(site: HostSite) -> list[str]:
    """Return the indexes of names that are written into the file."""
    if names_left_out(site.table, MOST_NAMES):
        return []
    return [index for index in _INDEXES if site.table.names.lookup(index)]


def _headers(rule: HeaderRule, name: str) -> Iterator[str]:
    paths = [*(f"{under}*" for under in rule.under), *(f"*{ending}" for ending in rule.endings)]
    yield f"@{name} path {' '.join(paths)}"
    for header, value in rule.headers:
        yield f"header @{name} {header} {caddy_word(value)}"


def _map(source: str, name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source} {{{name}}} {{"
    known = dict(reversed([(key, value) for key, value in rows]))
    for key, value in reversed(known.items()):
        yield f'\t{key} "{value}"'
    yield '\tdefault ""'
    yield "}"


def _exact_rows(pairs: Iterable[tuple[OldAddress, str]]) -> Iterator[tuple[str, str]]:
    for old, to in pairs:
        if re.search(r"\.aspx?$", old.path, re.IGNORECASE):
            # Case-insensitive expressions cover letters beyond ASCII as well.
            cases = (old.path.lower(),) if old.path.isascii() else (old.path.lower(), old.path)
            forms = (unicodedata.normalize(way, case) for case in cases for way in ("NFC", "NFD"))
            for form in dict.fromkeys(forms):
                days = _DAY.sub(lambda day: f"{day[1]}-0?{day[2]}-0?{day[3]}/", literal(form))
                yield caddy_expression(f"(?i)^{days}/?$"), to
        else:
            capitals = (unicodedata.normalize(way, old.path.upper()) for way in ("NFC", "NFD"))
            for form in dict.fromkeys(
                (*case_sensitive_spellings(old.path), *path_spellings(old.path), *capitals)
            ):
                yield caddy_key(form), to
                yield caddy_key(f"{form}/"), to


def _query_rows(site: HostSite) -> Iterator[tuple[str, str]]:
    for old, to in query_answers(site.table):
        for expression in query_expressions(old):
            yield caddy_expression(expression), _GONE if to is None else site.href(to)


def _maps(site: HostSite) -> Iterator[str]:
    table = site.table
    yield from _map(
        "{path}", "cong_old", _exact_rows((old, site.href(to)) for old, to in exact_redirects(table))
    )
    yield from _map("{path}", "cong_gone", _exact_rows((old, _GONE) for old in exact_gone(table)))
    for index in _indexes(site):
        patterns = [pattern for pattern in PATTERNS if pattern.index == index]
        for number, pattern in enumerate(patterns):
            name = "${y}-${m}-${d}/${s}" if pattern.has_day else "${s}"
            row = (caddy_expression(f"(?i){pattern.expression.removesuffix('$')}/?$"), name)
            yield from _map("{path}", f"cong_{index}{number}", [row])
        found = "|".join(f"{{cong_{index}{number}}}" for number in range(len(patterns)))
        rows = (
            (caddy_expression(f"(?i)(?:^|\\|){literal(form)}(?:\\||$)"), site.href(to))
            for name, to in table.names.lookup(index).items()
            for form in path_spellings(name)
        )
        yield from _map(f'"|{found}|"', f"cong_page_{index}", rows)


def _query_answers(site: HostSite) -> Iterator[str]:
    """Yield what is tried before any file is looked for."""
    if any(query_answers(site.table)):
        yield from _map("{path}?{query}", "cong_query", _query_rows(site))
        yield f'@cong_query_gone expression `{{cong_query}} == "{_GONE}"`'
        yield "error @cong_query_gone 410"
        yield f'@cong_query expression `{{cong_query}} != "" && {{cong_query}} != "{_GONE}"`'
        yield "redir @cong_query {cong_query} 301"


def _gone(matcher: str) -> str:
    return f"handle @{matcher} {{\n\t\t\t\trewrite * /404.html\n\t\t\t\tfile_server {{\n\t\t\t\t\tstatus 410\n\t\t\t\t}}\n\t\t\t}}"


def _fallbacks(site: HostSite) -> Iterator[str]:
    """Yield what is tried, in order, for an address at which there is no file."""
    yield "@cong_query_gone expression `{http.error.status_code} == 410`"
    yield _gone("cong_query_gone")
    yield from _if_found("cong_old")
    yield '@cong_gone expression `{cong_gone} != ""`'
    yield _gone("cong_gone")
    for number, (prefix, form) in enumerate(prefix_spellings(site.table)):
        name = f"cong_tu{number}"
        path = f"path_regexp `(?i)^{literal(form)}(?:/|$)`"
        if prefix.to is None:
            yield f"@{name} {path}"
            yield _gone(name)
        elif prefix.keeps_rest:
            rest = rest_expression(prefix.old.path.count("/"))
            asked = f"vars_regexp {name} {{http.request.orig_uri}} `{rest}`"
            yield f"@{name} {{\n\t\t\t\t{path}\n\t\t\t\t{asked}\n\t\t\t}}"
            yield f'redir @{name} "{site.href(prefix.to)}{{re.{name}.1}}" 301'
        else:
            yield f"@{name} {path}"
            yield f"redir @{name} {caddy_word(site.href(prefix.to))} 301"
    yield f"@cong_home path_regexp `(?i){NAMES_OF_HOME.expression.removesuffix('$')}/?$`"
    yield f"redir @cong_home {caddy_word(site.href(''))} 301"
    for index in _indexes(site):
        yield from _if_found(f"cong_page_{index}")


def _if_found(name: str) -> Iterator[str]:
    yield f'@{name} expression `{{{name}}} != ""`'
    yield f"redir @{name} {{{name}}} 301"


_FILE = """# {generated}
# Caddy tự xin chứng thư cho tên miền ở dòng dưới. Dùng: caddy run --config <tệp này>
{address} {{
	{more}
	root * {folder}
	@cong_an {{
		path_regexp /\\.
		not path_regexp ^/\\.well-known(/[^./][^/]*)*/?$
	}}
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
	route {{
		{queries}
	}}
	file_server {{
		index index.html
		precompressed br gzip
	}}
	handle_errors {{
		header Cache-Control {cache}
		@cong_khong_co expression `{{http.error.status_code}} == 404 || {{http.error.status_code}} == 403 || {{http.error.status_code}} == 410`
		route @cong_khong_co {{
			uri path_regexp //+ /
			{maps}
			{fallbacks}
			rewrite * /404.html
			file_server {{
				status 404
			}}
		}}
	}}
}}
"""
