"""The terms of one page with their weights, as the index has them."""

from __future__ import annotations

from plugins.search.index_entries import IndexEntry
from plugins.search.postings import sign_of
from plugins.search.terms import TermsOfPages


def weights_of(entry: IndexEntry, *, after: IndexEntry | None = None) -> dict[str, int]:
    """Return the weight of each term of a page, which is read after another one."""
    terms = TermsOfPages()
    if after:
        terms.add(0, after)
    terms.add(1, entry)
    return {key[:-1]: ord(key[-1]) - ord(sign_of(0)) for key, pages in terms.all().items() if 1 in pages}
