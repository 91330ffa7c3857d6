"""
Write the configuration of Apache: one .htaccess, for hosting where nothing else can be set.

Apache reads it for each request, so beyond some thousands of names the patterns of old addresses are left out, and a
request for an existing file goes no further than the first rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.publishing.hosting.headers import (
    EVERYWHERE,
    IMMUTABLE,
    OPEN_DATA,
    PAGES_CACHE,
    SVG_IMAGES,
    TYPES,
    HeaderRule,
)
from plugins.publishing.hosting.host_site import (
    GENERATED,
    HostSite,
    exact_redirects,
    names_left_out,
    parameter_pattern,
    prefix_spellings,
    query_redirects,
)
from plugins.publishing.redirects.old_address import spellings
from plugins.publishing.redirects.patterns import NAMES_OF_HOME, PATTERNS, Pattern

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
    rules = [*_queries(site), *_exact(site), *_gone(site), *_prefixes(site), *_home(site)]
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
            f'<FilesMatch "{re.escape(ending)}$">\n    ForceType {kind}\n</FilesMatch>'
            for ending, kind in TYPES.items()
            if ending.count(".") > 1
        ),
        precompressed="\n".join(
            f'<FilesMatch "\\.{ending}\\.(br|gz)$">\n    ForceType {kind}\n</FilesMatch>'
            for ending, kind in _PRECOMPRESSED_TYPES.items()
        ),
        headers="\n    ".join(headers),
        rules="\n    ".join(rules),
    )


def _headers(site: HostSite, rule: HeaderRule) -> Iterator[str]:
    where = [f"^{re.escape(site.root + under)}" for under in rule.under] + [
        f"{re.escape(ending)}$" for ending in rule.endings
    ]
    for name, value in rule.headers:
        always = "" if rule is IMMUTABLE else "always "
        yield f'Header {always}set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#{"|".join(where)}#"'


def _pattern(path: str) -> str:
    """Return a regular expression for a path as .htaccess rules see it: without the first slash, decoded."""
    return re.escape(path.lstrip("/")).replace("\\/", "/")


def _argument(expression: str) -> str:
    """
    Return a regular expression as one argument of a rule.

    mod_rewrite ends a quoted argument at the next quote, whatever stands before it: one rule that it cannot parse takes
    the whole site down.
    """
    written = expression.replace('"', "\\x22")
    return f'"{written}"' if " " in written else written


def _substitution(site: HostSite, to: str) -> str:
    """Return the target of a rule, without what mod_rewrite would take for a back-reference or an escape."""
    return site.href(to).replace("%", "\\%").replace("$", "\\$")


def _exact(site: HostSite) -> Iterator[str]:
    for old, to in exact_redirects(site.table):
        for form in spellings(old.path):
            yield f"RewriteRule {_argument(f'^{_pattern(form)}/?$')} {_substitution(site, to)} [NC,NE,R=301,L]"


def _queries(site: HostSite) -> Iterator[str]:
    for old, to in query_redirects(site.table):
        for form in spellings(old.path):
            for name, value in old.query:
                yield f"RewriteCond %{{QUERY_STRING}} {_argument(f'(?:^|&){parameter_pattern(name, value)}(?:&|$)')} [NC]"
            yield f"RewriteRule {_argument(f'^{_pattern(form)}/?$')} {_substitution(site, to)} [NC,NE,QSD,R=301,L]"


def _gone(site: HostSite) -> Iterator[str]:
    for gone in site.table.gone:
        for form in spellings(gone.old.path):
            yield f"RewriteRule {_argument(f'^{_pattern(form)}/?$')} - [NC,G]"


def _prefixes(site: HostSite) -> Iterator[str]:
    for prefix, form in prefix_spellings(site.table):
        begin = _argument(f"^{_pattern(form)}(?:/+(.*))?$")
        if prefix.to is None:
            yield f"RewriteRule {begin} - [NC,G]"
        else:
            rest = "$1" if prefix.keeps_rest else ""
            yield f"RewriteRule {begin} {_substitution(site, prefix.to)}{rest} [NC,R=301,QSD,L]"


def _home(site: HostSite) -> Iterator[str]:
    yield f"RewriteRule {_below(NAMES_OF_HOME)} {site.href('')} [NC,R=301,QSD,L]"


def _below(pattern: Pattern) -> str:
    """Return a pattern's expression for paths as .htaccess rules see them."""
    return f"{pattern.expression.removesuffix('$').replace('^/', '^', 1)}/?$"


def _names(site: HostSite) -> Iterator[str]:
    """Yield a rule for each name in each pattern: .htaccess has no lookup tables."""
    for pattern in PATTERNS:
        for name, address in site.table.names.lookup(pattern.index).items():
            day, _, bare = name.rpartition("/") if pattern.has_day else ("", "", name)
            for form in spellings(bare):
                expression = _below(pattern)
                if day:
                    year, month, date = day.split("-")
                    for group, value in (("y", year), ("m", month), ("d", date)):
                        expression = re.sub(rf"\(\?P<{group}>[^)]*\)", value, expression)
                expression = re.sub(r"\(\?P<s>[^)]*\)", lambda _, form=form: re.escape(form), expression)  # type: ignore[misc]
                yield f"RewriteRule {_argument(expression)} {_substitution(site, address)} [NC,NE,QSD,R=301,L]"


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
    RewriteRule (^|/)\\.(?!well-known/) - [R=404,L]
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
