"""Check the links of the whole output: every address leads to a file, every anchor to an id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from plugins.building.edition.link_targets import TOP, path_and_anchor, served_file
from plugins.building.edition.output_scan import TEXTS, FileScan, FoundAddress, scan
from plugins.problems import Problem, error

NO_ANCHOR = "neo-chet"


def dead_link_problems(
    path: str, data: bytes, dead: Collection[str], root: str, siteurl: str
) -> Iterator[Problem]:
    """Yield an error, with its line, for each address in a file whose target is one of the dead ones."""
    for reference in scan(path, data).references:
        meant = path_and_anchor(reference.address, path, root, siteurl)
        if meant is None:
            continue
        if meant[0] in dead:
            yield _leads_nowhere(path, reference)
        elif f"{meant[0]}#{meant[1]}" in dead:
            yield _no_such_anchor(path, reference, meant[1])


def _leads_nowhere(page: str, reference: FoundAddress) -> Problem:
    code, what = ("anh-chet", "tệp") if reference.is_picture else ("lien-ket-chet", "liên kết")
    return error(page, reference.line, code, f"{what} “{reference.address}” không dẫn tới đâu.")


def _no_such_anchor(page: str, reference: FoundAddress, anchor: str) -> Problem:
    message = f"liên kết “{reference.address}”: trang đích không có mục “{anchor}”."
    return error(page, reference.line, NO_ANCHOR, message)


def _dead(
    page: str, found: FileScan, scans: Mapping[str, FileScan], files: frozenset[str], root: str, siteurl: str
) -> Iterator[tuple[FoundAddress, Problem]]:
    for reference in found.references:
        meant = path_and_anchor(reference.address, page, root, siteurl)
        if meant is None:
            continue
        path, anchor = meant
        answer = served_file(path, files)
        if not answer:
            yield reference, _leads_nowhere(page, reference)
        elif answer.endswith(".html") and anchor not in TOP | scans[answer].ids:
            yield reference, _no_such_anchor(page, reference, anchor)


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as an editor wrote it: the errors to report at its line where the output has no such file, or that page no such anchor."""

    no_file: Problem
    no_anchor: Problem


def check_output_links(
    folder: Path,
    root: str = "",
    siteurl: str = "",
    written: Mapping[tuple[str, str], WrittenLink] = MappingProxyType({}),
) -> Iterator[Problem]:
    """
    Yield every fault of an output folder: file by file, in order of their paths.

    ``root`` is the path before every address ("" or "/sub"), ``siteurl`` the portal's own
    address without a slash at its end; absolute links to it are checked like the others. ``written`` has links of editors by the page
    that shows them and their address: what is wrong with one is told once, at the editor's line.
    Codes: lien-ket-chet, neo-chet, anh-chet, trung-id, sot-ky-hieu, ma-trong-trang,
    khong-phai-utf8, chua-chuan-nfc.
    """
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    texts = [path for path in sorted(files) if path.endswith(TEXTS)]
    scans = {path: scan(path, (folder / path).read_bytes()) for path in texts}
    for path, found in scans.items():
        yield from found.problems
        dead = _dead(path, found, scans, files, root, siteurl)
        yield from dict.fromkeys(_at_its_line(written, path, *one) for one in dead)


def _at_its_line(
    written: Mapping[tuple[str, str], WrittenLink], page: str, reference: FoundAddress, problem: Problem
) -> Problem:
    link = written.get((page, reference.address))
    if link is None:
        return problem
    return link.no_anchor if problem.code == NO_ANCHOR else link.no_file
