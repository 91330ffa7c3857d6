"""Find the section of an old page by the folders in its address and the section name that it prints."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from plugins.category.registry import Section, Sections
from plugins.editors.importing.imported_article import ImportIssue, IssueKind
from plugins.vietnamese.slugs import slugify


def section_of_page(
    address: str, printed: str, sections: Sections
) -> tuple[Section | None, list[ImportIssue]]:
    """
    Return the section that the old address names, None where it names none, and what the editor must look at.

    ``printed`` is the section name on the page, "" for none; it counts only where it agrees with the address.
    """
    found = section_of_address(address, sections)
    if found:
        by_name = sections.find(printed) if printed else None
        if by_name is found or (by_name and by_name.path in (found.path, found.parent)):
            return found, []
        message = f"chuyên mục “{found.name}” lấy theo địa chỉ cũ"
        message += f"; trang lại in “{printed}”" if printed else ""
        return found, [ImportIssue(IssueKind.GUESSED, f"{message}. Kiểm tra lại.", "category")]
    hint = f" Trang in “{printed}”, nhưng cổng cũ in nhãn ấy trên mọi trang." if printed else ""
    message = f"không rõ chuyên mục.{hint} Chọn một chuyên mục của cổng."
    return None, [ImportIssue(IssueKind.MISSING, message, "category")]


def section_of_address(address: str, sections: Sections) -> Section | None:
    """Return the section that the folders of an old address name, the innermost first."""
    try:
        folders = [slugify(unquote(part)) for part in urlsplit(address).path.split("/")[:-1]]
    except ValueError:
        return None
    names: dict[str, Section] = {}
    for section in sections.all:
        for name in (section.slug, *(slugify(name) for name in (section.name, *section.aliases))):
            names.setdefault(name, section)
    return next((names[folder] for folder in reversed(folders) if folder in names), None)
