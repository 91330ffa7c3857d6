"""
nginx: a server block, and the maps of old addresses that it includes.

Strings in a map are compared without capitals, and addresses arrive decoded, so one line answers both
cases of the escapes and every mixture of capitals in the old platform's .aspx addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote, quote_plus

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
    asked_with_query,
    beginnings,
    exact,
    with_and_without_slash,
)
from plugins.publishing.redirects.old_address import spellings
from plugins.publishing.redirects.patterns import NAMES_OF_HOME, PATTERNS, Names, Pattern

# nginx reads its file in pieces of 4096 bytes, and no word may be longer.
_LONGEST = 2000
_SPECIAL = frozenset({"default", "include", "hostnames", "volatile"})
_POLICY = "Content-Security-Policy"
_FOUND = "200|206|304"


@dataclass(frozen=True, slots=True)
class Where:
    """
    Where nginx finds things: ``folder`` is what it gives out, ``maps`` where the maps lie.

    ``brotli`` needs the module ngx_brotli (Debian: libnginx-mod-http-brotli-static).
    """

    folder: str
    maps: str
    certificate: str = ""
    key: str = ""
    http: str = "80"
    https: str = "443"
    brotli: bool = False


def nginx_files(site: HostSite, where: Where) -> dict[str, str]:
    """Return the files by name; raise ValueError for a portal below a path of its host."""
    if site.root:
        raise ValueError("nginx cần cổng ở gốc của một tên miền (SITEURL không có đường dẫn phía sau).")
    queries = _queries(site)
    maps = {
        "chuyen-huong.map": _lines(_exact(site)),
        "da-bo.map": _lines((path, "1") for gone in site.table.gone for path in _keys(gone.old.path)),
        **{f"tham-so-{number}.map": _lines(rows) for number, (_, rows) in enumerate(queries)},
        **{f"{book}.map": _lines(_book(site, book)) for book in _books(site.table.names)},
    }
    return {"nginx.conf": _configuration(site, where, [names for names, _ in queries]), **maps}


def _books(names: Names) -> list[str]:
    return sorted({pattern.book for pattern in PATTERNS if getattr(names, pattern.book)})


def _book(site: HostSite, book: str) -> Iterator[tuple[str, str]]:
    entries: Mapping[str, str] = getattr(site.table.names, book)
    for name, address in entries.items():
        for form in spellings(name):
            yield form, site.href(address)


def _keys(path: str) -> Iterator[str]:
    for form in spellings(path):
        yield from with_and_without_slash(form)


def _exact(site: HostSite) -> Iterator[tuple[str, str]]:
    for old, to in exact(site.table):
        for key in _keys(old.path):
            yield key, site.href(to)


def _queries(site: HostSite) -> list[tuple[tuple[str, ...], list[tuple[str, str]]]]:
    """Return the redirects that hang on a query, by the names of the parameters they need, the most first."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for old, to in asked_with_query(site.table):
        # nginx has a variable for a parameter whose name is a word; other queries are compared as they stand.
        plain = all(name.replace("_", "").isalnum() and name.isascii() for name, _ in old.query)
        names = tuple(name.lower() for name, _ in old.query) if plain else ()
        forms = [
            _values(value) if plain else tuple(f"{name}={form}" for form in _values(value))
            for name, value in old.query
        ]
        for path in _keys(old.path):
            for values in product(*forms):
                groups[names].append((f"{path}?{'&'.join(values)}", site.href(to)))
    return sorted(groups.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _values(value: str) -> tuple[str, ...]:
    """Return the forms of a parameter's value as it goes over the line; capitals do not count."""
    return tuple(dict.fromkeys((quote(value, safe=""), quote_plus(value), quote(value, safe="/:,-._~"))))


def quoted(text: str) -> str:
    r"""
    Return a word as nginx reads it.

    >>> print(quoted('/a "b"'), quoted("default"))
    "/a \"b\"" \default
    """
    if text in _SPECIAL:
        return f"\\{text}"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    """Return the lines of a map: of two keys that nginx takes for one, the first."""
    known: dict[str, str] = {}
    for key, value in rows:
        folded = "".join(letter.lower() if letter.isascii() else letter for letter in key)
        if len(key.encode()) <= _LONGEST and len(value.encode()) <= _LONGEST:
            known.setdefault(folded, value)
    return "".join(f"{quoted(key)} {quoted(value)};\n" for key, value in known.items())


def _regex(expression: str, number: int) -> str:
    """Return a pattern's expression with names of its own, and with or without a slash at its end."""
    for group in "ymds":
        expression = expression.replace(f"(?P<{group}>", f"(?<cong{number}{group}>")
    return f'"~*{expression.removesuffix("$")}/*$"'


def _map(source: str, name: str, lines: Iterable[str], default: str = '""') -> str:
    body = "".join(f"    {line}\n" for line in [f"default {default};", *lines])
    return f"map {source} ${name} {{\n{body}}}\n"


def _by_rule(rule: HeaderRule, value: str, before: str = "") -> Iterator[str]:
    """Yield the lines of a map of paths that give a value to those of a rule."""
    for under in rule.under:
        yield f'"~^{before}{_escaped(under)}" "{value}";'
    for ending in rule.endings:
        yield f'"~^{before}.*{_escaped(ending)}$" "{value}";'


def _escaped(path: str) -> str:
    return path.replace(".", "\\.")


def _maps(site: HostSite, where: Where, queries: list[tuple[str, ...]]) -> Iterator[str]:
    header = dict(EVERYWHERE.headers)
    (lasting,), (drawing,), (open_data,) = LASTING.headers, DRAWINGS.headers, OPEN_DATA.headers
    status = f"(?:{_FOUND}) "
    yield _map('"$status $uri"', "cong_cache", _by_rule(LASTING, lasting[1], status), f'"{PAGES_CACHE[1]}"')
    yield _map("$uri", "cong_csp", _by_rule(DRAWINGS, drawing[1]), f'"{header[_POLICY]}"')
    yield _map("$uri", "cong_cors", _by_rule(OPEN_DATA, open_data[1]))
    yield _map("$uri", "cong_old", [f"include {where.maps}/chuyen-huong.map;"])
    yield _map("$uri", "cong_gone", [f"include {where.maps}/da-bo.map;"])
    for number, names in enumerate(queries):
        values = "&".join(f"$arg_{name}" for name in names) or "$args"
        yield _map(f'"$uri?{values}"', f"cong_query{number}", [f"include {where.maps}/tham-so-{number}.map;"])
    for number, pattern in enumerate(_patterns(site)):
        name = "-".join(f"$cong{number}{group}" for group in "ymd") + "/" if pattern.has_day else ""
        key = f'{_regex(pattern.expression, number)} "{name}$cong{number}s";'
        yield _map("$uri", f"cong_name{number}", [key])
        yield _map(f"$cong_name{number}", f"cong_page{number}", [f"include {where.maps}/{pattern.book}.map;"])


def _patterns(site: HostSite) -> list[Pattern]:
    """Return the patterns that have names to find."""
    return [pattern for pattern in PATTERNS if getattr(site.table.names, pattern.book)]


def _answers(site: HostSite, queries: int) -> Iterator[str]:
    """Yield what is tried, in order, for an address that no file answers."""
    for number in range(queries):
        yield f"if ($cong_query{number}) {{ return 301 $cong_query{number}; }}"
    yield "if ($cong_old) { return 301 $cong_old; }"
    yield "if ($cong_gone) { return 410; }"
    for prefix, form in beginnings(site.table):
        begin = "(?i)^" + "".join(f"\\{letter}" if letter in ".()[]{}+*?^$|\\" else letter for letter in form)
        if prefix.to is None:
            yield f'if ($uri ~ "{begin}(?:/|$)") {{ return 410; }}'
        else:
            rest = "$1" if prefix.keeps_rest else ""
            yield f'rewrite "{begin}(?:/+(.*))?$" {site.href(prefix.to)}{rest}? permanent;'
    home = NAMES_OF_HOME.expression.removesuffix("$")
    yield f'if ($uri ~* "{home}/*$") {{ return 301 {site.href("")}; }}'
    for number in range(len(_patterns(site))):
        yield f"if ($cong_page{number}) {{ return 301 $cong_page{number}; }}"
    yield "return 404;"


def _configuration(site: HostSite, where: Where, queries: list[tuple[str, ...]]) -> str:
    certificate = where.certificate or f"/etc/letsencrypt/live/{site.name}/fullchain.pem"
    key = where.key or f"/etc/letsencrypt/live/{site.name}/privkey.pem"
    headers = [(name, value) for name, value in EVERYWHERE.headers if name != _POLICY]
    lines = [f'add_header {name} "{value}" always;' for name, value in headers]
    lines += [
        f"add_header {_POLICY} $cong_csp always;",
        "add_header Cache-Control $cong_cache always;",
        f"add_header {OPEN_DATA.headers[0][0]} $cong_cors always;",
    ]
    kinds = [
        f"location ~ {_escaped(ending)}$ {{ types {{ {kind} {ending.rpartition('.')[2]}; }} try_files $uri @cong_old; }}"
        for ending, kind in TYPES.items()
    ]
    return _SERVER.format(
        generated=GENERATED,
        maps="".join(_maps(site, where, queries)),
        name=site.name,
        http=where.http,
        https=where.https,
        certificate=certificate,
        key=key,
        folder=where.folder,
        headers="\n    ".join(lines),
        brotli="brotli_static on;"
        if where.brotli
        else "# brotli_static on;  # cần gói libnginx-mod-http-brotli-static",
        kinds="\n    ".join(kinds),
        answers="\n        ".join(_answers(site, len(queries))),
    )


_SERVER = """# {generated}
# Đặt trong khối http {{ }}: ln -s <tệp này> /etc/nginx/sites-enabled/cong && nginx -t && systemctl reload nginx

map_hash_max_size 524288;
map_hash_bucket_size 1024;
variables_hash_max_size 4096;

{maps}
server {{
    listen {http};
    server_name {name};
    location /.well-known/acme-challenge/ {{ root /var/www/acme; }}
    location / {{ return 301 https://$host$request_uri; }}
}}

server {{
    listen {https} ssl http2;
    server_name {name};

    # Chỗ của chứng thư: certbot, hoặc tệp mà cơ quan cấp.
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:cong:10m;
    ssl_session_tickets off;

    root {folder};
    index index.html;
    autoindex off;
    charset utf-8;
    charset_types text/css text/plain text/xml text/csv text/calendar application/json application/atom+xml application/rss+xml application/javascript application/manifest+json;
    server_tokens off;
    absolute_redirect off;
    gzip off;
    gzip_static on;
    gzip_vary on;
    {brotli}

    {headers}

    error_page 403 =404 /404.html;
    error_page 404 410 /404.html;
    location = /404.html {{ internal; }}
    location ~ /\\.(?!well-known/) {{ return 404; }}
    location ~ \\.(?:html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)\\.(?:gz|br)$ {{ return 404; }}
    {kinds}
    location / {{
        if ($request_method !~ ^(?:GET|HEAD)$) {{ return 405; }}
        try_files $uri $uri/ @cong_old;
    }}
    location @cong_old {{
        {answers}
    }}
}}
"""
