"""The words, links and pictures of the examples: short, long, extreme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from plugins.pages import partials
from plugins.pages.view_parts import File, ImageSource, Link, Moment, PhotoView
from plugins.vietnamese.slugs import slugify

SHORT = "Họp dân"
USUAL = "Lấy ý kiến về quy hoạch khu dân cư ven sông Chu, đoạn qua ba xã"
LONG = (
    "Công bố công khai đồ án điều chỉnh tổng thể quy hoạch chung xây dựng đô thị và vùng phụ cận đến năm 2045, "
    "tầm nhìn 2065, kèm theo quy định quản lý, bản đồ phân khu chức năng và danh mục 128 công trình hạ tầng ưu tiên"
)
# Nowhere may a line be broken in it, and no column is as wide.
WORD = "Thanhhóathọxuânlamsơnsaovàngmụcsơnxuânlậpthọlâmbáithượng"
EXTREME = f"{WORD} số 1686/NQ-UBTVQH15 và 2017/2025/QĐ-UBND-VPCP-KTNN"
SENTENCES = f"{LONG}. Người dân xem bản vẽ tại nhà văn hóa thôn, hỏi cán bộ trực trong giờ làm việc. {WORD}."
NUMBER, LONG_NUMBER = "15/QĐ-UBND", "1686/NQ-UBTVQH15-VPQH-HĐDT-KTNNMT"
ENGLISH, PERSIAN = "A plan for the river bank", "طرح توسعه کرانه رودخانه"
MAIL = "phong-tai-nguyen-va-moi-truong.bo-phan-tiep-nhan@phong-ban.vi-du.gov.vn"
ADDRESS = f"https://bieu-mau.vi-du.gov.vn/gop-y/{WORD.lower()}?dot=2024-06-30-lan-thu-nhat"
ORIGIN = "https://vi-du.gov.vn"


def link(text: str, lang: str = "") -> Link:
    """Return a link; links of one text lead to one place."""
    return Link(text, f"/{slugify(text) or 'vi-du'}/", lang)


def moment(day: date, hour: int = 0) -> Moment:
    """Return a day or, with an hour, an instant, as pages show them."""
    if not hour:
        return partials.certain_day(day)
    return partials.shown_instant(datetime.fromisoformat(f"{day}T{hour:02}:30:00+07:00"))


def before(today: date, days: int) -> Moment:
    """Return a day that lies so many days before today."""
    return moment(today - timedelta(days))


# The pictures lie beside the page: name and size in pixels.
PICTURES = {"ngang": (960, 600), "dung": (400, 720), "be": (96, 72), "dai": (1200, 160)}


def photo(name: str, alt: str = USUAL, caption: str = "", credit: str = "") -> PhotoView:
    """Return a picture by its name, as lists show it."""
    return PhotoView(f"anh/{name}.png", *PICTURES[name], alt, caption, credit)


def large(small: PhotoView) -> PhotoView:
    """Return a picture that leads to its largest."""
    return replace(small, full=small.src)


def photo_of_many_sizes() -> PhotoView:
    """Return a picture that is there in two kinds and two sizes."""
    sizes = "anh/be.png 96w, anh/ngang.png 960w"
    return PhotoView(
        *("anh/ngang.png", *PICTURES["ngang"], "", SENTENCES, f"Ảnh: {WORD}"),
        srcset=sizes,
        sources=(ImageSource("image/png", sizes),),
    )


FILES = (
    File("Bản đồ.pdf", "/tai-lieu/ban-do.pdf", "PDF", "92 kB", 1),
    File(f"{LONG}.docx", "/tai-lieu/dai.docx", "DOCX", "1,2 MB"),
    File(f"{WORD}_{WORD}_ban-cuoi-cung(2).xlsx", "/tai-lieu/tu.xlsx", "XLSX", "23,4 MB", 1208),
)
