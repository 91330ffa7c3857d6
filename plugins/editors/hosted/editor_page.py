"""The page of the editor on a web host: our own files, and how strict its policy can be."""

from __future__ import annotations

from pathlib import Path

OWN_FILES = Path(__file__).resolve().parent / "static"
# The manager compiles its check of the configuration and adds styles at run time: both are allowed on this page and on
# no other. Nothing of another host is; a web host adds the addresses of its Git host.
EDITOR_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; media-src 'self' blob:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
