"""
The headers of every answer, in one table: each host's file is written from it, and the preview obeys it.

Only the standard library is imported: the preview server runs before anything is installed.
Sources: OWASP Secure Headers Project, Mozilla Observatory; docs/vi/phat-hanh/tieu-de-http.md says what each does.
"""

from __future__ import annotations

from dataclasses import dataclass

from plugins.pages.security_policy import POLICY

Header = tuple[str, str]

# A drawing that is opened by itself is a document, and documents can run scripts.
DRAWING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"
)
YEAR = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """
    Headers of the answers at some paths, which begin with one of ``under`` or end with one of ``endings``.

    A rule without both is for every path. Paths are below the portal's root and begin with "/".
    """

    headers: tuple[Header, ...]
    under: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """
        Tell whether a path is one of the rule's.

        >>> LASTING.holds("/theme/css/site.2709512da9.css"), LASTING.holds("/tin/")
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
    under=("/feeds/",),
    endings=("so-quy-hoach.csv", "so-quy-hoach.json", "so-quy-hoach.ics"),
)
# What has its content in its name never changes under that name.
LASTING = HeaderRule(
    (("Cache-Control", YEAR),),
    under=("/theme/", "/anh/", "/tai-lieu/"),
    endings=(".pf_fragment", ".pf_index", ".pf_meta"),
)
DRAWINGS = HeaderRule((("Content-Security-Policy", DRAWING_POLICY),), endings=(".svg",))
# Where two rules name one header, the later one stands.
RULES = (EVERYWHERE, OPEN_DATA, LASTING, DRAWINGS)
# What a page is kept by browsers: always asked about, sent again only if it changed.
PAGES_CACHE: Header = ("Cache-Control", ASK_EACH_TIME)

# Types that some hosts do not know by themselves.
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
    Return the headers of the answer at a path, by their names; what is not ``found`` is not kept for a year.

    >>> headers_of("/theme/css/site.2709512da9.css")["Cache-Control"]
    'public, max-age=31536000, immutable'
    >>> headers_of("/theme/css/mat.css", found=False)["Cache-Control"]
    'no-cache'
    """
    rules = [rule for rule in RULES if rule.holds(path) and (found or rule is not LASTING)]
    return dict([PAGES_CACHE, *(header for rule in rules for header in rule.headers)])


def lasts(path: str) -> bool:
    """
    Tell whether a file below the output has its content in its name, so that it may outlive its release.

    >>> lasts("anh/hoa-73d83a99b4.jpg"), lasts("index.html")
    (True, False)
    """
    return LASTING.holds(f"/{path}")
