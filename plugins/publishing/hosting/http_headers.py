"""
The HTTP response headers, in one table: each host's configuration is written from it, and servers on this machine send them.

Only the standard library is imported: ``tasks.py serve`` (local_server.py) runs before anything is installed.
Sources: OWASP Secure Headers Project, Mozilla Observatory; docs/vi/phat-hanh/tieu-de-http.md says what each does.
"""

from __future__ import annotations

from dataclasses import dataclass

from plugins.article.reserved_slugs import OwnSlug
from plugins.pages.addresses import FEEDS, SEARCH_TERMS
from plugins.pages.security_policy import POLICY
from plugins.registers.register_parts import FILE_ENDINGS, PARTS

Header = tuple[str, str]

# An SVG image that is opened by itself is a document, and documents can run scripts.
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"
CACHE_FOR_A_YEAR = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """
    Headers of the responses at paths that begin with one of ``under`` or end with one of ``endings``.

    A rule without both is for every path. Paths are below the portal's root and begin with "/".
    """

    headers: tuple[Header, ...]
    under: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    def applies_to(self, path: str) -> bool:
        """
        Tell whether the rule applies to a path.

        >>> IMMUTABLE.applies_to("/theme/css/site.2709512da9.css"), IMMUTABLE.applies_to("/tin/")
        (True, False)
        """
        everywhere = not self.under and not self.endings
        return everywhere or path.startswith(self.under) or path.endswith(self.endings)


EVERYWHERE = HeaderRule(
    (
        ("Content-Security-Policy", POLICY),
        # Without includeSubDomains: the communes' hosts below a district's may have no certificate.
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
    )
)
# Feeds and open data may be read by any other portal, the province's for one, with a script.
OPEN_DATA = HeaderRule(
    (("Access-Control-Allow-Origin", "*"),),
    under=(f"/{FEEDS}",),
    endings=tuple(f"{part.slug}.{ending}" for part in PARTS for ending in FILE_ENDINGS),
)
# A file with a hash of its content in its name never changes.
IMMUTABLE = HeaderRule(
    (("Cache-Control", CACHE_FOR_A_YEAR),),
    under=(f"/{OwnSlug.THEME}/", f"/{OwnSlug.PICTURES}/", f"/{OwnSlug.ATTACHMENTS}/", f"/{SEARCH_TERMS}"),
)
SVG_IMAGES = HeaderRule((("Content-Security-Policy", SVG_POLICY),), endings=(".svg",))
# Where two rules name one header, the later one stands.
RULES = (EVERYWHERE, OPEN_DATA, IMMUTABLE, SVG_IMAGES)
# Browsers ask about a page each time; it is sent again only if it changed.
PAGES_CACHE: Header = ("Cache-Control", REVALIDATE)

# Content types that some hosts do not know by themselves.
TYPES = {
    ".atom.xml": "application/atom+xml",
    ".rss.xml": "application/rss+xml",
    ".ics": "text/calendar",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".wasm": "application/wasm",
    ".csv": "text/csv",
}


def headers_of(path: str, *, found: bool = True) -> dict[str, str]:
    """
    Return the headers of the response at a path, by their names; a page that is not ``found`` is not cached for a year.

    >>> headers_of("/theme/css/site.2709512da9.css")["Cache-Control"]
    'public, max-age=31536000, immutable'
    >>> headers_of("/theme/css/mat.css", found=False)["Cache-Control"]
    'no-cache'
    """
    rules = [rule for rule in RULES if rule.applies_to(path) and (found or rule is not IMMUTABLE)]
    return dict([PAGES_CACHE, *(header for rule in rules for header in rule.headers)])


def is_immutable(path: str) -> bool:
    """
    Tell whether a file of the output has a hash of its content in its name, so that it may outlive its release.

    >>> is_immutable("anh/hoa-73d83a99b4.jpg"), is_immutable("index.html")
    (True, False)
    """
    return IMMUTABLE.applies_to(f"/{path}")
