"""Tell what is wrong with the portal's data files, and whether anything can be published with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from plugins.article.approval import FILE as APPROVAL
from plugins.article.approval import load_approval
from plugins.article.place_names import FILE as PLACES
from plugins.article.place_names import load_place_names
from plugins.author.registry import load_authors
from plugins.building.indexing.search_index import ABBREVIATIONS, SYNONYMS
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.read_registries import AUTHORS, SECTIONS, is_reserved
from plugins.category.registry import load_sections
from plugins.header.damaged_text import damaged_lines
from plugins.office.office_data import READERS as OFFICE_FILES
from plugins.office.office_data import READERS_OF_A_DAY
from plugins.problems import Level, Problem
from plugins.problems.data_file import CODE, DATA_FOLDER, DataFile
from plugins.search.abbreviations import read_abbreviations
from plugins.search.synonyms import read_synonyms


def _read_redirects(file: DataFile) -> object:
    # Most portals have no rules of their own; their reader is a tenth of what a build imports of ours.
    from plugins.redirects.rules_file import read_rules

    return read_rules(file)


# Who reads a file, and tells what is wrong with its entries; of other files, only the syntax is known here.
_READERS: Mapping[str, Callable[[DataFile], object]] = {
    SECTIONS: partial(load_sections, is_reserved=is_reserved),
    AUTHORS: load_authors,
    APPROVAL: load_approval,
    AUTHORITY_FILE: load_authority,
    ABBREVIATIONS: read_abbreviations,
    SYNONYMS: read_synonyms,
    PLACES: load_place_names,
    **OFFICE_FILES,
    f"{DATA_FOLDER}/dia-chi-cu.toml": _read_redirects,
}


def data_problems(data: DataFiles, today: date = date.max) -> Iterator[Problem]:
    """Yield what is wrong with each data file of a content folder on a day, with its line."""
    for path in sorted((data.content / DATA_FOLDER).glob("*.toml")):
        below = f"{DATA_FOLDER}/{path.name}"
        file = data.file(below)
        if read := _READERS.get(below):
            read(file)
        elif read_on := READERS_OF_A_DAY.get(below):
            read_on(file, today)
        yield from file.problems
        yield from damaged_lines(file.path, file.text, "gõ lại chữ ấy")


def unreadable_data(content: Path) -> str:
    """Return why the first data file that cannot be read cannot be, with its line; "" where all can be."""
    return next((str(one) for one in data_problems(DataFiles(content)) if one.code == CODE), "")


def why_nothing_goes_out(problems: Iterable[Problem], content: str, *, has_sections: bool) -> str:
    """
    Return why no article can be published with data files that have these problems; "" where the others can.

    ``content`` is the name of the content folder. Nobody is let out by rules of approval that cannot be read,
    and nobody's portal loses its name or its sections over a slip.
    """
    errors = [one for one in problems if one.level is Level.ERROR]
    faulty = {one.path for one in errors}
    unreadable = {one.path for one in errors if one.code == CODE}
    sections, approval, authority = (f"{content}/{file}" for file in (SECTIONS, APPROVAL, AUTHORITY_FILE))
    if sections in unreadable or (sections in faulty and not has_sections):
        why = f"không đọc được chuyên mục nào trong {sections} nên không xếp được bài"
    elif approval in faulty:
        why = f"chưa rõ ai được duyệt bài vì {approval} có lỗi"
    elif authority in unreadable:
        why = f"không đọc được {authority} nên cổng không có tên và nơi chịu trách nhiệm"
    else:
        return ""
    return f"{why}. Bản đang công khai được giữ nguyên; sửa tệp ấy rồi dựng lại."
