"""
Read the redirects that are written by hand in ``content/du-lieu/dia-chi-cu.toml``, and those in articles' headers.

::

    [[chuyen]]                      # an old address, or all that begin with it ("*"), leads elsewhere
    tu = "/web/trang-chu/van-ban/*"
    den = "/so-quy-hoach/"

    [[bo]]                          # an address was taken away on purpose
    dia-chi = "/tin/2020/bai/"
    ly-do = "Bài đăng nhầm dữ liệu cá nhân."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from plugins.problems import Problem, error
from plugins.publishing.redirects.old_address import OldAddress, parse_old_address
from plugins.publishing.redirects.table import GoneAddress, Origin, PrefixRedirect, Redirect

RULES_FILE = "du-lieu/dia-chi-cu.toml"
# As messages name it.
SHOWN_RULES_FILE = f"content/{RULES_FILE}"
_KEYS = {"chuyen": {"tu", "den"}, "bo": {"dia-chi", "ly-do"}}


@dataclass(frozen=True, slots=True)
class RedirectRules:
    """The redirects of the file, and its problems."""

    redirects: tuple[Redirect, ...] = ()
    prefixes: tuple[PrefixRedirect, ...] = ()
    gone: tuple[GoneAddress, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_rules(tables: Mapping[str, Any], text: str) -> RedirectRules:
    """
    Return the rules of the file, given as its TOML tables and as its text (for the line numbers of problems).

    >>> tables = {"chuyen": [{"tu": "/cu/*", "den": "/tin/"}, {"tu": "cu", "den": "/tin/"}]}
    >>> rules = read_rules(tables, "")
    >>> str(rules.prefixes[0].old), rules.prefixes[0].to, [problem.code for problem in rules.problems]
    ('/cu', 'tin/', ['dia-chi-cu'])
    """
    redirects: list[Redirect] = []
    prefixes: list[PrefixRedirect] = []
    gone: list[GoneAddress] = []
    problems = list(_unknown_tables(tables))
    for name in _KEYS:
        rows = tables.get(name, [])
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            line = _line(text, name, number)
            try:
                _read(name, row, line, redirects, prefixes, gone)
            except ValueError as fault:
                problems.append(error(SHOWN_RULES_FILE, line, "dia-chi-cu", f"[[{name}]]: {fault}"))
    return RedirectRules(tuple(redirects), tuple(prefixes), tuple(gone), tuple(problems))


def _unknown_tables(tables: Mapping[str, Any]) -> Iterator[Problem]:
    for name, rows in tables.items():
        if name not in _KEYS or not isinstance(rows, list):
            message = f"không có phần “{name}”. Dùng [[chuyen]] (tu, den) hoặc [[bo]] (dia-chi, ly-do)."
            yield error(SHOWN_RULES_FILE, 0, "dia-chi-cu", message)


def _read(
    name: str,
    row: object,
    line: int,
    redirects: list[Redirect],
    prefixes: list[PrefixRedirect],
    gone: list[GoneAddress],
) -> None:
    """Append the rule of one TOML table to its list; raise ValueError, with the reason, for one that is malformed."""
    wanted = _KEYS[name]
    if not isinstance(row, Mapping) or set(row) - wanted:
        raise ValueError(f"chỉ dùng {' và '.join(sorted(wanted))}.")
    if missing := sorted(one for one in wanted if not str(row.get(one, "")).strip()):
        raise ValueError(f"thiếu “{missing[0]}”.")
    if name == "bo":
        old, all_below = _old(str(row["dia-chi"]))
        if all_below:
            prefixes.append(PrefixRedirect(old, None, line=line))
        else:
            gone.append(GoneAddress(old, str(row["ly-do"]).strip(), line))
        return
    old, all_below = _old(str(row["tu"]))
    to, keeps_rest = _target(str(row["den"]).strip())
    if all_below:
        prefixes.append(PrefixRedirect(old, to, keeps_rest, line))
    elif keeps_rest:
        raise ValueError("“den” chỉ có dấu “*” khi “tu” cũng có.")
    else:
        redirects.append(Redirect(old, to, Origin.DATA, SHOWN_RULES_FILE, line))


def _old(written: str) -> tuple[OldAddress, bool]:
    """Return an old address, and whether it is a prefix ("/*")."""
    all_below = written.endswith("/*")
    old = parse_old_address(written.removesuffix("*"))
    if old is None or "*" in written.removesuffix("/*") or (all_below and old.query):
        raise ValueError(f"“{written}” không phải một địa chỉ của cổng; viết “/duong/dan/” hoặc “/duong/*”.")
    return old, all_below


def _target(written: str) -> tuple[str, bool]:
    """Return a target as ``Redirect`` has it, and whether the rest of the old address is appended."""
    keeps_rest = written.endswith("/*")
    address = written.removesuffix("*") if keeps_rest else written
    elsewhere = urlsplit(address)
    if address.startswith("https://") and elsewhere.netloc and not any(map(str.isspace, address)):
        return address, keeps_rest
    if not address.startswith("/") or address.startswith("//") or any(map(str.isspace, address)):
        raise ValueError(f"“den” là “{written}”; viết “/duong/dan/” của cổng này, hoặc một địa chỉ https://.")
    return address[1:], keeps_rest


def _line(text: str, name: str, number: int) -> int:
    """Return the line number of a TOML table, counted from 1; 0 if it is not found."""
    lines = [
        place for place, line in enumerate(text.split("\n"), 1) if line.strip().startswith(f"[[{name}]]")
    ]
    return lines[number] if number < len(lines) else 0


def redirects_of_articles(
    written: Sequence[tuple[str, str, int, str]],
) -> tuple[list[Redirect], list[Problem]]:
    """
    Return the redirects in articles' headers, given as old address, file, line and the article's address.

    An old address that cannot be parsed is an error of the article.
    """
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    for text, path, line, address in written:
        old = parse_old_address(text)
        if old is None:
            problems.append(
                error(path, line, "duong-dan-cu", f"“Đường dẫn cũ”: “{text[:80]}” không đúng dạng.")
            )
        else:
            redirects.append(Redirect(old, address, Origin.ARTICLE, path, line))
    return redirects, problems
