"""
Where the writing room keeps what is not part of the portal: what is being typed, former texts of articles, the trash,
photos as they were before they were cut.

It lies beside the content folder: a cache may be thrown away at any time, the content is what the portal is built of.
The folder tells git itself to pass it over, and its name is one that people find.
"""

from __future__ import annotations

from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.checksum import sha256

NAME = "ban-luu"
TYPING, VERSIONS, TRASH, ORIGINALS = "dang-viet", "phien-ban", "thung-rac", "anh-goc"
_README = """\
Thư mục này do phòng viết (tasks.py write) giữ, không thuộc nội dung của cổng:
  dang-viet/   phần đang gõ mà chưa lưu
  phien-ban/   các bản trước của từng bài
  thung-rac/   những bài đã bỏ
  anh-goc/     ảnh nguyên bản của những ảnh đã cắt, đã xoay
Xóa đi thì chỉ mất những bản ấy; bài trong content/ không đổi.
"""


def kept_folder(content: Path) -> Path:
    """Return the folder beside a content folder, made where it is not there. Raises OSError."""
    folder = content.resolve().parent / NAME
    if not (folder / ".gitignore").is_file():
        write_atomically(folder / ".gitignore", b"*\n")
        write_atomically(folder / "doc-truoc.txt", _README.encode("utf-8"))
    return folder


def key_of(path: str) -> str:
    """
    Return the name under which things of an article are kept: words that people know, and digits that make it one's own.

    >>> key_of("content/bai-viet/tin/2024/hop-bao.md")
    'hop-bao-4a839a7d26'
    """
    words = path.rpartition("/")[2].removesuffix(".md")
    plain = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in words)[:60]
    return f"{plain}-{sha256(path.encode('utf-8'))[:10]}"
