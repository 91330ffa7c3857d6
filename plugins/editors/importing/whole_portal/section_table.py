"""
Read which sections of an old portal become which of this one, from ``content/du-lieu/chuyen-muc-cu.toml``.

::

    [[muc]]
    cu = "/tin-tuc/hoat-dong/"      # where the addresses of an old section begin
    moi = "Tin trong huyện"

    [[muc]]
    cu = "Tin thể thao"             # or its name, as old pages print it
    moi = "Văn hóa – Du lịch"

    [[muc]]
    cu = "/rao-vat/"
    bo = true                       # nothing below is imported
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from plugins.category.match import match_section
from plugins.category.registry import Sections, sections_of
from plugins.editors.importing.file_output import write_whole
from plugins.header.fields import label
from plugins.header.parse import parse
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file, data_file
from plugins.vietnamese.letters import nfc

FILE = f"{DATA_FOLDER}/chuyen-muc-cu.toml"
# What systems call a section in the address of an article: Joomla, WordPress, DotNetNuke, others.
_SECTION_PARAMETERS = ("cat", "category", "catid", "cid", "tabid", "chuyenmuc", "idcat", "parentid")
_KEYS = {"cu", "moi", "bo"}
HEADER = (
    "# Chuyên mục của cổng cũ thành chuyên mục nào của cổng này; lệnh import đọc tệp này.\n"
    '# cu: chỗ bắt đầu của địa chỉ cũ ("/tin-tuc/") hay tên chuyên mục in trên trang cũ ("Tin thể thao").\n'
    "# moi: một chuyên mục của cổng này. bo = true: không nhập gì của mục ấy.\n"
)


@dataclass(frozen=True, slots=True)
class OldSection:
    """One row: an old section by the beginning of its addresses or by its name, and the section that it becomes, "" for none."""

    old: str
    section: str = ""
    is_left_out: bool = False

    @property
    def is_address(self) -> bool:
        """Whether the old section is given by its addresses."""
        return self.old.startswith("/")


@dataclass(frozen=True, slots=True)
class SectionTable:
    """The rows of the table."""

    rows: tuple[OldSection, ...] = ()

    def row_of(self, address: str) -> OldSection | None:
        """
        Return the row whose addresses begin as a page's does, the longest of several; one with parameters wants these.

        >>> table = SectionTable((OldSection("/tin", "A"), OldSection("/tin/xa/", "B"), OldSection("/index.php?catid=5", "C")))
        >>> rows = map(table.row_of, ("https://a.vn/tin/1", "/tin/xa/2.html", "/tinh/3", "/index.php?id=1&catid=5"))
        >>> [row and row.section for row in rows]
        ['A', 'B', None, 'C']
        """
        path, parameters = f"{compared_path(address)}/", _parameters(address)
        fitting = [
            row
            for row in self.rows
            if row.is_address
            and path.startswith(f"{compared_path(row.old)}/")
            and _parameters(row.old) <= parameters
        ]
        return max(fitting, key=lambda row: len(row.old), default=None)

    def with_old_names(self, sections: Sections) -> Sections:
        """Return the portal's sections, each with the names that it has in the table beside its own."""
        names: dict[str, list[str]] = {}
        for row in self.rows:
            if not row.is_address and row.section:
                names.setdefault(row.section, []).append(row.old)
        return sections_of(
            replace(one, aliases=(*one.aliases, *names.get(one.name, ()))) for one in sections.all
        )


def _parameters(address: str) -> set[tuple[str, str]]:
    try:
        return {(name.lower(), value) for name, value in parse_qsl(urlsplit(address).query)}
    except ValueError:
        return set()


def compared_path(address: str) -> str:
    """Return the path of an old address as it is compared: decoded, in small letters, without a slash at its end."""
    try:
        path = urlsplit(address).path if "://" in address else address.partition("?")[0]
    except ValueError:
        return ""
    return nfc(unquote(path)).lower().rstrip("/")


def read_section_table(written: str | DataFile, sections: Sections | None = None) -> SectionTable:
    """
    Return the table in a data file, or in its text; a row that is not clear is refused and left out.

    ``sections`` are the portal's own, None where it does not matter whether a name is one of them.
    """
    file = as_data_file(written, FILE)
    rows = []
    for number, row in enumerate(file.rows("muc")):
        if why := _fault(row, sections):
            file.refuse(f"[[muc]]: {why}", "muc", number)
            continue
        section = str(row.get("moi", "")).strip()
        if sections is not None and section and (found := sections.find(section)):
            section = found.name
        rows.append(OldSection(nfc(row["cu"]).strip(), section, bool(row.get("bo"))))
    return SectionTable(tuple(rows))


def _fault(row: object, sections: Sections | None) -> str:
    """Return what is wrong with a row, "" for a good one; one without a section waits for it and is no fault."""
    if not isinstance(row, Mapping) or set(row) - _KEYS:
        return "chỉ dùng cu, moi và bo."
    if not isinstance(row.get("cu"), str) or not row["cu"].strip():
        return "“cu” cần là địa chỉ bắt đầu bằng “/”, hay tên mục cũ, trong dấu ngoặc kép."
    if not isinstance(row.get("moi", ""), str) or not isinstance(row.get("bo", False), bool):
        return "“moi” cần viết trong dấu ngoặc kép; “bo” là true hoặc false."
    if row.get("bo") and not row["cu"].strip().startswith("/"):
        return "“bo = true” cần “cu” là một địa chỉ bắt đầu bằng “/”."
    if row.get("bo") and str(row.get("moi", "")).strip():
        return "“moi” và “bo = true” không đi cùng nhau. Giữ một."
    if sections is not None and (name := str(row.get("moi", "")).strip()):
        found, problems = match_section(name, sections, "", 0)
        return "" if found else problems[0].message
    return ""


def section_table_of(content: Path, sections: Sections) -> tuple[SectionTable, Sequence[str]]:
    """Return the table of a portal, empty where it has none, and what is wrong with it."""
    path = content / FILE
    if not path.is_file():
        return SectionTable(), ()
    file = data_file(path.read_bytes(), f"{content.name}/{FILE}")
    table = read_section_table(file, sections)
    return table, tuple(map(str, file.problems))


def old_section_of(address: str) -> str:
    """
    Return what stands for the section in an old address: its folder, or the parameter that names a section; "" for none.

    >>> old_section_of("https://a.vn/web/trang-chu/Tin%20xa/bai.html"), old_section_of("https://a.vn/bai.html")
    ('/web/trang-chu/tin xa/', '')
    >>> old_section_of("https://a.vn/index.php?option=com_content&catid=34:tin&id=9")
    '/index.php?catid=34:tin'
    """
    path = compared_path(address)
    named = next(
        ((name, value) for name, value in sorted(_parameters(address)) if name in _SECTION_PARAMETERS), None
    )
    if named:
        return f"{path or '/'}?{named[0]}={named[1]}"
    folder = path.rpartition("/")[0]
    return f"{folder}/" if folder else ""


def with_rows(text: str, unknown: Iterable[tuple[str, int]]) -> str:
    """
    Return the text of the data file with a row to fill in for each old section that nobody has placed yet.

    >>> print(with_rows("", [("/tin-xa/", 37)]).splitlines()[-1])
    moi = ""  # 37 bài
    """
    rows = "".join(f'\n[[muc]]\ncu = "{_escaped(old)}"\nmoi = ""  # {count} bài\n' for old, count in unknown)
    return (text if text.strip() else HEADER) + rows


def _escaped(text: str) -> str:
    plain = "".join(one for one in text if one.isprintable())
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def add_unplaced(content: Path, unplaced: Iterable[tuple[str, int]]) -> None:
    """Add a row to fill in for each old section that the data file of a portal does not name yet, not even in a faulty row."""
    path = content / FILE
    text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    rows = data_file(text, FILE).rows("muc")
    named = {str(row.get("cu", "")).strip() for row in rows if isinstance(row, Mapping)}
    new = [(old, count) for old, count in unplaced if old not in named]
    if new:
        write_whole(path, with_rows(text, new).encode())


def has_no_section(text: str) -> bool:
    """Return whether an article's header has a line for its section and nothing in it."""
    field = parse("x.md", text).fields.get("category")
    return field is not None and not field.value.strip()


def with_section(text: str, section: str) -> str:
    """
    Return the text of an article that has no section with one, and without the note that asked for it.

    >>> with_section("Tiêu đề: A\\nChuyên mục:\\n\\n<!--\\nNhập từ “x”.\\n- Chuyên mục: chọn một.\\n-->\\n\\nB", "Tin xã")
    'Tiêu đề: A\\nChuyên mục: Tin xã\\n\\n<!--\\nNhập từ “x”.\\n-->\\n\\nB'
    """
    field = parse("x.md", text).fields.get("category")
    if field is None or field.value.strip():
        return ""
    lines = text.split("\n")
    lines[field.line - 1] = f"{label('category')}: {section}"
    note = f"- {label('category')}: "
    end = lines.index("-->") if "-->" in lines else 0
    return "\n".join(line for place, line in enumerate(lines) if place >= end or not line.startswith(note))
