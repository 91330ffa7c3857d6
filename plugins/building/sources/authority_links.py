"""Check the addresses in the portal's own facts (don-vi.toml): an address that is no plain link is never published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.problems import Problem, error
from plugins.problems.data_file import DataFile, line_of
from plugins.problems.printable import printable
from plugins.web.link_address import why_useless

# What may stand in a link. Browsers pass over control characters in a scheme and take "\" for "/": neither is let in.
_LINK = re.compile(
    r"/(?![/\\])[^\s\\\"<>\x00-\x1f\x7f]*"
    r"|#[^\s\\\"<>\x00-\x1f\x7f]+"
    r"|https?://[^\s\\\"<>\x00-\x1f\x7f/?#@]+(?:[/?#][^\s\\\"<>\x00-\x1f\x7f]*)?"
    r"|mailto:[^\s\\\"<>\x00-\x1f\x7f@]+@[^\s\\\"<>\x00-\x1f\x7f@]+"
    r"|tel:[+\d(][\d(). -]*",
    re.IGNORECASE,
)
_NEARLY = (
    (re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+"), "mailto:"),
    (re.compile(r"[+\d(][\d(). -]{5,}"), "tel:"),
    (re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE), "https://"),
)
_WHAT_TO_WRITE = "Viết “/duong/dan/” của cổng, “https://…”, “mailto:…” hoặc “tel:…”."
LISTS, TABLES = ("lien-he", "tra-nhanh"), ("thong-bao", "ket-thuc")


def is_plain_link(address: object) -> bool:
    r"""
    Tell whether an address leads to a page of this portal, a page elsewhere that any reader can open, a mailbox or a telephone.

    >>> [is_plain_link(one) for one in ("/lien-he/", "https://a.vn", "mailto:a@b.vn", "tel:0237 383")]
    [True, True, True, True]
    >>> [is_plain_link(one) for one in ("java\tscript:x", "DATA:,x", "//a.vn", "/\\a.vn", " vbscript:x", 7, "https://localhost/")]
    [False, False, False, False, False, False, False]
    """
    return isinstance(address, str) and _LINK.fullmatch(address) is not None and not why_useless(address)


def tables_of(authority: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the tables [[name]] of don-vi.toml; what is no table is left out."""
    rows = authority.get(name, ())
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def authority_table(authority: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the table [name] of don-vi.toml, an empty one where there is none."""
    table = authority.get(name)
    return table if isinstance(table, Mapping) else {}


def link_of(table: Mapping[str, Any]) -> str:
    """Return the address of a table of don-vi.toml, "" where it has none that may be published."""
    address = table.get("dia-chi", "")
    return str(address) if is_plain_link(address) else ""


def links_of_authority(authority: Mapping[str, Any], text: str) -> Iterator[tuple[str, int]]:
    """Yield each address of don-vi.toml that may be published, and its line; ``text`` is the file's own."""
    for name in LISTS:
        for number, row in enumerate(tables_of(authority, name)):
            if address := link_of(row):
                yield address, line_of(text, name, number, "dia-chi")
    for name in TABLES:
        if address := link_of(authority_table(authority, name)):
            yield address, line_of(text, name, "dia-chi")


def authority_problems(authority: Mapping[str, Any], file: DataFile) -> Iterator[Problem]:
    """Yield an error for each address of don-vi.toml that is not published."""
    for name in LISTS:
        for number, row in enumerate(tables_of(authority, name)):
            yield from _of_table(row, f"[[{name}]]", file.path, file.line(name, number, "dia-chi"))
    for name in TABLES:
        yield from _of_table(
            authority_table(authority, name), f"[{name}]", file.path, file.line(name, "dia-chi")
        )


def _of_table(table: Mapping[str, Any], name: str, shown: str, line: int) -> Iterator[Problem]:
    address = table.get("dia-chi", "")
    if is_plain_link(address) or (address == "" and name != "[[tra-nhanh]]"):
        return
    written = str(address)
    message = (
        f"{name}, dia-chi: “{printable(written)[:80]}” không phải địa chỉ công bố được. {advice_for(written)}"
    )
    yield error(shown, line, "dia-chi-la", message)


def advice_for(written: str) -> str:
    """
    Return what to write in the place of an address that is no plain link.

    >>> advice_for("a@b.vn"), advice_for("")
    ('Viết “mailto:a@b.vn”.', 'Viết “/duong/dan/” của cổng, “https://…”, “mailto:…” hoặc “tel:…”.')
    """
    start = next((start for form, start in _NEARLY if form.fullmatch(written)), "")
    if start:
        return f"Viết “{start}{printable(written)[:80]}”."
    why = why_useless(written) if _LINK.fullmatch(written) else ""
    return f"Địa chỉ này {why}" if why else _WHAT_TO_WRITE
