"""Writers, and keywords."""

from __future__ import annotations

from badcases.case import Action, Case, article, good_article, with_field

WITH_ORGANISATION = "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân"

CASES: tuple[Case, ...] = (
    article("127-author-missing", Action.WARN, "Không có “Tác giả”", good_article(author=None), "Tác giả"),
    article(
        "130-author-different-people-same-slug",
        Action.WARN,
        "Hai tên chỉ khác dấu",
        good_article(author="Lê Hài"),
        "Lê Hài",
        "Lê Hải",
    ),
    article("131-author-comma", Action.OK, "Bút danh kèm cơ quan", good_article(author=WITH_ORGANISATION)),
    article(
        "132-authors-comma-split",
        Action.WARN,
        "“Authors” với bút danh kèm cơ quan",
        good_article(author=None).replace("\n\n", f"\nTác giả (nhiều): {WITH_ORGANISATION}\n\n", 1),
        "Tác giả",
        shows=("Trung tâm VHTT, TT và DL huyện Thọ Xuân",),
    ),
    article(
        "135-tags-slug-dup",
        Action.REPAIR,
        "Ba cách viết một từ khóa",
        with_field("Từ khóa: thủy lợi, Thủy Lợi, thuy loi"),
    ),
    article(
        "292-tags-invalid-slug", Action.WARN, "Từ khóa không có chữ", with_field("Từ khóa: ???, ---"), "???"
    ),
)
