"""
Who leads the authority, read from ``content/du-lieu/lanh-dao.toml``.

::

    [[lanh-dao]]
    ten = "…"
    chuc-vu = "Chủ tịch UBND"
    phu-trach = "Phụ trách chung; tổ chức bộ máy"
    trang = "ong-nguyen-van-a"

``trang`` is the standing page (content/trang/ong-nguyen-van-a.md) with the biography; its photo is the portrait.
"""

from __future__ import annotations

from dataclasses import dataclass

from plugins.office.rows import rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/lanh-dao.toml"
KEYS = ("chuc-vu", "phu-trach", "dien-thoai", "thu", "trang")


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader; ``page`` is the slug of the standing page with the biography, ``line`` where it is named."""

    name: str
    position: str = ""
    duties: str = ""
    telephone: str = ""
    mail: str = ""
    page: str = ""
    line: int = 1


def load_leaders(written: str | DataFile) -> tuple[Leader, ...]:
    """
    Return the leaders of a data file, or of its text, in its order.

    >>> load_leaders('[[lanh-dao]]\\nten = "Lê Hải"\\nchuc-vu = "Chủ tịch"')[0].position
    'Chủ tịch'
    """
    file = as_data_file(written, FILE)
    return tuple(
        Leader(
            row.text("ten"),
            row.text("chuc-vu"),
            row.text("phu-trach"),
            row.telephone("dien-thoai"),
            row.mail("thu"),
            row.slug("trang"),
            file.line(*row.place, "trang"),
        )
        for row in rows_of(file, "lanh-dao", "ten", KEYS)
    )
