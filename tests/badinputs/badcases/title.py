"""Titles, and the first line of a file."""

from __future__ import annotations

from badcases.case import DAY, SECTION, TITLE, Action, Case, article, good_article

LONG = " ".join(["Họp bàn việc thu hoạch lúa"] * 12)[:300]
HEAD = f"Ngày đăng: {DAY}\nChuyên mục: {SECTION}\n"

CASES: tuple[Case, ...] = (
    article("001-title-missing", Action.QUARANTINE, "Không có dòng “Tiêu đề”", good_article(None), "Tiêu đề"),
    article("002-title-empty", Action.QUARANTINE, "“Tiêu đề:” để trống", good_article(""), "Tiêu đề"),
    article(
        "005-title-colon",
        Action.OK,
        "Tiêu đề có dấu hai chấm",
        good_article("Xuân Lai: Đồng mới: ba việc cần làm"),
        shows=("Xuân Lai: Đồng mới",),
    ),
    article(
        "006-title-double-quotes",
        Action.REPAIR,
        "Tiêu đề có ngoặc kép thẳng",
        good_article('Hội thi "Bếp gọn nhà sạch" ở Xuân Trường'),
        shows=("“Bếp gọn nhà sạch”",),
    ),
    article(
        "007-title-ampersand",
        Action.OK,
        "Tiêu đề có & và < trần",
        good_article("Trạm Thú y & Bảo vệ thực vật <Xuân Minh>"),
        shows=("Thú y &amp; Bảo vệ", "&lt;Xuân Minh"),
        hides=("<Xuân Minh>",),
    ),
    article(
        "010-title-300-chars", Action.REPAIR_WARN, "Tiêu đề 300 ký tự", good_article(LONG), "tiêu đề", "80"
    ),
    article(
        "011-title-two-lines",
        Action.REPAIR,
        "Tiêu đề xuống dòng, dòng sau thụt vào",
        good_article("Nông dân Thọ Hải:\n    chủ động nguồn giống"),
        shows=("Nông dân Thọ Hải: chủ động nguồn giống",),
    ),
    article(
        "012-title-wrapped-no-indent",
        Action.QUARANTINE,
        "Tiêu đề xuống dòng không thụt",
        good_article("Nông dân Thọ Hải:\nChủ động nguồn giống"),
        "Chủ động",
    ),
    article(
        "015-title-fullwidth-colon",
        Action.REPAIR_WARN,
        "Dấu hai chấm toàn góc sau tên trường",
        good_article().replace("Tiêu đề: ", "Tiêu đề： ", 1),
        "：",
        shows=(TITLE,),
    ),
    article(
        "016-title-space-before-colon",
        Action.REPAIR,
        "Có dấu cách trước hai chấm",
        good_article().replace("Tiêu đề:", "Tiêu đề :").replace("Ngày đăng:", "Ngày đăng :"),
        shows=(TITLE,),
    ),
    article(
        "017-title-nbsp-in-key",
        Action.REPAIR,
        "Tên trường có dấu cách không ngắt",
        good_article().replace("Tiêu đề:", "Tiêu\u00a0đề:").replace("Ngày đăng", "Ngày\u00a0đăng"),
        shows=(TITLE,),
    ),
    article(
        "020-title-bidi-override",
        Action.QUARANTINE,
        "Tiêu đề có ký tự đảo chiều",
        good_article("Tin gấp \u202env.vog\u202c cho bà con"),
        "U+202E",
    ),
    article(
        "021-title-control-char",
        Action.REPAIR_WARN,
        "Tiêu đề có ký tự điều khiển U+000B",
        good_article("Phiên chợ\u000bcuối năm"),
        "U+000B",
        shows=("Phiên chợ cuối năm",),
    ),
    article(
        "022-title-homoglyph",
        Action.WARN,
        "Chữ Kirin giống chữ Latinh trong tiêu đề",
        good_article("Тhọ Lâm mở lớp dạy nghề"),
        "U+0422",
    ),
)
