"""
Write the configuration of nginx: a server block, and the maps of old addresses that it includes.

Keys of a map are compared without regard to case, and addresses are decoded before, so one line covers both cases
of percent escapes and every mixture of capitals in the old platform's .aspx addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.publishing.hosting.host_site import GENERATED, HostSite, prefix_spellings
from plugins.publishing.hosting.http_headers import (
    EVERYWHERE,
    IMMUTABLE,
    OPEN_DATA,
    PAGES_CACHE,
    SVG_IMAGES,
    TYPES,
    HeaderRule,
)
from plugins.publishing.hosting.nginx_maps import GONE, QueryMap, map_files, query_maps
from plugins.publishing.hosting.quoting import literal, nginx_setting
from plugins.publishing.hosting.server_settings import DEFAULT_SERVER, ServerSettings
from plugins.redirects.old_address import rest_expression
from plugins.redirects.patterns import NAMES_OF_HOME, PATTERNS, Pattern

_POLICY = "Content-Security-Policy"
_FOUND = "200|206|304"


@dataclass(frozen=True, slots=True)
class NginxPaths:
    """
    Where nginx finds things: ``folder`` is what it serves, ``maps`` the folder of the maps.

    ``server`` is what the keeper set of the server. ``brotli`` needs the module ngx_brotli (Debian:
    libnginx-mod-http-brotli-static).
    """

    folder: str
    maps: str
    server: ServerSettings = DEFAULT_SERVER
    brotli: bool = False


def nginx_files(site: HostSite, paths: NginxPaths) -> dict[str, str]:
    """Return the files by name; raise ValueError for a portal below a path of its host."""
    if site.root:
        raise ValueError("nginx cần cổng ở gốc của một tên miền (SITEURL không có đường dẫn phía sau).")
    queries = query_maps(site)
    configuration = _configuration(site, paths, queries)
    return {"nginx.conf": configuration, **map_files(site, queries)}


def _regex(expression: str, number: int) -> str:
    """Return a pattern's expression with group names of its own, matching with or without a slash at its end."""
    for group in "ymds":
        expression = expression.replace(f"(?P<{group}>", f"(?<cong{number}{group}>")
    return f'"~*{expression.removesuffix("$")}/*$"'


def _map(source: str, name: str, lines: Iterable[str], default: str = '""') -> str:
    body = "".join(f"    {line}\n" for line in [f"default {default};", *lines])
    return f"map {source} ${name} {{\n{body}}}\n"


def _by_rule(rule: HeaderRule, value: str, before: str = "") -> Iterator[str]:
    """Yield the lines of a map that give a value to the paths of a rule."""
    for under in rule.under:
        yield f'"~^{before}{_escaped(under)}" "{value}";'
    for ending in rule.endings:
        yield f'"~^{before}.*{_escaped(ending)}$" "{value}";'


def _escaped(path: str) -> str:
    return path.replace(".", "\\.")


def _maps(site: HostSite, paths: NginxPaths, queries: list[QueryMap]) -> Iterator[str]:
    header = dict(EVERYWHERE.headers)
    (immutable,), (svg,), (open_data,) = IMMUTABLE.headers, SVG_IMAGES.headers, OPEN_DATA.headers
    status = f"(?:{_FOUND}) "

    def included(name: str) -> str:
        return f"include {nginx_setting(f'{paths.maps}/{name}.map')};"

    yield _map(
        '"$status $uri"',
        f"{site.identifier}_cache",
        _by_rule(IMMUTABLE, immutable[1], status),
        f'"{PAGES_CACHE[1]}"',
    )
    yield _map("$uri", f"{site.identifier}_csp", _by_rule(SVG_IMAGES, svg[1]), f'"{header[_POLICY]}"')
    yield _map("$uri", f"{site.identifier}_cors", _by_rule(OPEN_DATA, open_data[1]))
    yield _map("$uri", f"{site.identifier}_old", [included("chuyen-huong")])
    yield _map("$uri", f"{site.identifier}_gone", [included("da-bo")])
    for number, one in enumerate(queries):
        values = "&".join(f"$arg_{name}" for name in one.names) or "$args"
        yield _map(f'"$uri?{values}"', f"{site.identifier}_query{number}", [included(f"tham-so-{number}")])
    for number, pattern in enumerate(_patterns(site)):
        name = "-".join(f"$cong{number}{group}" for group in "ymd") + "/" if pattern.has_day else ""
        key = f'{_regex(pattern.expression, number)} "{name}$cong{number}s";'
        yield _map("$uri", f"{site.identifier}_name{number}", [key])
        yield _map(
            f"${site.identifier}_name{number}", f"{site.identifier}_page{number}", [included(pattern.index)]
        )


def _patterns(site: HostSite) -> list[Pattern]:
    """Return the patterns that have names to look up."""
    return [pattern for pattern in PATTERNS if site.table.names.lookup(pattern.index)]


def _query_answers(site: HostSite, queries: list[QueryMap]) -> Iterator[str]:
    """Yield what is tried before any file is looked for."""
    for _ in range(6 if queries else 0):
        # Links copied from a page's source have "&amp;" between parameters.
        yield 'if ($args ~ "^(?<conga>.*)&amp;(?<congb>.*)$") { set $args "$conga&$congb"; }'
    for number in range(len(queries)):
        found = f"${site.identifier}_query{number}"
        yield f'if ({found} = "{GONE}") {{ return 410; }}'
        yield f"if ({found}) {{ return 301 {found}; }}"


def _fallbacks(site: HostSite) -> Iterator[str]:
    """Yield what is tried, in order, for an address at which there is no file."""
    own = f"${site.identifier}"
    yield f"if ({own}_old) {{ return 301 {own}_old; }}"
    yield f"if ({own}_gone) {{ return 410; }}"
    if any(prefix.keeps_rest for prefix in site.table.prefixes):
        # The rest is taken from the address as it was requested, for which there are no spaces in it.
        yield 'set $cong_both "$uri $request_uri";'
    for prefix, form in prefix_spellings(site.table):
        begin = f"(?i)^{literal(form)}(?:/|$)"
        if prefix.to is None:
            yield f'if ($uri ~ "{begin}") {{ return 410; }}'
        elif prefix.keeps_rest:
            rest = rest_expression(prefix.old.path.count("/")).removeprefix("^")
            yield f'if ($cong_both ~ "(?i)^{literal(form)}(?:/.*)? {rest}") {{ return 301 "{site.href(prefix.to)}$1"; }}'
        else:
            yield f'if ($uri ~ "{begin}") {{ return 301 "{site.href(prefix.to)}"; }}'
    home = NAMES_OF_HOME.expression.removesuffix("$")
    yield f'if ($uri ~* "{home}/*$") {{ return 301 "{site.href("")}"; }}'
    for number in range(len(_patterns(site))):
        yield f"if ({own}_page{number}) {{ return 301 {own}_page{number}; }}"
    yield "return 404;"


def _configuration(site: HostSite, paths: NginxPaths, queries: list[QueryMap]) -> str:
    server = paths.server
    certificate = nginx_setting(server.certificate or f"/etc/letsencrypt/live/{site.name}/fullchain.pem")
    key = nginx_setting(server.key or f"/etc/letsencrypt/live/{site.name}/privkey.pem")
    headers = [(name, value) for name, value in EVERYWHERE.headers if name != _POLICY]
    lines = [f'add_header {name} "{value}" always;' for name, value in headers]
    lines += [
        f"add_header {_POLICY} ${site.identifier}_csp always;",
        f"add_header Cache-Control ${site.identifier}_cache always;",
        f"add_header {OPEN_DATA.headers[0][0]} ${site.identifier}_cors always;",
    ]
    kinds = [
        f"location ~ {_escaped(ending)}$ {{ types {{ {kind} {ending.rpartition('.')[2]}; }} try_files $uri @cong_old; }}"
        for ending, kind in TYPES.items()
    ]
    return _SERVER.format(
        generated=GENERATED,
        maps="".join(_maps(site, paths, queries)),
        name=site.name,
        sizes=_SIZES if server.hash_sizes else "",
        identifier=site.identifier,
        public=site.public_host,
        http="".join(f"    listen {one};\n" for one in server.http),
        https="".join(f"    listen {one} ssl http2;\n" for one in server.https),
        certificate=certificate,
        key=key,
        folder=nginx_setting(paths.folder),
        headers="\n    ".join(lines),
        brotli="brotli_static on;"
        if paths.brotli
        else "# brotli_static on;  # cần gói libnginx-mod-http-brotli-static",
        kinds="\n    ".join(kinds),
        queries="\n    ".join(_query_answers(site, queries)),
        own=f"include {nginx_setting(server.include, pattern=True)};" if server.include else "",
        fallbacks="\n        ".join(_fallbacks(site)),
    )


# nginx takes these once; where another portal's file has them, this portal's target says "hash_sizes": False.
_SIZES = """
map_hash_max_size 524288;
map_hash_bucket_size 1024;
variables_hash_max_size 4096;
"""
_SERVER = """# {generated}
# Đặt trong khối http {{ }}: ln -s <tệp này> /etc/nginx/sites-enabled/cong && nginx -t && systemctl reload nginx

{sizes}
{maps}
server {{
{http}    server_name {name};
    location /.well-known/acme-challenge/ {{ root /var/www/acme; }}
    location / {{ return 301 https://{public}$request_uri; }}
}}

server {{
{https}    server_name {name};

    # Chỗ của chứng thư: certbot, hoặc tệp mà cơ quan cấp.
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:{identifier}:10m;
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
    {queries}
    {own}
    location = /404.html {{ internal; }}
    location ~ /\\.(?!well-known/) {{ error_page 418 = @cong_old; return 418; }}
    location ~ \\.(?:html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)\\.(?:gz|br)$ {{ return 404; }}
    {kinds}
    location / {{
        if ($request_method !~ ^(?:GET|HEAD)$) {{ return 405; }}
        try_files $uri $uri/ @cong_old;
    }}
    location @cong_old {{
        {fallbacks}
    }}
}}
"""
