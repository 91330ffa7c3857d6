"""
Films and albums of photos that the office shows, read from ``content/du-lieu/video.toml``: each an article that has it, or an address elsewhere.

::

    [[video]]
    ten = "Lễ hội Lam Kinh 2024"
    bai = "le-hoi-lam-kinh-2024"

    [[video]]
    ten = "Phim tài liệu về Lam Kinh"
    dia-chi = "https://truyenhinhthanhhoa.vn/…"
    noi-dang = "Truyền hình Thanh Hóa"
    ngay = 2024-09-20
    mo-ta = "Một câu."

    [[video]]
    ten = "Trò Xuân Phả qua ống kính"
    loai = "Bộ ảnh"
    bai = "tro-xuan-pha"
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plugins.office.rows import DataRow, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/video.toml"
ALBUM = "Bộ ảnh"
KINDS = ("Video", ALBUM)
KEYS = ("loai", "bai", "dia-chi", "noi-dang", "ngay", "mo-ta")


@dataclass(frozen=True, slots=True)
class GalleryEntry:
    """
    A film or an album of photos: the slug of the ``article`` that has it, or the address ``href`` elsewhere with the name of that place.

    ``line`` is that of its article or address in the data file.
    """

    name: str
    article: str = ""
    href: str = ""
    place: str = ""
    day: date | None = None
    about: str = ""
    line: int = 1
    is_album: bool = False


def load_gallery(written: str | DataFile, today: date = date.max) -> tuple[GalleryEntry, ...]:
    """
    Return the films and albums of a data file, or of its text, in its order; one that leads nowhere is told of and left out.

    So is one of a day after ``today`` told of, which stands.

    >>> load_gallery('[[video]]\\nten = "Hội"\\nbai = "le-hoi"')[0].article
    'le-hoi'
    """
    file = as_data_file(written, FILE)
    return tuple(entry for row in rows_of(file, "video", "ten", KEYS) if (entry := _entry(row, today)))


def _entry(row: DataRow, today: date) -> GalleryEntry | None:
    kind = row.one_of("loai", KINDS)
    if not kind:
        return None
    if bool(row.values.get("bai")) == bool(row.values.get("dia-chi")):
        row.refuse(
            "bai", "ghi một trong hai: “bai” (bài của cổng có video, có ảnh) hoặc “dia-chi” (ở nơi khác)."
        )
        return None
    article, href = row.slug("bai"), row.web("dia-chi")
    if not (article or href):
        return None
    return GalleryEntry(
        row.text("ten"),
        article,
        href,
        row.text("noi-dang"),
        row.past_day("ngay", today, "mà mục này hiện là đã đăng. Xem lại năm, tháng."),
        row.text("mo-ta"),
        row.file.line(*row.place, "bai" if article else "dia-chi"),
        kind == ALBUM,
    )
