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

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.article.urls import long_part_reminder, old_address_fault
from plugins.problems import Problem, error
from plugins.problems.data_file import DataFile, as_data_file
from plugins.redirects.old_address import OldAddress, parse_old_address
from plugins.redirects.redirect_table import GoneAddress, Origin, PrefixRedirect, Redirect, is_elsewhere

RULES_FILE = "du-lieu/dia-chi-cu.toml"
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+(?::[0-9]{1,5})?")
_KEYS = {"chuyen": {"tu", "den"}, "bo": {"dia-chi", "ly-do"}}


@dataclass(frozen=True, slots=True)
class RedirectRules:
    """The redirects of the file."""

    redirects: tuple[Redirect, ...] = ()
    prefixes: tuple[PrefixRedirect, ...] = ()
    gone: tuple[GoneAddress, ...] = ()


def read_rules(written: str | DataFile) -> RedirectRules:
    """
    Return the rules of a data file, or of its text; one that is not clear is left out.

    >>> rules = read_rules('[[chuyen]]\\ntu = "/cu/*"\\nden = "/tin/"\\n[[chuyen]]\\ntu = "cu"\\nden = "/tin/"')
    >>> str(rules.prefixes[0].old), rules.prefixes[0].to, rules.redirects
    ('/cu', 'tin/', ())
    """
    file = as_data_file(written, RULES_FILE)
    redirects: list[Redirect] = []
    prefixes: list[PrefixRedirect] = []
    gone: list[GoneAddress] = []
    for name in file.tables:
        if name not in _KEYS:
            message = f"không có phần “{name}”. Dùng [[chuyen]] (tu, den) hoặc [[bo]] (dia-chi, ly-do)."
            file.problems.append(error(file.path, file.line(name), "dia-chi-cu", message))
    for name in _KEYS:
        for number, row in enumerate(file.rows(name)):
            line = file.line(name, number)
            try:
                _read(name, row, (file.path, line), redirects, prefixes, gone)
                written = str(row["dia-chi" if name == "bo" else "tu"])
                file.problems.extend(long_part_reminder(file.path, line, written))
            except ValueError as fault:
                file.problems.append(error(file.path, line, "dia-chi-cu", f"[[{name}]]: {fault}"))
    return RedirectRules(tuple(redirects), tuple(prefixes), tuple(gone))


def _read(
    name: str,
    row: object,
    place: tuple[str, int],
    redirects: list[Redirect],
    prefixes: list[PrefixRedirect],
    gone: list[GoneAddress],
) -> None:
    """Append the rule of one TOML table, that of a file and line, to its list; raise ValueError, with the reason, for one that is malformed."""
    wanted = _KEYS[name]
    if not isinstance(row, Mapping) or set(row) - wanted:
        raise ValueError(f"chỉ dùng {' và '.join(sorted(wanted))}.")
    if missing := sorted(one for one in wanted if not str(row.get(one, "")).strip()):
        raise ValueError(f"thiếu “{missing[0]}”.")
    if wrong := sorted(one for one in wanted if not isinstance(row[one], str)):
        raise ValueError(f"“{wrong[0]}” cần viết trong dấu ngoặc kép.")
    if name == "bo":
        old, all_below = _old(str(row["dia-chi"]))
        if all_below:
            prefixes.append(PrefixRedirect(old, None, False, *place))
        else:
            gone.append(GoneAddress(old, str(row["ly-do"]).strip(), *place))
        return
    old, all_below = _old(str(row["tu"]))
    to, keeps_rest = _target(str(row["den"]).strip())
    if all_below:
        prefixes.append(PrefixRedirect(old, to, keeps_rest, *place))
    elif keeps_rest:
        raise ValueError("“den” chỉ có dấu “*” khi “tu” cũng có.")
    else:
        redirects.append(Redirect(old, to, Origin.DATA, *place))


def _old(written: str) -> tuple[OldAddress, bool]:
    """Return an old address, and whether it is a prefix ("/*")."""
    all_below = written.endswith("/*")
    if why := old_address_fault(written):
        raise ValueError(f"“{written[:80]}” {why}.")
    old = parse_old_address(written.removesuffix("*"))
    if old is None or "*" in written.removesuffix("/*") or (all_below and old.query):
        raise ValueError(f"“{written}” không phải một địa chỉ của cổng; viết “/duong/dan/” hoặc “/duong/*”.")
    return old, all_below


def _target(written: str) -> tuple[str, bool]:
    """Return a target as ``Redirect`` has it, and whether the rest of the old address is appended."""
    keeps_rest = written.endswith("/*")
    address = written.removesuffix("*") if keeps_rest else written
    if why := old_address_fault(address):
        raise ValueError(f"“den” là “{written[:80]}”, {why}.")
    if not any(map(str.isspace, address)) and "\\" not in address:
        if address.startswith("https://") and (host := _host(address)):
            below = address[len("https://") + len(urlsplit(address).netloc) :]
            return f"https://{host}/{below.removeprefix('/')}", keeps_rest
        if address.startswith("/") and not address.startswith("//") and not is_elsewhere(address[1:]):
            return address[1:], keeps_rest
    raise ValueError(
        f"“den” là “{written[:80]}”; viết “/duong/dan/” của cổng này, hoặc một địa chỉ https://ten-mien/…"
    )


def _host(address: str) -> str:
    """Return the host of an address as the network knows it, "" where it is no plain host name."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode("ascii").lower()
        # There is no port 99999, nor a port 0.
        if parts.port == 0:
            return ""
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


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
