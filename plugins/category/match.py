"""Match the section that an article's header names with the registry."""

from __future__ import annotations

import re

from plugins.category.registry import Section, Sections
from plugins.problems import Problem, error
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.slugs import slugify

CODE = "chuyen-muc"


def match_section(
    text: str, sections: Sections, path: str, line: int, open_sections: bool = False
) -> tuple[Section | None, list[Problem]]:
    """
    Return the section that is written, or None and what is wrong with it.

    ``open_sections`` makes a section of every name that can have an address, as plain Pelican content has them.
    """
    written = nfc(text).strip()
    if not written:
        names = _names(sections) or "(chưa có chuyên mục nào)"
        return None, [error(path, line, CODE, f"thiếu “Chuyên mục”. Hãy chọn một trong: {names}.")]
    found = sections.find(written)
    if found:
        return found, []
    shown = written if len(written) <= 80 else f"{written[:80]}…"
    if re.search("[<>]", written):
        return None, [error(path, line, CODE, f"“{shown}”: chuyên mục không được chứa thẻ HTML.")]
    if ".." in written or written.startswith(("/", ".")):
        return None, [error(path, line, CODE, f"“{shown}” không phải tên chuyên mục.")]
    if open_sections and "/" not in written and slugify(written):
        slug = slugify(written)
        other = sections.with_feed(slug)
        if other and other.path != slug:
            message = f"“{shown}”: nguồn tin (feed) trùng tên với nguồn tin của chuyên mục “{other.name}”. Đặt tên khác."
            return None, [error(path, line, CODE, message)]
        return other or Section(written, slug, slug, order=len(sections.all)), []
    names_of = [name for section in sections.all for name in (section.name, *section.aliases)]
    near = nearest(written.replace("/", " – "), names_of) or nearest(written, names_of)
    hint = " Ý bạn là " + " hay ".join(f"“{name}”" for name in near) + "?" if near else _choices(sections)
    return None, [error(path, line, CODE, f"chưa có chuyên mục “{shown}”.{hint}")]


def _names(sections: Sections) -> str:
    return "; ".join(section.name for section in sections.all)


def _choices(sections: Sections) -> str:
    names = _names(sections)
    return f" Các chuyên mục đang có: {names}." if names else ""
