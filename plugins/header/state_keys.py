"""Read keys by which other programs say whether an article is public (“draft: true”); what is not understood is refused."""

from __future__ import annotations

from plugins.header.fields import key_form
from plugins.vietnamese.letters import fold

_DRAFT, _HIDDEN = "nháp", "ẩn"
# What the article becomes if a key says yes, and if it says no; "" leaves it as its other fields say.
_KEYS: dict[str, tuple[str, str]] = {
    key_form(name): meaning
    for names, meaning in (
        (("draft", "Nháp", "Bản nháp", "is draft", "unpublished", "future"), (_DRAFT, "")),
        (
            (
                "published",
                "publish",
                "public",
                "visible",
                "Công bố",
                "Công khai",
                "Xuất bản",
                "Đã đăng",
                "Đã duyệt",
            ),
            ("", _DRAFT),
        ),
        (("hidden", "Ẩn", "unlisted", "Ẩn bài"), (_HIDDEN, "")),
    )
    for name in names
}
# Whatever they say keeps an article from some or all readers; this portal has nothing like it.
_RESTRICTIONS = frozenset(
    map(
        key_form,
        (
            "private",
            "Riêng tư",
            "visibility",
            "access",
            "password",
            "Mật khẩu",
            "protected",
            "restricted",
            "embargo",
            "secret",
            "Mật",
            "members",
            "archived",
        ),
    )
)
_YES = frozenset({"true", "yes", "y", "on", "1", "co", "dung", "x", "roi"})
_NO = frozenset({"false", "no", "n", "off", "0", "khong", "chua", "sai"})


def is_state_key(written: str) -> bool:
    """Tell whether a key says who may see an article."""
    form = key_form(written)
    return form in _KEYS or form in _RESTRICTIONS


def status_meant(written: str, value: str) -> str | None:
    """
    Return the status that a key with its value means, "" if it changes nothing, None if that is not certain.

    >>> status_meant("draft", "true"), status_meant("published", "false"), status_meant("draft", "No"), status_meant("Nháp", "đang viết")
    ('nháp', 'nháp', '', None)
    """
    answer, form = fold(value.strip(" \"'")), key_form(written)
    if form in _RESTRICTIONS:
        return "" if answer in _NO else None
    if_yes, if_no = _KEYS[form]
    return if_yes if answer in _YES else if_no if answer in _NO else None
