"""
The options of ``import`` and ``convert``.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plugins.building.options import SETTINGS
from plugins.commands.option import Option, absolute_path

_PAGES = (".html", ".htm", ".mht", ".mhtml", ".aspx", ".xhtml", ".xml", ".gz")
WEB_SCHEMES = ("http://", "https://")


def address_or_path(typed: str) -> str:
    """
    Return a web address as it is, and a path made absolute.

    >>> address_or_path("https://a.vn/bai.html")
    'https://a.vn/bai.html'
    """
    return typed if typed.lower().startswith(WEB_SCHEMES) else absolute_path(typed)


def reads_more_than_documents(sources: Iterable[str]) -> bool:
    """
    Return whether pages of an old portal may be among what is to be imported: they are read with one more package.

    >>> reads_more_than_documents(["/a/Bài.docx"]), reads_more_than_documents(["/a/trang.html"])
    (False, True)
    """
    return any(
        one.lower().startswith(WEB_SCHEMES) or one.lower().endswith(_PAGES) or Path(one).is_dir()
        for one in sources
    )


IMPORT_OPTIONS = (
    Option(
        ("sources",),
        "tệp .docx, .doc, .odt, .pdf, .html, .txt, ảnh; thư mục; địa chỉ https://…; cả cổng: sitemap.xml, danh sách địa chỉ, bản chép wget hay HTTrack, tệp .warc.gz",
        "files .docx, .doc, .odt, .pdf, .html, .txt, photos; folders; addresses https://…; a portal: sitemap.xml, a list of addresses, a mirror of wget or HTTrack, .warc.gz",
        value="NGUỒN",
        kind=address_or_path,
        many=True,
    ),
    Option(
        ("--chuyen-muc", "--section"),
        "chuyên mục của mọi bài nhập lần này",
        "the section of all articles of this import",
        value="TÊN",
    ),
    Option(
        ("--ngay-dang", "--date"),
        "ngày đăng cho những bài không ghi ngày, ví dụ 29/11/2023",
        "the day of articles that tell none, such as 29/11/2023",
        value="NGÀY",
    ),
    Option(
        ("--tac-gia", "--author"),
        "tác giả cho những bài không ghi tác giả",
        "the author of articles that name none",
        value="TÊN",
    ),
    Option(
        ("--dia-chi-cu", "--address"),
        "địa chỉ cũ của trang (khi nhập một tệp), hay của cổng mà thư mục là bản chép",
        "the page's old address (for one file), or that of the portal which a folder is a copy of",
        value="ĐỊA_CHỈ",
    ),
    Option(
        ("--nhap-lai", "--again"), "nhập lại cả những nguồn đã nhập", "import again what was imported before"
    ),
    Option(
        ("--noi-khac", "--elsewhere"),
        "theo cả khi cổng cũ chuyển sang máy chủ khác",
        "follow redirects of the old portal to other hosts too",
    ),
    Option(
        ("--mang-noi-bo", "--private"),
        "cổng cũ nằm trong mạng nội bộ: cho hỏi địa chỉ riêng",
        "the old portal lies in an inner network: its private address may be asked",
    ),
    Option(
        ("--nhan-dang", "--read-pictures"),
        "nhận dạng chữ trong bản chụp (PDF, ảnh văn bản) bằng Tesseract, làm bản nháp phải soát từng chữ",
        "read the text of scanned PDFs and photos of papers with Tesseract, as a draft to be proof-read",
    ),
    Option(("--khong-tai", "--offline"), "không tải ảnh từ cổng cũ", "fetch no photos from the old portal"),
    Option(
        ("--nghi", "--pause"),
        "nghỉ bao nhiêu giây giữa hai lần tải trang",
        "seconds between two requests",
        value="GIÂY",
        kind=int,
        default=1,
    ),
    Option(
        ("--bo-qua-robots", "--ignore-robots"),
        "cổng cũ là của cơ quan mình: tải cả những gì robots.txt xin đừng tải",
        "the old portal is your own: fetch also what its robots.txt asks to leave alone",
    ),
    Option(
        ("--lien-he", "--contact"),
        "thư điện tử hay địa chỉ để người giữ cổng cũ biết ai đang tải",
        "a mail or web address, by which the keepers of the old portal know who asks",
        value="THƯ",
    ),
    Option(
        ("--xem-truoc", "--dry-run"),
        "chỉ đếm trang của từng chuyên mục cũ và cho biết sẽ xếp vào đâu; không tải trang, không ghi bài",
        "only count the pages of each old section and tell where they would go; fetch no page, write no article",
    ),
    Option(
        ("--bao-cao", "--report"),
        "ghi mọi điều cần xem ra một tệp; tên kết thúc bằng .html thì thành một trang",
        "write all that is to be looked at to a file; as a page where its name ends in .html",
        value="TỆP",
        kind=absolute_path,
    ),
    SETTINGS,
)
CONVERT_OPTIONS = (
    Option(
        ("files",),
        "tệp .md, .txt, .html, .csv…; hoặc thư mục",
        "files .md, .txt, .html, .csv…; or folders",
        value="TỆP",
        kind=absolute_path,
        many=True,
    ),
    Option(
        ("--ghi", "--write"),
        "ghi bản đã đổi; không có thì chỉ cho xem",
        "write what was converted; without it, only show",
    ),
    Option(
        ("--ca-co-le", "--likely"),
        "cùng với --ghi: ghi cả những tệp mà mã chỉ “có lẽ” đúng",
        "with --write: write also files whose encoding is only likely",
    ),
)
