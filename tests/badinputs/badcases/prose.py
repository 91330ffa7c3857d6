"""Bodies: Markdown, HTML, and what should not be told."""

from __future__ import annotations

from badcases.case import MARK, TITLE, Action, Case, article, good_article, with_body


def body(
    name: str, action: Action, wrong: str, *blocks: str, says: tuple[str, ...] = (), **more: tuple[str, ...]
) -> Case:
    """Return a case about some blocks of a body."""
    return article(name, action, wrong, with_body(*blocks), *says, **more)  # type: ignore[arg-type]


def nested_list(depth: int) -> str:
    """Return a list in a list in a list …"""
    return "\n".join(f"{'    ' * level}- mục" for level in range(depth))


def long_body() -> bytes:
    """Return an article of five megabytes in paragraphs."""
    paragraph = "Nước về đồng, bà con xuống giống kịp thời vụ. " * 20
    return with_body(*[paragraph.strip()] * (5_000_000 // len(paragraph.encode()) + 1)).encode()


def long_paragraph() -> bytes:
    """Return an article of five megabytes in one paragraph."""
    sentence = "Nước về đồng, bà con xuống giống. "
    return with_body(sentence * (5_000_000 // len(sentence.encode()) + 1)).encode()


def long_table() -> bytes:
    """Return an article with a table of a hundred thousand rows."""
    rows = "\n".join(f"|Thửa {number}|{number % 97}|" for number in range(100_000))
    return with_body(f"|Thửa|Sào|\n|---|---|\n{rows}").encode()


HTML: tuple[Case, ...] = (
    body("202-html-script", Action.QUARANTINE, "<script>", "<script>alert(7)</script>", says=("script",)),
    body(
        "205-html-iframe",
        Action.QUARANTINE,
        "<iframe> lạ",
        '<iframe src="https://la.example/" height="300"></iframe>',
        says=("iframe",),
    ),
    body(
        "206-html-form",
        Action.QUARANTINE,
        "<form>",
        '<form action="https://la.example/"><input name=matkhau></form>',
        says=("form",),
    ),
    body(
        "207-html-meta-refresh",
        Action.QUARANTINE,
        "<meta>, <base>",
        '<meta http-equiv="refresh" content="1;url=https://la.example/"><base href="https://la.example/">',
        says=("meta",),
    ),
    body(
        "210-html-unclosed-comment",
        Action.QUARANTINE,
        "<!-- không đóng",
        "Đầu <!-- nhớ hỏi",
        "cuối",
        says=("<!--",),
    ),
    body(
        "211-html-stray-close",
        Action.REPAIR_WARN,
        "Thẻ đóng thừa",
        "Hết phần một</section></main></body></html>",
        "phần hai",
        says=("thừa",),
        shows=("phần hai",),
    ),
    body("212-html-unclosed-bold-summary", Action.REPAIR, "<b> không đóng", "<b>" + "nước về " * 100),
    body(
        "297-html-nested-anchor",
        Action.REPAIR_WARN,
        "<a> không đóng",
        '<a href="https://nongnghiep.example.vn/">xem ở đây',
        "Đoạn kế",
        says=("<a>",),
    ),
    body("300-html-textarea-title", Action.QUARANTINE, "<textarea>", "<textarea>mất hút", says=("textarea",)),
    body(
        "301-html-svg-inline",
        Action.QUARANTINE,
        "<svg onload>",
        '<svg onload="alert(7)"><script>alert(8)</script></svg>',
        says=("svg",),
    ),
    body(
        "302-html-link-target-blank",
        Action.REPAIR,
        "target=_blank không có rel",
        '<a href="https://nongnghiep.example.vn" target="_blank">mở</a>',
        shows=("noopener",),
    ),
)

MARKDOWN: tuple[Case, ...] = (
    body(
        "215-md-jinja",
        Action.WARN,
        "{{ }} và {% %}",
        "Giá {{ 6*7 }} {% raw %}",
        says=("{{",),
        hides=("Giá 42",),
    ),
    body("216-md-unclosed-fence", Action.QUARANTINE, "``` không đóng", "```\nlệnh", "## kế", says=("```",)),
    body(
        "217-md-h1-in-body",
        Action.REPAIR,
        "Nhiều tiêu đề cấp 1",
        "# PHẦN ĐẦU",
        "chữ",
        "# PHẦN SAU",
        hides=("PHẦN ĐẦU</h1>", "PHẦN SAU</h1>"),
    ),
    body(
        "220-md-line-breaks",
        Action.WARN,
        "Xuống dòng đơn",
        "Gửi tới:\nĐảng ủy xã\nLưu văn phòng",
        says=("dòng",),
    ),
    body(
        "221-md-numbered-restart",
        Action.WARN,
        "Số ở đầu dòng",
        "14. Tháng 5 năm nay, mương được nạo vét.",
        says=("14.",),
    ),
    body(
        "222-md-underscore-caps",
        Action.OK,
        "* và _ trong văn bản",
        "Kích thước 2*6*8 m; (*) Lưu ý: x_y_z; (*) xong",
        shows=("2*6*8", "x_y_z", "(*) Lưu ý"),
    ),
    body("225-md-deep-list", Action.QUARANTINE, "Danh sách lồng 150 cấp", nested_list(150), says=("lồng",)),
    body("226-md-quadratic-star", Action.WARN, "“*” lặp 20.000 lần", "*b " * 20_000),
    body("227-md-quadratic-bracket", Action.WARN, "“[” lặp 20.000 lần", "[" * 20_000),
    article("230-md-5mb", Action.WARN, "Bài 5 MB", long_body, "MB"),
    article("231-md-5mb-one-paragraph", Action.WARN, "Đoạn 5 MB", long_paragraph, "MB"),
    article("232-md-table-100k", Action.WARN, "Bảng 100.000 dòng", long_table, "dòng"),
    body(
        "290-md-table-no-blank",
        Action.REPAIR,
        "Bảng ngay sau đoạn văn",
        "Số liệu:\n|Thôn|Sào|\n|---|---|\n|Một|7|",
        shows=("<table", ">Thôn</th>"),
    ),
    body(
        "291-md-table-ragged",
        Action.WARN,
        "Bảng lệch số cột",
        "|Thôn|Sào|\n|---|---|\n|Một|7|dư|\n|Hai|",
        says=("ô",),
    ),
    body(
        "316-md-deep-list-400", Action.QUARANTINE, "Danh sách lồng 400 cấp", nested_list(400), says=("lồng",)
    ),
    body("317-md-image-bang-4000", Action.WARN, "“![” lặp 4.000 lần", "![" * 4_000),
)

BODY: tuple[Case, ...] = (
    body(
        "285-body-repeats-title",
        Action.WARN,
        "Dòng đầu lặp tiêu đề",
        f"**{TITLE}**",
        "Chữ",
        says=("tiêu đề",),
    ),
    body(
        "286-body-internal-comment",
        Action.REPAIR,
        "Ghi chú nội bộ trong <!-- -->",
        "<!-- Chị Mai: GHI-CHÚ-RIÊNG -->",
        "Chữ",
        hides=("GHI-CHÚ-RIÊNG",),
    ),
    article(
        "287-body-personal-id",
        Action.WARN,
        "Số căn cước, số điện thoại",
        good_article(body=f"Bà Trần Thị B, CCCD 038199004321, số 0987000111. {MARK}\n"),
        "12 chữ số",
    ),
)

CASES: tuple[Case, ...] = HTML + MARKDOWN + BODY
