"""Files of the output are read, a portion at a time: each once, for its sum and for all that it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

from plugins.building.edition.output_scan import TEXTS, scan
from plugins.files.checksum import sha256
from plugins.problems import Problem
from plugins.publishing.audit.element_scan import look_closely
from plugins.publishing.audit.machine_files import check_machine_file, is_for_machines
from plugins.publishing.audit.page_scan import HEAVY, Base, Reader


@dataclass(frozen=True, slots=True)
class Secrets:
    """
    What must not be public yet: texts of drafts and scheduled articles, as pages would write them, with their files.

    ``titles`` are looked for in files for machines too.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sum:
    """A file as it lies in the output: its path below it, its bytes, their SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A text that should not be public yet, the file it is in and the file it belongs to."""

    path: str
    text: str
    source: str


@dataclass(slots=True)
class Portion:
    """
    What some files say together.

    ``asked`` are the targets that they name ("path" or "path#anchor"), ``ids`` the ids of each page, as lines,
    ``titles`` the pages by title, ``heaviest`` the largest page (bytes, path) of those that bring the same
    stylesheets, scripts and fonts.
    """

    sums: list[Sum] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    offers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    heaviest: dict[tuple[str, ...], tuple[int, str]] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)

    def join(self, other: Portion) -> None:
        """Take in what other files say."""
        self.sums += other.sums
        self.problems += other.problems
        self.asked |= other.asked
        self.ids |= other.ids
        for target, page in other.offers.items():
            self.offers[target] = min(page, self.offers.get(target, page))
        for title, pages in other.titles.items():
            self.titles.setdefault(title, []).extend(pages)
        for brought, heavy in other.heaviest.items():
            self.heaviest[brought] = max(heavy, self.heaviest.get(brought, heavy))
        self.leaks += other.leaks


def read_some(
    folder: Path, base: Base, secrets: Secrets, files: Collection[str], some: Sequence[str]
) -> list[Portion]:
    """Return what some files of the output say, as one portion; ``files`` are all there are."""
    portion = Portion()
    reader = _reader(base, bool(secrets.texts))
    for path in some:
        with open(f"{folder}/{path}", "rb") as file:
            data = file.read()
        portion.sums.append(Sum(path, len(data), sha256(data)))
        if path.endswith(".html"):
            _read_page(portion, path, data, reader, secrets)
        elif path.endswith(TEXTS):
            _read_text(portion, path, data, base, secrets, files)
    return [portion]


@lru_cache(maxsize=4)
def _reader(base: Base, with_texts: bool) -> Reader:
    """Return the one reader of a process, which knows the tags of all portions before."""
    return Reader(base, with_texts=with_texts)


def _read_page(portion: Portion, path: str, data: bytes, reader: Reader, secrets: Secrets) -> None:
    try:
        said = reader.said_by(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        said = None
    if said is None:
        _read_odd_page(portion, path, data, reader.base, secrets)
        return
    portion.asked |= said.targets
    if said.ids:
        portion.ids[path] = "\n".join(said.ids)
    _note_documents(portion, path, said.targets)
    portion.titles.setdefault(said.title, []).append(path)
    brought = tuple(sorted([target for target in said.targets if target.endswith(HEAVY)]))
    heavy = (len(data), path)
    if heavy > portion.heaviest.get(brought, (0, "")):
        portion.heaviest[brought] = heavy
    if not secrets.texts.keys().isdisjoint(said.texts):
        portion.leaks += [
            Leak(path, text, secrets.texts[text])
            for text in dict.fromkeys(said.texts)
            if text in secrets.texts
        ]


def _note_documents(portion: Portion, path: str, targets: Collection[str]) -> None:
    for target in targets:
        if target.startswith("tai-lieu/"):
            portion.offers[target] = min(path, portion.offers.get(target, path))


def _read_odd_page(portion: Portion, path: str, data: bytes, base: Base, secrets: Secrets) -> None:
    """Read a page of which the quick reader could not tell that it is sound; it may be, all the same."""
    portion.problems += look_closely(path, data, base)
    found = scan(path, data)
    targets = {target for reference in found.references for target in base.targets(reference.address, path)}
    portion.asked |= targets
    portion.ids[path] = "\n".join(found.ids)
    _note_documents(portion, path, targets)
    text = data.decode("utf-8", "replace")
    portion.leaks += [
        Leak(path, secret, source) for secret, source in secrets.texts.items() if secret in text
    ]


def _read_text(
    portion: Portion, path: str, data: bytes, base: Base, secrets: Secrets, files: Collection[str]
) -> None:
    found = scan(path, data)
    portion.problems += found.problems
    portion.asked |= {
        target for reference in found.references for target in base.targets(reference.address, path)
    }
    if is_for_machines(path):
        portion.problems += check_machine_file(path, data, base, files)
    text = data.decode("utf-8", "replace")
    for title, source in secrets.titles.items():
        if title in text or escape(title) in text:
            portion.leaks.append(Leak(path, title, source))
