"""Check a table of redirects: loops, chains, dead targets, contradictions, published addresses that are lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from plugins.problems import Problem, error
from plugins.redirects.old_address import AddressKey, OldAddress, parse_old_address
from plugins.redirects.redirect_table import Redirect, RedirectTable, is_elsewhere
from plugins.redirects.rules_file import RULES_FILE

_HOW_TO_RESOLVE = (
    f"Thêm “Đường dẫn cũ: /{{0}}” vào bài thay thế, hoặc ghi vào content/{RULES_FILE} nơi cần chuyển tới ([[chuyen]]) "
    "hay lý do bỏ hẳn ([[bo]])."
)


def table_problems(
    table: RedirectTable, existing: Collection[str], has_anchor: Callable[[str, str], bool]
) -> Iterator[Problem]:
    """
    Yield every loop, chain, dead target and contradiction of a table.

    ``existing`` are the addresses of the build's pages and files, with and without their slash;
    ``has_anchor`` tells whether a page has an anchor of that name.
    """
    known = {one.old.key: one for one in table.redirects}
    has_rules = table.redirects or table.prefixes or table.gone
    existing_keys = (
        {old.key for address in existing if (old := parse_old_address(f"/{address}"))} if has_rules else set()
    )
    yield from _contradictions(table.redirects)
    for one in table.redirects:
        yield from _redirect_problems(one, table, known, existing, existing_keys, has_anchor)
    for prefix in table.prefixes:
        begin = prefix.old.key[0]
        below = sorted(path for path, _ in existing_keys if path.startswith(f"{begin}/") or path == begin)
        if below:
            message = f"“{prefix.old}/*” trùm lên trang đang có “{below[0]}”. Thu hẹp phần “tu”."
            yield error(prefix.where, prefix.line, "chuyen-de-trang", message)
        if prefix.to is not None and _is_dead(prefix.to, existing, has_anchor):
            yield error(
                prefix.where,
                prefix.line,
                "chuyen-chet",
                f"“{prefix.old}/*” dẫn tới “/{prefix.to}”, nơi không có trang nào.",
            )
    for gone in table.gone:
        if gone.old.key in existing_keys:
            message = f"“{gone.old}” được ghi là đã bỏ nhưng trang vẫn còn. Xóa dòng này, hoặc gỡ trang."
            yield error(gone.where, gone.line, "chuyen-de-trang", message)
        if gone.old.key in known:
            message = f"“{gone.old}” vừa được chuyển đi vừa được ghi là đã bỏ. Giữ một."
            yield error(gone.where, gone.line, "chuyen-trung", message)


def lost_address_problems(addresses: Iterable[str]) -> Iterator[Problem]:
    """Yield an error for each address that was published, does not exist any more and has no redirect."""
    for address in addresses:
        message = f"địa chỉ “/{address}” từng được công bố, nay không còn và chưa được chuyển đi đâu. "
        yield error(f"/{address}", 0, "dia-chi-mat", message + _HOW_TO_RESOLVE.format(address))


def taken_over(
    last: Mapping[str, str], files: Mapping[str, tuple[str, int]], sources: Mapping[str, str]
) -> Iterator[Problem]:
    """
    Yield an error for each address that was published for one article and now shows another, where the first is still there.

    ``last`` has the mark of the file that had each address, ``files`` the file that has it now and the line of its
    slug, ``sources`` the mark of every source file.
    """
    paths = {mark: path for path, mark in sources.items()}
    for address, (path, line) in files.items():
        before = paths.get(last.get(address, ""))
        if before is not None and before != path:
            message = (
                f"địa chỉ “/{address}” đã công bố cho “{before}”, nay bài này chiếm mất. "
                "Viết một dòng “Đường dẫn: …” khác trong bài này."
            )
            yield error(path, line, "dia-chi-doi-chu", message)


def where_defined(one: Redirect) -> tuple[str, int]:
    """Return the file and line that problems of a redirect name."""
    return one.where or f"/{one.to}", one.line


def _contradictions(redirects: Iterable[Redirect]) -> Iterator[Problem]:
    """Yield an error for each address that leads to two places."""
    claims: dict[object, list[Redirect]] = defaultdict(list)
    for one in redirects:
        claims[one.old.key].append(one)
    for several in claims.values():
        for one in several[1:]:
            if one.to != several[0].to:
                message = f"địa chỉ cũ “{one.old}” đã dẫn tới “/{several[0].to}” ({several[0].origin.value}). Giữ một nơi."
                yield error(*where_defined(one), "chuyen-trung", message)


def _redirect_problems(
    one: Redirect,
    table: RedirectTable,
    known: dict[AddressKey, Redirect],
    existing: Collection[str],
    existing_keys: Collection[AddressKey],
    has_anchor: Callable[[str, str], bool],
) -> Iterator[Problem]:
    target = None if is_elsewhere(one.to) else parse_old_address(f"/{one.to.partition('#')[0]}")
    if target is not None and target.key == one.old.key:
        yield error(*where_defined(one), "chuyen-vong", f"“{one.old}” được chuyển về chính nó. Xóa dòng này.")
        return
    if one.old.key in existing_keys:
        message = f"“{one.old}” là địa chỉ của một trang đang có, nên không chuyển đi được. Xóa dòng này, hoặc gỡ trang."
        yield error(*where_defined(one), "chuyen-de-trang", message)
    chained = target is not None and target.key in known and one.to.partition("#")[0] not in existing
    caught = [] if target is None else _caught_by_query(target, table)
    if target is not None and (chained or caught):
        loop = one in caught or _is_loop(target, known)
        code, what = ("chuyen-vong", "một vòng") if loop else ("chuyen-noi-tiep", "nhiều chặng")
        message = f"“{one.old}” dẫn tới “/{one.to}”, mà nơi ấy lại được chuyển tiếp ({what}). Ghi thẳng nơi cuối cùng."
        yield error(*where_defined(one), code, message)
    elif _is_dead(one.to, existing, has_anchor):
        yield error(
            *where_defined(one), "chuyen-chet", f"“{one.old}” dẫn tới “/{one.to}”, nơi không có trang nào."
        )


def _caught_by_query(target: OldAddress, table: RedirectTable) -> list[object]:
    """Return the old addresses whose parameters a target has: they are answered before the page of its path."""
    path, query = target.key
    return [one for wanted, one in table.by_path.get(path, {}).items() if wanted and {*wanted} <= {*query}]


def _is_loop(start: OldAddress, known: dict[AddressKey, Redirect]) -> bool:
    seen = set()
    here: OldAddress | None = start
    while here is not None and here.key in known:
        if here.key in seen:
            return True
        seen.add(here.key)
        here = parse_old_address(f"/{known[here.key].to}")
    return False


def _is_dead(to: str, existing: Collection[str], has_anchor: Callable[[str, str], bool]) -> bool:
    if is_elsewhere(to):
        return False
    path, _, anchor = unquote(to).partition("#")
    path = path.partition("?")[0]
    return path not in existing or (bool(anchor) and not has_anchor(path, anchor))
