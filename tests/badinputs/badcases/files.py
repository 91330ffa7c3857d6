"""Files and folders."""

from __future__ import annotations

from pathlib import Path

from badcases.case import ARTICLE, MARK, Action, Case, good_article, with_body, with_field
from badcases.site import picture

VERIFICATION = "google-site-verification: google7777.html"
DEEP = "content/" + "/".join(f"tang-{level}" for level in range(60)) + "/thu.md"


def verification_is_copied(output: Path) -> None:
    """The file that a search engine asks for is public as it is."""
    assert (output / "google7777.html").read_text("utf-8") == VERIFICATION


CASES: tuple[Case, ...] = (
    Case("235-fs-empty-file", Action.QUARANTINE, "Tệp rỗng", {"content/trong.md": b""}, ("rỗng",)),
    Case(
        "236-fs-only-blank",
        Action.QUARANTINE,
        "Tệp chỉ có dòng trống",
        {"content/trong.md": "\n\n \n"},
        ("rỗng",),
    ),
    Case(
        "237-fs-dir-named-md",
        Action.WARN,
        "Thư mục tên y.md",
        {"content/y.md/thu.md": good_article()},
        ("thư mục",),
        at=("content/y.md", "content/y.md/thu.md"),
    ),
    Case(
        "240-fs-docx", Action.WARN, "Bài là tệp Word", {"content/thu.docx": b"PK\x03\x04"}, ("Word",), mark=""
    ),
    Case(
        "241-fs-backup-copies",
        Action.QUARANTINE,
        "Bản sao của một bài",
        {ARTICLE: good_article(), "content/thu - Copy.md": good_article()},
        ("giống",),
        mark="",
    ),
    Case(
        "242-fs-editor-temp",
        Action.OK,
        "Tệp tạm",
        {
            "content/~$thu.md": b"\x03Mai\0",
            "content/.thu.md.swp": b"\0",
            "content/thu.md~": good_article(),
            "content/.DS_Store": b"\0",
            "content/._thu.md": b"\0\x05\x16\x07",
        },
        unpublished=True,
    ),
    Case(
        "245-fs-html-in-content",
        Action.OK,
        "Tệp xác minh của Google",
        {"content/google7777.html": VERIFICATION},
        mark="",
        check=verification_is_copied,
    ),
    Case(
        "245b-fs-script-under-the-name-of-google",
        Action.QUARANTINE,
        "Trang có mã mang tên tệp xác minh của Google",
        {
            ARTICLE: good_article(),
            "content/google7777.html": "<!DOCTYPE html><title>x</title><script src='//la.example/x.js'></script>",
        },
        ("google-site-verification: google7777.html",),
        at=("content/google7777.html",),
        mark="",
        hides=("la.example",),
    ),
    Case(
        "246-fs-html-article",
        Action.QUARANTINE,
        "Bài là tệp .html",
        {"content/thu.html": f"<html><head><title>Thử</title></head><script>alert(7)</script>{MARK}</html>"},
        (".md",),
    ),
    Case(
        "247-fs-rst-include",
        Action.QUARANTINE,
        "Bài là tệp .rst",
        {"content/thu.rst": f"Thử\n###\n\n:date: 2024-05-14\n\n{MARK}\n\n.. include:: /etc/hosts\n"},
        (".md",),
        hides=("127.0.0.1",),
    ),
    Case(
        "255-fs-unreadable-dir",
        Action.QUARANTINE,
        "Thư mục không có quyền đọc",
        {"content/dong/thu.md": good_article()},
        ("dong",),
        at=("content/dong", "content/dong/thu.md"),
        faults={"deny": ["content/dong"]},
    ),
    Case(
        "256-fs-unreadable-img",
        Action.QUARANTINE,
        "Ảnh không có quyền đọc",
        {ARTICLE: with_body("![Ruộng]({static}/images/dong.jpg)"), "content/images/dong.jpg": picture},
        ("đọc",),
        faults={"deny": ["content/images/dong.jpg"]},
    ),
    Case(
        "257-fs-newline-name",
        Action.WARN,
        "Tên tệp có xuống dòng",
        {"content/thu\nhai?.md": good_article()},
        ("tên",),
        # A line break in a name is printed as an escape: a problem is one line.
        at=("content/thu\\nhai?.md",),
    ),
    Case(
        "260-fs-case-dup",
        Action.WARN,
        "Hai tên chỉ khác hoa thường",
        {
            "content/Thu.md": good_article("Đường hoa thôn Hai"),
            "content/thu.md": good_article("Đường hoa thôn Ba"),
        },
        ("hoa/thường",),
    ),
    Case("261-fs-deep-path", Action.OK, "Sâu 60 thư mục", {DEEP: good_article()}),
    Case(
        "262-fs-article-in-pages",
        Action.WARN,
        "Bài đặt nhầm trong thư mục trang",
        {"content/pages/thu.md": good_article()},
        ("bài",),
    ),
    Case(
        "405-link-two-faults-at-once",
        Action.QUARANTINE,
        "Một tệp và một trang không có, nói trong một lần; tệp đính kèm ngăn bằng dấu phẩy",
        {
            "content/tin/lua.md": with_field("Tệp đính kèm: a.pdf, b.pdf").replace(
                MARK, f"[tệp](mat.pdf) và [trang](/khong-he-co/) {MARK}"
            )
        },
        ("mat.pdf", "/khong-he-co/", "dấu “;”"),
    ),
    Case(
        "401-fs-conflicted-copy",
        Action.QUARANTINE,
        "Bản xung đột của chương trình đồng bộ, có thêm một dòng",
        {
            "content/tin/lua.md": good_article("Lúa chín sớm", body="Lúa chín.\n"),
            "content/tin/lua (conflicted copy 2024-05-14).md": good_article("Lúa chín sớm"),
        },
        ("bản sao của “lua.md”", "chép phần mới"),
        at=("content/tin/lua (conflicted copy 2024-05-14).md",),
    ),
    Case(
        "402-fs-double-ending",
        Action.QUARANTINE,
        "Notepad thêm đuôi .txt",
        {"content/tin/lua.md.txt": good_article()},
        ("đuôi .txt", "“lua.md”"),
    ),
    Case(
        "403-fs-device-name",
        Action.WARN,
        "Tên mà Windows dành riêng",
        {"content/tin/con.md": good_article()},
        ("Windows", "Đổi tên"),
    ),
    Case(
        "404-fs-unknown-ending",
        Action.WARN,
        "Bài có đuôi mà không trình đọc nào nhận",
        {"content/tin/lua.pages": good_article()},
        ("không đọc", ".md"),
        unpublished=True,
    ),
)
