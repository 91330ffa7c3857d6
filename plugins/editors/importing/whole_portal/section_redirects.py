"""
Write where the old sections of a portal lead into ``content/du-lieu/dia-chi-cu.toml``.

Old articles need no line there: each carries its own old addresses in its header, and these lead to it once it is published. A
line for a draft would lead nowhere, which stops a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.category.registry import Sections
from plugins.editors.importing.file_output import write_whole
from plugins.editors.importing.whole_portal.section_table import SectionTable
from plugins.redirects.old_address import OldAddress, parse_old_address
from plugins.redirects.rules_file import RULES_FILE, read_rules

_HEADER = "# Địa chỉ cũ của chuyên mục, do lệnh import ghi theo chuyen-muc-cu.toml; sửa, thêm được.\n"


def write_section_redirects(content: Path, table: SectionTable, sections: Sections) -> list[tuple[str, str]]:
    """Add the redirects of old sections that the data file has not yet; return these, old and new address."""
    path = content / RULES_FILE
    text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    added = list(redirects_to_add(text, table, sections))
    if added:
        rows = "".join(f'\n[[chuyen]]\ntu = "{_escaped(old)}"\nden = "{new}"\n' for old, new in added)
        head = text if not text or text.endswith("\n") else f"{text}\n"
        write_whole(path, ((head or _HEADER) + rows).encode())
    return added


def redirects_to_add(text: str, table: SectionTable, sections: Sections) -> Iterator[tuple[str, str]]:
    """
    Yield the redirects of old sections that the rules in a text do not have, and that cover no page of this portal.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.importing.whole_portal.section_table import OldSection
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Tin xã"')
    >>> table = SectionTable((OldSection("/web/tin", "Tin xã"), OldSection("/tin-xa/", "Tin xã"), OldSection("/cho", "")))
    >>> list(redirects_to_add("", table, sections))
    [('/web/tin', '/tin-xa/')]
    """
    rules = read_rules(text)
    taken = {one.old.key for one in rules.redirects} | {one.old.key for one in rules.prefixes}
    taken |= {one.old.key for one in rules.gone}
    pages = {old.key for one in sections.all if (old := _parsed(f"/{one.path}"))}
    for row in table.rows:
        section = sections.find(row.section) if row.is_address and row.section else None
        old = _parsed(row.old)
        if section is None or old is None or old.key in taken | pages:
            continue
        taken.add(old.key)
        yield str(old), f"/{section.path}/"


def _parsed(address: str) -> OldAddress | None:
    return parse_old_address(address.rstrip("*"))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
