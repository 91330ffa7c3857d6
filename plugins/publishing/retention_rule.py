"""Which files of earlier releases stay for readers who have their pages open: none of what was taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection

from plugins.article.reserved_slugs import OwnSlug
from plugins.publishing.audit.file_checks import forbidden_file
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.release import immutable_files
from plugins.redirects.ledger import NOT_FOUND_PAGE
from plugins.redirects.redirect_table import RedirectTable, resolve_old_address

# What every page uses; nothing in it was written by an editor.
_THEME = f"{OwnSlug.THEME}/"
_GONE = 410


def retention_rule(
    last: LastRelease, now: Collection[str], redirects: RedirectTable
) -> Callable[[str], bool]:
    """
    Return a function that tells whether a file of an earlier release may stay beside the files of the next (``now``).

    Files that carry their content in their names may, but for those that a rule says are gone, and never a page: whoever
    writes into the history of a server that was taken over could keep one public. Where a page was taken
    away, only the theme stays: photos, documents and the search index may be what that page alone used, or speak of it.
    """
    is_theme_alone = any(_is_taken_away(path, redirects) for path in _pages_gone(last, now))

    def may_stay(path: str) -> bool:
        if not immutable_files([path]) or not is_harmless(path) or is_gone(path, redirects):
            return False
        return path.startswith(_THEME) or not is_theme_alone

    return may_stay


def is_harmless(path: str) -> bool:
    """
    Tell whether a server neither runs a file, nor shows it as a page, nor is told by it what to do.

    The record of an earlier release may be forged: a shell that it calls a stylesheet's neighbour must not outlive it.

    >>> [is_harmless(f"theme/{name}") for name in ("a.0123456789.css", "a.0123456789.php", "b.php.jpg", "c.html", ".htaccess")]
    [True, False, False, False, False]
    """
    name = path.rpartition("/")[2]
    return not (path.endswith(".html") or name.startswith(".") or any(forbidden_file(path)))


def is_gone(path: str, redirects: RedirectTable) -> bool:
    """Tell whether a rule says that an address of the portal, or a file, was taken away on purpose."""
    found = resolve_old_address(redirects, f"/{path}")
    return found is not None and found.status == _GONE


def _pages_gone(last: LastRelease, now: Collection[str]) -> list[str]:
    before = last.manifest.files if last.manifest else {}
    return [path for path in before if path.endswith(".html") and path != NOT_FOUND_PAGE and path not in now]


def _is_taken_away(page: str, redirects: RedirectTable) -> bool:
    """Tell whether a page that is no more leads nowhere: one that moved still uses what it used."""
    found = resolve_old_address(redirects, f"/{page.removesuffix('index.html')}")
    return found is None or found.status == _GONE
