"""Pictures, links and attachments."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image

from badcases.case import ARTICLE, MARK, Action, Case, Content, article, good_article, with_body
from badcases.encoding import nfd
from badcases.site import picture

GPS = 0x8825
CAMERA = "MAY-ANH-RIENG"


def shown(
    name: str,
    action: Action,
    wrong: str,
    target: str,
    *says: str,
    files: dict[str, Content] | None = None,
    check: object = None,
) -> Case:
    """Return a case about one picture in an article."""
    return Case(
        name,
        action,
        wrong,
        {ARTICLE: with_body(f"![Mương tưới sau khi sửa]({target})"), **(files or {})},
        says,
        check=check if callable(check) else None,
    )


def linked(
    name: str, action: Action, wrong: str, target: str, *says: str, files: dict[str, Content] | None = None
) -> Case:
    """Return a case about one link in an article; the problem must stand at that article."""
    return Case(
        name,
        action,
        wrong,
        {ARTICLE: with_body(f"[đọc thêm]({target})"), **(files or {})},
        says,
        at=(ARTICLE,),
    )


def with_place() -> bytes:
    """Return a picture that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(GPS).update({1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 30.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (900, 600), (20, 90, 160)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def pictures(output: Path) -> list[Path]:
    """Return the pictures of an output."""
    kinds = {".jpg", ".jpeg", ".png", ".webp", ".avif"}
    return [file for file in output.rglob("*") if file.suffix.lower() in kinds]


def no_place(output: Path) -> None:
    """No published picture tells a place or a camera."""
    for file in pictures(output):
        with Image.open(file) as image:
            assert not image.getexif().get_ifd(GPS), file
        assert CAMERA.encode() not in file.read_bytes(), file


def no_huge_picture(output: Path) -> None:
    """No published picture is wider than a screen."""
    for file in pictures(output):
        with Image.open(file) as image:
            assert max(image.size) <= 2560, file


def attached(output: Path) -> None:
    """The attachment is public."""
    assert any(file.read_bytes() == PAPER for file in output.rglob("*.docx"))


def pasted() -> bytes:
    """Return an article with a picture of a megabyte in its text."""
    data = base64.b64encode(bytes(range(256)) * 3000).decode()
    return with_body(f"![dán](data:image/png;base64,{data})").encode()


PAPER = b"PK\x03\x04to trinh thu nghiem"
BACKSLASH = "{static}" + "\\images\\tap-huan.jpg"
SHARED = "![Ruộng lúa]({attach}/images/tap-huan.jpg)"

CASES: tuple[Case, ...] = (
    shown(
        "167-img-missing-plain", Action.QUARANTINE, "Ảnh không có", "images/tap-hun.jpg", "images/tap-hun.jpg"
    ),
    shown(
        "170-img-spaces-static",
        Action.REPAIR,
        "Tên ảnh có dấu cách và dấu tiếng Việt",
        "{static}/images/Mương mới.JPG",
        files={"content/images/Mương mới.JPG": picture()},
    ),
    shown(
        "171-img-nfd-filename",
        Action.REPAIR,
        "Tên tệp NFD, liên kết NFC",
        "{static}/images/mương-tưới.png",
        files={f"content/images/{nfd('mương-tưới.png')}": picture(kind="PNG")},
    ),
    shown(
        "172-img-wrong-case",
        Action.REPAIR_WARN,
        "Tên ảnh khác hoa thường",
        "{static}/images/TAP-huan.Jpg",
        "tap-huan.jpg",
    ),
    shown(
        "175-img-empty-file",
        Action.QUARANTINE,
        "Ảnh 0 byte",
        "{static}/images/trong.jpg",
        "trong.jpg",
        files={"content/images/trong.jpg": b""},
    ),
    shown(
        "176-img-fake-type",
        Action.QUARANTINE,
        "Tệp HTML mang đuôi .jpg",
        "{static}/images/dom.jpg",
        "dom.jpg",
        files={"content/images/dom.jpg": b"<html><script>alert(7)</script></html>"},
    ),
    shown(
        "177-img-huge",
        Action.REPAIR_WARN,
        "Ảnh 12000×9000",
        "{static}/images/to.jpg",
        "12",
        files={"content/images/to.jpg": lambda: picture(12000, 9000)},
        check=no_huge_picture,
    ),
    shown(
        "180-img-exif-gps",
        Action.REPAIR,
        "Ảnh có tọa độ và tên máy",
        "{static}/images/noi.jpg",
        files={"content/images/noi.jpg": with_place},
        check=no_place,
    ),
    shown(
        "181-img-local-path",
        Action.QUARANTINE,
        "Ảnh trong máy cá nhân",
        "file:///D:/Anh/muong.jpg",
        "máy",
    ),
    article("182-img-data-uri", Action.QUARANTINE, "Ảnh base64 dán vào bài", pasted, "dán"),
    linked(
        "185-img-attach-traversal",
        Action.QUARANTINE,
        "{attach} đi ra ngoài",
        "{attach}../../../../../../../../etc/hosts",
        "ngoài",
    ),
    linked(
        "186-img-attach-conf",
        Action.QUARANTINE,
        "{attach} công bố tệp cấu hình",
        "{attach}../publishconf.py",
        "ngoài",
        files={"publishconf.py": "KHOA = 'BI-MAT-7'\n"},
    ),
    Case(
        "187-img-attach-twice",
        Action.OK,
        "Hai bài cùng một ảnh",
        {
            "content/mot/y1.md": good_article("Lúa xuân Thọ Lộc", body=f"{SHARED} {MARK}\n"),
            "content/hai/y2.md": good_article("Lúa xuân Thọ Xương", body=f"{SHARED} {MARK}\n"),
        },
    ),
    linked(
        "190-link-filename-wrong-case",
        Action.REPAIR_WARN,
        "Sai hoa thường",
        "{filename}/TIN-a.md",
        "tin-a.md",
    ),
    linked(
        "191-link-to-draft",
        Action.QUARANTINE,
        "Liên kết tới bản nháp",
        "{filename}z2.md",
        "nháp",
        files={
            "content/z2.md": good_article(
                "Bản thảo", "14/05/2024", "Tin trong huyện", "Lê Hải", "Trạng thái: nháp"
            )
        },
    ),
    linked(
        "192-link-to-failed",
        Action.QUARANTINE,
        "Liên kết tới bài bị lỗi",
        "{filename}z2.md",
        "z2.md",
        files={"content/z2.md": good_article("Quên ngày", date=None)},
    ),
    linked(
        "195-link-category-unknown",
        Action.QUARANTINE,
        "Chuyên mục không có",
        "{category}Chua-tung-co",
        "Chua-tung-co",
    ),
    linked("196-link-unknown-indicator", Action.QUARANTINE, "Sai từ khóa {tep}", "{tep}tin-a.md", "{tep}"),
    shown("197-link-backslash", Action.REPAIR, "Dấu gạch ngược kiểu Windows", BACKSLASH),
    linked(
        "200-link-spaces",
        Action.QUARANTINE,
        "Tệp không có, tên có dấu cách",
        "tep/TB 7 2024.pdf",
        "TB 7 2024.pdf",
    ),
    Case(
        "201-link-attachment-docx",
        Action.REPAIR,
        "Tệp đính kèm để cạnh bài",
        {ARTICLE: with_body("[tờ trình](to-trinh.docx)"), "content/to-trinh.docx": PAPER},
        check=attached,
    ),
    article(
        "315-link-bare-url",
        Action.REPAIR,
        "Địa chỉ trần",
        with_body("Đọc ở https://nongnghiep.example.vn/muong nhé."),
        shows=('href="https://nongnghiep.example.vn/muong"',),
    ),
    Case(
        "250-fs-symlink-dir-outside",
        Action.QUARANTINE,
        "Thư mục là liên kết ra ngoài",
        {ARTICLE: good_article()},
        ("ngoai",),
        at=("content/images/ngoai",),
        mark="",
        hides=("root:x:0:0",),
        setup=lambda site: (site / "content/images/ngoai").symlink_to("/etc"),
    ),
    Case(
        "251-fs-symlink-broken",
        Action.QUARANTINE,
        "Bài là liên kết hỏng",
        {},
        ("thu.md",),
        at=(ARTICLE,),
        setup=lambda site: (site / ARTICLE).symlink_to("mat-roi.md"),
    ),
    Case(
        "252-fs-symlink-broken-img",
        Action.QUARANTINE,
        "Ảnh là liên kết hỏng",
        {ARTICLE: good_article()},
        ("liên kết",),
        at=("content/images/y.jpg",),
        mark="",
        setup=lambda site: (site / "content/images/y.jpg").symlink_to("mat-roi.jpg"),
    ),
)
