"""Advice on numbers of one person: identity papers, bank accounts (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

from __future__ import annotations

import re

from plugins.editors.checks.lint_input import LintInput, Remarks

_PAPER = re.compile(
    r"(?:CMND|CMT|CCCD|[Cc]hứng minh(?: nhân dân| thư)?|[Cc]ăn cước(?: công dân)?|[Hh]ộ chiếu|[Mm]ã số BHXH|[Ss]ổ BHXH|[Mm]ã định danh)"
    r"[^\d\n]{0,25}?((?:[A-Z]{1,2})?\d(?:[ .]?\d){6,11})(?!\d)"
)
_ACCOUNT = re.compile(
    r"(?:[Ss]ố tài khoản|[Tt]ài khoản(?: số| ngân hàng)?|STK|TK số|[Ss]ố TK|[Ss]ố thẻ)[^\d\n]{0,40}?(\d(?:[ .-]?\d){7,18})(?!\d)"
)
_CITIZEN_ID_DIGITS = 12
_PAPER_SIGNS = ("cmnd", "cmt", "cccd", "chứng minh", "căn cước", "hộ chiếu", "bhxh", "định danh")
_ACCOUNT_SIGNS = ("tài khoản", "stk", "tk số", "số tk", "số thẻ")


def identity_papers(lint_input: LintInput) -> Remarks:
    """
    The number of a person's identity paper is not published; one of 12 digits every build reports, so it is left out here.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in identity_papers(lint_input_of("Tiêu đề: A\\n\\nÔng A, CMND số 171234567, thôn 2; hộ chiếu mất."))]
    [3]
    """
    for line, passage in lint_input.passages if lint_input.has_any(_PAPER_SIGNS) else ():
        for found in _PAPER.finditer(passage):
            if len(re.sub(r"\D", "", found[1])) != _CITIZEN_ID_DIGITS:
                yield (
                    line,
                    f"“{_masked(found[1])}” giống số giấy tờ của một người. Xóa hoặc che bớt "
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
