"""Advice on the title, the lead, and what an article lacks as a whole."""

from __future__ import annotations

import re

from plugins.article.facts import Status
from plugins.article.status import parse_status
from plugins.editors.checks.lint_input import LintInput, Remarks

_MARKS = re.compile(
    r"^#{1,6}(?=\s)|(?<!\w)#[^\W\d_]\w*|\*\*|__|~~|\]\(|(?<!\w)\*\w[^*]*\*|`|^(?:tiêu đề|title|tít)\s*[:：]",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def long_title(lint_input: LintInput) -> Remarks:
    """
    A title is read at a glance: at most 65 characters (GOV.UK, Content design: titles).

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in long_title(lint_input_of("Tiêu đề: " + "dài " * 20))], list(long_title(lint_input_of("Tiêu đề: Ngắn")))
    ([1], [])
    """
    title, most = lint_input.source.value("title"), lint_input.settings.longest_title
    if len(title) > most:
        yield (
            lint_input.source.line("title"),
            f"tiêu đề dài {len(title)} ký tự. Rút xuống dưới {most} ký tự để đọc một lần là hiểu và không bị cắt ở "
            "trang tìm kiếm; phần còn lại đưa vào “Tóm tắt”.",
        )


def long_lead(lint_input: LintInput) -> Remarks:
    """
    A lead says the news in one or two sentences: at most 160 characters (GOV.UK, Content design: summaries).

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in long_lead(lint_input_of("Tiêu đề: A\\nTóm tắt: " + "dài " * 50))]
    [2]
    """
    lead, most = lint_input.source.value("summary"), lint_input.settings.longest_lead
    if len(lead) > most:
        yield (
            lint_input.source.line("summary"),
            f"tóm tắt dài {len(lead)} ký tự. Giữ một, hai câu, dưới {most} ký tự: ai, làm gì, ở đâu, khi nào.",
        )


def title_in_capitals(lint_input: LintInput) -> Remarks:
    """
    A title in capitals is hard to read; some screen readers spell it letter by letter.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in title_in_capitals(lint_input_of("Tiêu đề: THÔNG BÁO LỊCH NGHỈ TẾT"))]
    [1]
    >>> list(title_in_capitals(lint_input_of("Tiêu đề: UBND huyện họp")))
    []
    """
    letters = _LETTER.findall(lint_input.source.value("title"))
    if len(letters) > 11 and all(letter.isupper() for letter in letters):
        yield (
            lint_input.source.line("title"),
            "tiêu đề viết hoa toàn bộ, rất khó đọc. Viết hoa chữ đầu câu và tên riêng thôi.",
        )


def title_with_full_stop(lint_input: LintInput) -> Remarks:
    """
    A title has no full stop at its end.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [len(list(title_with_full_stop(lint_input_of(f"Tiêu đề: {title}")))) for title in ("Họp báo.", "Họp báo", "Họp ở TP.", "Vì sao…")]
    [1, 0, 0, 0]
    """
    title = lint_input.source.value("title")
    if title.endswith((".", ";", ",")) and not title.endswith(("..", "TP.", "v.v.")):
        yield lint_input.source.line("title"), f"tiêu đề kết thúc bằng dấu “{title[-1]}”. Bỏ dấu này."


def title_with_marks(lint_input: LintInput) -> Remarks:
    """
    A title is plain text: no marks of Markdown, no label in front.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> titles = ("# Họp dân", "**Họp** dân", "Tiêu đề: Họp dân", "Tổ #1 họp", "Họp 2*3 tổ", "Họp #hopdan")
    >>> [len(list(title_with_marks(lint_input_of(f"Tiêu đề: {title}")))) for title in titles]
    [1, 1, 1, 0, 0, 1]
    """
    if found := _MARKS.search(lint_input.source.value("title")):
        yield (
            lint_input.source.line("title"),
            f"tiêu đề có “{found[0].strip()}”, bạn đọc sẽ thấy nguyên như vậy. Xóa đi; tiêu đề chỉ gồm chữ.",
        )


def empty_article(lint_input: LintInput) -> Remarks:
    """
    An article that waits for approval has something to read: text, a picture or a file. Without, it cannot be published.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [len(list(empty_article(lint_input_of(f"Tiêu đề: A\\nTrạng thái: {more}")))) for more in ("chờ duyệt", "chờ duyệt\\n\\nMột câu.", "nháp", "chờ duyệt\\nTệp đính kèm: a.pdf")]
    [1, 0, 0, 0]
    """
    value = lint_input.source.value
    waits = parse_status(value("status")) is Status.IN_REVIEW
    if waits and not lint_input.prose.strip() and not lint_input.pictures and not value("attachments"):
        yield lint_input.source.body_line, "bài chưa có thân bài. Viết nội dung, hoặc để “Trạng thái: nháp”."


def unexplained_withdrawal(lint_input: LintInput) -> Remarks:
    """
    A withdrawn article says why it was withdrawn (GOV.UK, How to publish: withdraw); no other has a reason for that.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in unexplained_withdrawal(lint_input_of("Tiêu đề: A\\nTrạng thái: thu hồi"))]
    [2]
    >>> [line for line, _ in unexplained_withdrawal(lint_input_of("Tiêu đề: A\\nTrạng thái: đăng\\nLý do thu hồi: Nhầm."))]
    [3]
    """
    withdrawn = parse_status(lint_input.source.value("status")) is Status.WITHDRAWN
    reason = lint_input.source.value("withdrawal_reason")
    if reason and not withdrawn:
        yield (
            lint_input.source.line("withdrawal_reason"),
            "có “Lý do thu hồi” mà bài chưa thu hồi, bạn đọc vẫn thấy như thường. Thu hồi thì ghi “Trạng thái: thu hồi”; "
            "không thì xóa dòng này.",
        )
    if withdrawn and not reason:
        yield (
            lint_input.source.line("status"),
            "bài thu hồi mà chưa nói vì sao. Thêm dòng “Lý do thu hồi: …”; bạn đọc sẽ thấy ở đầu bài.",
        )
