"""``python -m plugins.importing import …`` and ``… convert …``: what the tasks of these names run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from plugins.importing.faults import Refused

PROJECT = Path(__file__).resolve().parents[2]
FAULT, INTERRUPTED = 2, 130


class _Parser(argparse.ArgumentParser):
    """Says in Vietnamese that it did not understand."""

    def error(self, message: str) -> NoReturn:
        """End with what was not understood."""
        quoted = message.partition(":")[2].strip() or message
        print(f"lỗi: không hiểu “{quoted}”. Xem cách dùng: python3 {self.prog} --help", file=sys.stderr)
        sys.exit(FAULT)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for."""
    parser = _Parser(prog="tasks.py", add_help=False)
    tasks = parser.add_subparsers(dest="task", required=True)
    bring = tasks.add_parser(
        "import",
        prog="tasks.py import",
        description="Nhập tệp Word, trang của cổng cũ hay ảnh thành bài nháp.",
        add_help=False,
        allow_abbrev=False,
    )
    bring.add_argument(
        "sources",
        nargs="*",
        metavar="NGUỒN",
        help="tệp .docx, .doc, .odt, .html, .txt, ảnh; thư mục; sitemap.xml; địa chỉ https://…",
    )
    bring.add_argument("--section", default="", metavar="TÊN", help="chuyên mục của mọi bài nhập lần này")
    bring.add_argument(
        "--date", default="", metavar="NGÀY", help="ngày đăng của mọi bài nhập lần này, ví dụ 29/11/2023"
    )
    bring.add_argument("--author", default="", metavar="TÊN", help="tác giả của mọi bài nhập lần này")
    bring.add_argument(
        "--address", default="", metavar="ĐỊA_CHỈ", help="địa chỉ cũ của trang (khi nhập một tệp)"
    )
    bring.add_argument("--again", action="store_true", help="nhập lại cả những nguồn đã nhập")
    bring.add_argument("--offline", action="store_true", help="không tải ảnh từ cổng cũ")
    bring.add_argument(
        "--pause", type=float, default=1.0, metavar="GIÂY", help="nghỉ giữa hai lần tải trang (mặc định 1)"
    )
    bring.add_argument("--report", default="", metavar="TỆP", help="ghi mọi điều cần xem ra một tệp")
    convert = tasks.add_parser(
        "convert",
        prog="tasks.py convert",
        description="Đổi tệp chữ ở mã cũ (TCVN3, VNI, Windows-1258, UTF-16, chữ vỡ) sang Unicode.",
        add_help=False,
        allow_abbrev=False,
    )
    convert.add_argument("files", nargs="*", metavar="TỆP", help="tệp .md, .txt, .html, .csv…; hoặc thư mục")
    convert.add_argument("--write", action="store_true", help="ghi bản đã đổi; không có thì chỉ cho xem")
    for one in (bring, convert):
        one.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")
        one.add_argument("--here", default=os.getcwd(), help=argparse.SUPPRESS)
        one.add_argument("--content", default=str(PROJECT / "content"), help=argparse.SUPPRESS)
        one._optionals.title = "tùy chọn"
        one._positionals.title = "nguồn"
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Run one of the two tasks; return 0, 1 (something was not done), 2 (fault) or 130 (interrupted)."""
    asked = arguments(words)
    try:
        if asked.task == "convert":
            from plugins.importing import converting

            return converting.run(asked)
        from plugins.importing import run

        return run.run(asked)
    except Refused as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Chạy lại lệnh để làm tiếp; bài đã nhập không nhập lại.", file=sys.stderr)
        return INTERRUPTED
    except OSError as fault:
        print(f"lỗi: {fault.strerror or fault} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    return FAULT


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not UTF-8 would stop at the first Vietnamese letter.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
