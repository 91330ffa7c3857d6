"""
The Content-Security-Policy of every page: what it may load, and who may frame it.

Hosts send it as a header (plugins.publishing.hosting.http_headers has all headers); the pages carry it themselves as well,
for hosts on which nobody can set a header. Only the standard library is imported: the preview server runs before
anything is installed.
"""

from __future__ import annotations

# Every page must work under it.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
# Browsers pass over frame-ancestors in a page, and say so in their console: it is for the header alone.
POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"
