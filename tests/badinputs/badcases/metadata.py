"""The header: its shape, its keys, states and languages."""

from __future__ import annotations

from badcases.case import AUTHOR, DAY, MARK, SECTION, TITLE, Action, Case, article, good_article, with_field


def unknown_key(name: str, line: str) -> Case:
    """Return a case about a key that means nothing to us but something inside Pelican."""
    return article(name, Action.WARN, f"Trường lạ: {line}", with_field(line), line.split(":")[0])


def between(fence: str, *lines: str) -> str:
    """Return an article whose header stands between two lines."""
    return "\n".join([fence, *lines, fence, "", f"Thân bài thử. {MARK}", ""])


def in_english(title: str, *more: str) -> str:
    """Return an article in English, under one address."""
    return good_article(title, DAY, SECTION, AUTHOR, "Đường dẫn: muong", "Ngôn ngữ: en", *more)


CASES: tuple[Case, ...] = (
    article(
        "136-meta-vietnamese-keys-raw", Action.OK, "Tên trường tiếng Việt", good_article(), shows=(TITLE,)
    ),
    article(
        "137-meta-key-typo-title",
        Action.QUARANTINE,
        "Gõ sai tên trường “Tiêu đề”",
        good_article().replace("Tiêu đề", "Tiêu đ", 1),
        "Tiêu đ”",
        "“Tiêu đề”",
    ),
    article(
        "140-meta-yaml-frontmatter",
        Action.REPAIR_WARN,
        "Khối “---” kiểu YAML, giá trị trong ngoặc",
        between(
            "---",
            f'Tiêu đề: "{TITLE}"',
            f"Ngày đăng: {DAY}",
            f"Chuyên mục: '{SECTION}'",
            f"Tác giả: {AUTHOR}",
            "Từ khóa: [thủy lợi, mương tưới]",
        ),
        "ngoặc",
        shows=(TITLE,),
        hides=(f'"{TITLE}"</h1>', f"“{TITLE}”</h1>"),
    ),
    article(
        "141-meta-yaml-list",
        Action.REPAIR_WARN,
        "Danh sách YAML nhiều dòng",
        between(
            "---",
            f"Tiêu đề: {TITLE}",
            f"Ngày đăng: {DAY}",
            "Từ khóa:",
            "- thủy lợi",
            "- mương tưới",
            f"Chuyên mục: {SECTION}",
            f"Tác giả: {AUTHOR}",
        ),
        "danh sách",
    ),
    article(
        "142-meta-toml",
        Action.QUARANTINE,
        "Khối “+++” của TOML",
        between("+++", 'title = "Mương tưới"', "date = 2024-05-14"),
        "+++",
    ),
    article(
        "145-meta-no-blank-before-body",
        Action.QUARANTINE,
        "Thân bài dính liền phần đầu",
        good_article().replace("\n\n", "\nBí thư chi bộ: mương này dân chờ đã lâu.\n", 1),
        "Bí thư chi bộ",
    ),
    article(
        "146-meta-after-body",
        Action.QUARANTINE,
        "Phần đầu đặt ở cuối bài",
        f"Thân bài thử. {MARK}\n\n" + good_article(body=""),
        "Tiêu đề",
    ),
    article(
        "147-meta-indented",
        Action.REPAIR,
        "Phần đầu thụt vào",
        good_article()
        .replace("\nNgày", "\n    Ngày")
        .replace("\nChuyên", "\n    Chuyên")
        .replace("\nTác", "\n\tTác"),
        shows=(TITLE,),
    ),
    article(
        "150-meta-duplicate-summary",
        Action.WARN,
        "Hai dòng “Tóm tắt”",
        with_field("Tóm tắt: Nước về sớm.", "Tóm tắt: Nước về muộn."),
        "Tóm tắt",
    ),
    unknown_key("151-meta-key-is_valid", "Is_valid: 1"),
    unknown_key("152-meta-key-settings", "Settings: y"),
    unknown_key("155-meta-key-get_content", "Get_content: y"),
    unknown_key("156-meta-key-translations", "Translations: y"),
    unknown_key("157-meta-key-refresh", "Refresh_metadata_intersite_links: y"),
    article(
        "160-meta-status-vi", Action.OK, "Trạng thái: nháp", with_field("Trạng thái: nháp"), unpublished=True
    ),
    article(
        "161-meta-status-draft-is-public",
        Action.REPAIR,
        "Trạng thái: draft",
        with_field("Trạng thái: draft"),
        unpublished=True,
    ),
    article(
        "162-meta-lang-unknown",
        Action.REPAIR,
        "Ngôn ngữ viết hoa",
        with_field("Ngôn ngữ: VI"),
        shows=(TITLE,),
    ),
    article(
        "165-meta-translation-no-original",
        Action.WARN,
        "Bản dịch không có bản gốc",
        good_article("Irrigation canal repaired", DAY, SECTION, AUTHOR, "Ngôn ngữ: en", "Bản dịch: true"),
        "tiếng Việt",
    ),
    Case(
        "166-meta-translation-dup-lang",
        Action.QUARANTINE,
        "Hai bản tiếng Anh của một bài",
        {
            "content/z0.md": with_field("Đường dẫn: muong").replace(MARK, "CONTROL-Z"),
            "content/z1.md": in_english("Canal one"),
            "content/z2.md": in_english("Canal two"),
        },
        ("en",),
        at=("content/z1.md", "content/z2.md"),
    ),
)
