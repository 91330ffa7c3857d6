"""
Write the configuration of Apache: one .htaccess, for hosting where nothing else can be set.

Apache reads it for each request, so beyond some thousands of names the patterns of old addresses are left out, and a
request for an existing file goes no further than the first rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.publishing.hosting.host_site import (
    GENERATED,
    HostSite,
    exact_gone,
    exact_redirects,
    names_left_out,
    parameter_pattern,
    prefix_spellings,
    query_answers,
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
from plugins.publishing.hosting.quoting import apache_target, literal
from plugins.redirects.old_address import path_spellings, rest_expression
from plugins.redirects.patterns import NAMES_OF_HOME, PATTERNS, Pattern

_PRECOMPRESSED_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "text/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    **{ending.lstrip("."): kind for ending, kind in TYPES.items() if ending.count(".") == 1},
}
# Each name in a pattern is a rule; more of them would slow every request.
MOST_NAMES = 1500


def htaccess(site: HostSite) -> str:
    """Return the text of the file, which lies in the portal's own folder."""
    rules = [*_exact(site), *_gone(site), *_prefixes(site), *_home(site)]
    rules += _names(site) if not names_left_out(site.table, MOST_NAMES) else []
    headers = [f'Header always set {name} "{value}"' for name, value in EVERYWHERE.headers]
    headers.append(f'Header set Cache-Control "{PAGES_CACHE[1]}"')
    for rule in (OPEN_DATA, IMMUTABLE, SVG_IMAGES):
        headers += _headers(site, rule)
    return _FILE.format(
        generated=GENERATED,
        root=site.root,
        base=f"{site.root}/",
        types="\n".join(
            f"    AddType {kind} .{ending.rpartition('.')[2]}"
            for ending, kind in TYPES.items()
            if ending.count(".") == 1
        ),
        feeds="\n".join(
            f'<FilesMatch "{literal(ending)}$">\n    ForceType {kind}\n</FilesMatch>'
            for ending, kind in TYPES.items()
            if ending.count(".") > 1
        ),
        precompressed="\n".join(
            f'<FilesMatch "\\.{ending}\\.(br|gz)$">\n    ForceType {kind}\n</FilesMatch>'
            for ending, kind in _PRECOMPRESSED_TYPES.items()
        ),
        headers="\n    ".join(headers),
        queries="\n    ".join(_queries(site)),
        rules="\n    ".join(rules),
    )


def _headers(site: HostSite, rule: HeaderRule) -> Iterator[str]:
    where = [f"^{literal(site.root + under)}" for under in rule.under] + [
        f"{literal(ending)}$" for ending in rule.endings
    ]
    for name, value in rule.headers:
        always = "" if rule is IMMUTABLE else "always "
        yield f'Header {always}set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#{"|".join(where)}#"'


def _path(path: str) -> str:
    """Return an expression for a path as .htaccess rules see it: without the first slash, decoded; its last slash or none."""
    return f"^{literal(path.lstrip('/'))}/?$"


def _rule(expression: str, target: str) -> str:
    """Return a rule that redirects to a target, whose query replaces that of the request; "-" answers that it is gone."""
    if target == "-":
        return f"RewriteRule {expression} - [NC,G]"
    return f"RewriteRule {expression} {target} [NC,NE,QSD,R=301,L]"


def _to(site: HostSite, to: str | None) -> str:
    return "-" if to is None else apache_target(site.href(to))


def _exact(site: HostSite) -> Iterator[str]:
    for old, to in exact_redirects(site.table):
        for form in path_spellings(old.path):
            yield _rule(_path(form), _to(site, to))


def _queries(site: HostSite) -> Iterator[str]:
    for old, to in query_answers(site.table):
        for form in path_spellings(old.path):
            for name, value in old.query:
                yield f"RewriteCond %{{QUERY_STRING}} (?:^|&){parameter_pattern(name, value)}(?:&|$) [NC]"
            yield _rule(_path(form), _to(site, to))


def _gone(site: HostSite) -> Iterator[str]:
    for old in exact_gone(site.table):
        for form in path_spellings(old.path):
            yield _rule(_path(form), "-")


def _prefixes(site: HostSite) -> Iterator[str]:
    for prefix, form in prefix_spellings(site.table):
        target = _to(site, prefix.to)
        if prefix.keeps_rest:
            # Taken from the address as it was requested: "GET /web/anh/a%20b.jpg HTTP/1.1".
            parts = f"{site.root}{prefix.old.path}".count("/")
            requested = rest_expression(parts).removeprefix("^").removesuffix("$").replace(" ", "\\s")
            yield f"RewriteCond %{{THE_REQUEST}} ^[A-Z]+\\s{requested}(?:\\s|$)"
            target = f"{target}%1"
        yield _rule(f"^{literal(form.lstrip('/'))}(?:/|$)", target)


def _home(site: HostSite) -> Iterator[str]:
    yield _rule(_below(NAMES_OF_HOME), _to(site, ""))


def _below(pattern: Pattern) -> str:
    """Return a pattern's expression for paths as .htaccess rules see them."""
    return f"{pattern.expression.removesuffix('$').replace('^/', '^', 1)}/?$"


def _names(site: HostSite) -> Iterator[str]:
    """Yield a rule for each name in each pattern: .htaccess has no lookup tables."""
    for pattern in PATTERNS:
        for name, address in site.table.names.lookup(pattern.index).items():
            day, _, bare = name.rpartition("/") if pattern.has_day else ("", "", name)
            for form in path_spellings(bare):
                expression = _below(pattern)
                if day:
                    year, month, date = day.split("-")
                    for group, value in (("y", year), ("m", month), ("d", date)):
                        expression = re.sub(rf"\(\?P<{group}>[^)]*\)", value, expression)
                expression = re.sub(r"\(\?P<s>[^)]*\)", lambda _, form=form: literal(form), expression)  # type: ignore[misc]
                yield _rule(expression, _to(site, address))


_FILE = """# {generated}
Options -Indexes -MultiViews
DirectoryIndex index.html
ErrorDocument 404 {root}/404.html
ErrorDocument 403 {root}/404.html
ErrorDocument 410 {root}/404.html
AddDefaultCharset utf-8
FileETag MTime Size

<IfModule mod_mime.c>
{types}
    AddCharset utf-8 .html .css .js .json .xml .svg .csv .ics .txt
</IfModule>
{feeds}
{precompressed}

<IfModule mod_headers.c>
    {headers}
    # Bản nén sẵn: trình duyệt nào hiểu thì nhận.
    <FilesMatch "\\.(html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)(\\.(br|gz))?$">
        Header append Vary Accept-Encoding
    </FilesMatch>
    <FilesMatch "\\.(html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)\\.br$">
        Header set Content-Encoding br
    </FilesMatch>
    <FilesMatch "\\.(html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)\\.gz$">
        Header set Content-Encoding gzip
    </FilesMatch>
</IfModule>

<IfModule mod_rewrite.c>
    RewriteEngine On
    RewriteBase {base}
    RewriteCond %{{REQUEST_METHOD}} !^(?:GET|HEAD)$
    RewriteRule ^ - [R=405,L]
    # Tệp ẩn không đưa ra ngoài.
    RewriteCond %{{REQUEST_FILENAME}} -f [OR]
    RewriteCond %{{REQUEST_FILENAME}} -d
    RewriteRule (^|/)\\.(?!well-known/) - [R=404,L]
    # Địa chỉ cũ có tham số, cả ở nơi nay là một trang khác.
    {queries}
    # Trang chủ của một thư mục, để phần nén sẵn ở dưới thấy tên tệp.
    RewriteCond %{{REQUEST_FILENAME}} -d
    RewriteCond %{{REQUEST_FILENAME}}/index.html -f
    RewriteRule ^(.*/)?$ $1index.html
    RewriteCond %{{HTTP:Accept-Encoding}} br
    RewriteCond %{{REQUEST_FILENAME}}.br -f
    RewriteRule ^(.+)\\.(html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)$ $1.$2.br [E=no-gzip:1,E=no-brotli:1,L]
    RewriteCond %{{HTTP:Accept-Encoding}} gzip
    RewriteCond %{{REQUEST_FILENAME}}.gz -f
    RewriteRule ^(.+)\\.(html|css|js|json|xml|svg|txt|csv|ics|wasm|webmanifest)$ $1.$2.gz [E=no-gzip:1,E=no-brotli:1,L]
    RewriteCond %{{REQUEST_FILENAME}} -f [OR]
    RewriteCond %{{REQUEST_FILENAME}}/index.html -f
    RewriteRule ^ - [L]
    {rules}
    RewriteCond %{{REQUEST_FILENAME}} -d
    RewriteRule ^ - [R=404,L]
</IfModule>
"""
