"""Print what an import of a portal would do, before a page of it is fetched: its old sections, and where they would go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from plugins.category.registry import Sections
from plugins.editors.importing.oldsite.old_section import section_of_address
from plugins.editors.importing.requested_sources import RequestedSource
from plugins.editors.importing.whole_portal.section_table import SectionTable, old_section_of
from plugins.vietnamese.numbers import duration

_FILES_OF_PAGE = 2  # photos and attachments that a page of an old portal has, more or less


def print_plan(
    sources: Iterable[RequestedSource], table: SectionTable, sections: Sections, pause: float, file: str
) -> None:
    """
    Print how many pages each old section has and where they would go, and how long fetching them takes at least.

    ``file`` is what editors call the file of the table.
    """
    print("\n".join(_plan_lines(list(sources), table, sections, pause, file)))


def _plan_lines(
    sources: list[RequestedSource], table: SectionTable, sections: Sections, pause: float, file: str
) -> Iterator[str]:
    """Yield the lines of a plan: the largest old section first."""
    counts = Counter(old_section_of(one.address) for one in sources if one.address)
    yield f"{len(sources)} trang, tệp sẽ được đọc."
    unknown = 0
    for old, count in counts.most_common():
        where = _where(old, table, sections) if old else ""
        unknown += not where
        yield f"  {old or '(địa chỉ không có mục)'}: {count} trang → {where or 'CHƯA XẾP'}"
    if unknown:
        yield f"Mục chưa xếp: ghi vào {file} (cu, moi) trước khi nhập, hoặc nhập rồi điền sau."
    if fetched := sum(one.saved is None and one.file is None for one in sources):
        seconds = fetched * (1 + _FILES_OF_PAGE) * max(pause, 0.1)
        yield f"{fetched} trang phải tải, kể cả ảnh lâu chừng {duration(seconds)} (nghỉ {pause:g} giây giữa hai lần)."


def _where(old: str, table: SectionTable, sections: Sections) -> str:
    """Return where the pages of an old section would go, "" where nothing tells."""
    row = table.row_of(f"{old}x" if old.endswith("/") else old)
    if row and row.is_left_out:
        return "bỏ"
    if row and row.section:
        return row.section
    found = section_of_address(f"http://x{old.partition('?')[0]}x", sections)
    return found.name if found else ""
