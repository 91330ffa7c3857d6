"""Advice on what is private of a person: identity papers, bank accounts, telephones, health (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from plugins.editors.checks.lint_input import LintInput, Remarks

_PAPER = re.compile(
    r"(?:CMND|CMT|CCCD|[Cc]hứng minh(?: nhân dân| thư)?|[Cc]ăn cước(?: công dân)?|[Hh]ộ chiếu|BHXH|BHYT|[Mm]ã định danh)"
    r"[^\d\n]{0,25}?((?:[A-Z]{1,2})?\d(?:[ .]?\d){6,13})(?!\d)"
)
_ACCOUNT = re.compile(
    r"(?:[Ss]ố tài khoản|[Tt]ài khoản(?: số| ngân hàng)?|STK|TK số|[Ss]ố TK|[Ss]ố thẻ(?! (?:BHYT|bảo hiểm)))[^\d\n]{0,40}?(\d(?:[ .-]?\d){7,18})"
    r"(?![ .-]?\d|[ \u00a0]?(?:đồng|đ|triệu|tỷ|tỉ|USD|VNĐ|VND)\b)"
)
# The number of a citizen's identity card in groups; it begins with the number of a province, so it is no quantity.
_SPACED_ID = re.compile(
    r"(?<![\w.,/-])0\d{2}(?:([ .-])\d{3}\1\d{3}\1\d{3}|[ .-]\d{9}|\d{3}[ .-]\d{6})(?![\w/-]|[.,]\d)"
)
_TWELVE_DIGITS = re.compile(r"\d{12}")
# A mobile telephone; the numbers of organisations begin with 02, those of services with 1.
_MOBILE = re.compile(
    r"(?<![\w.,/=-])\(?(?:\+?84\)?[ .-]?(?:\(0\))?|0)[ .-]?[35789]\d(?:\)?[ .-]?\d){7}(?![\w-]|[.,]\d|/[^\d\s])"
)
_OF_ORGANISATIONS = re.compile(
    r"đường dây nóng|hotline|trực ban|tổng đài|cơ quan|văn phòng|phòng tiếp|bộ phận một cửa|ban chỉ huy|đại sứ quán"
    r"|công ty|trung tâm|tổng cục|ủy ban|uỷ ban|chi cục|\b(?:cục|vụ|sở|tổ|đội|UBND)\b",
    re.IGNORECASE,
)
_TITLE = r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Tt]hầy|[Đđ](?:ồng chí|/c)|[Cc]háu|[Bb]ệnh nhân|[Cc]ụ|[Bb]é)"
_CAPITALISED = r"\s+[A-ZĐÀ-ÝĂĨŨƠƯẠ-Ỹ]\w{0,10}"
_PERSON = re.compile(_TITLE + _CAPITALISED)
_NAME = re.compile(rf"{_TITLE}(?:{_CAPITALISED}){{2,5}}")
_ILLNESS = re.compile(
    r"(?<!nguy cơ )(?<!người )(?<!miễn )(?<!ca )(?<!hộ )\b(?:bị|mắc|nhiễm|dương tính với|chẩn đoán|điều trị)\s+(?:\w+\s+){0,3}?(?:HIV|AIDS|ung thư|tâm thần|lao phổi|viêm gan"
    r"|trầm cảm|động kinh|tiểu đường|suy thận|bạch cầu|giang mai|tự kỷ|Covid|tim bẩm sinh|bại não|tai biến|đột quỵ"
    r"|sốt xuất huyết|viêm màng não|chất độc da cam)\b(?! cho\b)",
    re.IGNORECASE,
)
_ILLNESS_SIGNS = (
    *("hiv", "aids", "ung thư", "tâm thần", "lao phổi", "viêm gan", "trầm cảm", "động kinh", "tiểu đường"),
    *(
        "suy thận",
        "bạch cầu",
        "giang mai",
        "tự kỷ",
        "covid",
        "tim bẩm sinh",
        "bại não",
        "tai biến",
        "đột quỵ",
    ),
    *("sốt xuất huyết", "viêm màng não", "chất độc da cam"),
)
_BEFORE_NUMBER = 90  # characters in which it is said whose number it is
_AFTER_NUMBER = 30
_NEAR = 250  # characters between a name and an illness that is said to be theirs
_PAPER_SIGNS = ("cmnd", "cmt", "cccd", "chứng minh", "căn cước", "hộ chiếu", "bhxh", "bhyt", "định danh")
_ACCOUNT_SIGNS = ("tài khoản", "stk", "tk số", "số tk", "số thẻ")


def identity_papers(lint_input: LintInput) -> Remarks:
    """
    The number of a person's identity paper is not published; 12 digits in a row every build reports, so they are left out here.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in identity_papers(lint_input_of("Tiêu đề: A\\n\\nÔng A, CMND số 171234567, thôn 2; hộ chiếu mất."))]
    [3]
    >>> [message[:8] for _, message in identity_papers(lint_input_of("Tiêu đề: A\\n\\nÔng B, số 038 201 012 345."))]
    ['“038…45”']
    """
    named = lint_input.has_any(_PAPER_SIGNS)
    for line, passage in lint_input.passages:
        papers = [found.span(1) for found in _PAPER.finditer(passage)] if named else []
        spaced = [found.span() for found in _SPACED_ID.finditer(passage)] if "0" in passage else []
        for start, end in sorted({*papers, *(place for place in spaced if not _meets(place, papers))}):
            number = passage[start:end]
            if not _TWELVE_DIGITS.fullmatch(number):
                yield (
                    line,
                    f"“{_masked(number)}” giống số giấy tờ của một người. Xóa hoặc che bớt "
                    "(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).",
                )


def _meets(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)


def mobile_numbers(lint_input: LintInput) -> Remarks:
    """
    The mobile number of a person is published only if they agree; those of organisations and hotlines are for the public.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\nLiên hệ anh Nam 0912 345 678.\\n\\nĐường dây nóng: 0912345678.\\n\\nĐT: 02373 833 123."
    >>> [(line, message[:8]) for line, message in mobile_numbers(lint_input_of(text))]
    [(3, '“091…78”')]
    """
    for line, passage in lint_input.passages:
        for found in _MOBILE.finditer(passage):
            if not _is_of_organisation(passage, *found.span()):
                yield (
                    line,
                    f"“{_masked(found[0])}” giống số điện thoại di động của một người. Chỉ giữ nếu người ấy đồng ý; "
                    "nên dùng số của cơ quan.",
                )


def _is_of_organisation(passage: str, start: int, end: int) -> bool:
    """
    Tell whether an organisation is named beside a number, and no person before it.

    >>> texts = ("Cục Đường sắt: 0865367565", "0936198387 của văn phòng", "Cô Lan, Trung tâm VHTT: 0932169500")
    >>> [_is_of_organisation(text, *_MOBILE.search(text).span()) for text in texts]
    [True, True, False]
    """
    before, after = passage[max(start - _BEFORE_NUMBER, 0) : start], passage[end : end + _AFTER_NUMBER]
    if _PERSON.search(before):
        return False
    return bool(
        _OF_ORGANISATIONS.search(before) or (after.startswith(" của ") and _OF_ORGANISATIONS.search(after))
    )


def health_of_people(lint_input: LintInput) -> Remarks:
    """
    What a person suffers from is not published beside the name.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Ông Nguyễn Văn B, thôn 2, bị nhiễm HIV.\\nBà Lê Thị C dự lễ phòng, chống HIV/AIDS.\\nHai người bị ung thư."
    >>> [line for line, _ in health_of_people(lint_input_of(f"Tiêu đề: A\\n\\n{text}"))]
    [3]
    """
    for line, passage in lint_input.passages if lint_input.has_any(_ILLNESS_SIGNS) else ():
        names = [found.end() for found in _NAME.finditer(passage)]
        for found in _ILLNESS.finditer(passage):
            # The last name before it: names are in order.
            place = bisect_right(names, found.start())
            if place and found.start() - names[place - 1] <= _NEAR:
                yield (
                    line,
                    f"“{found[0]}” đứng cạnh tên một người. Sức khỏe là dữ liệu cá nhân nhạy cảm: bỏ tên, hoặc bỏ bệnh "
                    "(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).",
                )


def bank_accounts(lint_input: LintInput) -> Remarks:
    """
    A person's bank account is not published; that of a fund may be, if the fund agrees.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in bank_accounts(lint_input_of("Tiêu đề: A\\n\\nỦng hộ qua số tài khoản 3501 0000 123456."))]
    [3]
    """
    for line, passage in lint_input.passages if lint_input.has_any(_ACCOUNT_SIGNS) else ():
        for found in _ACCOUNT.finditer(passage):
            yield (
                line,
                f"“{_masked(found[1])}” giống số tài khoản ngân hàng. Xóa nếu là của một người; nếu là tài khoản nhận "
                "ủng hộ, hãy chắc chắn đơn vị đồng ý công khai.",
            )


def _masked(number: str) -> str:
    """
    Return a number with its middle hidden, fit to stand in a log.

    >>> _masked("171234567")
    '171…67'
    """
    return f"{number[:3]}…{number[-2:]}"
