"""Read the other words that people type for a thing, with the words that the portal has, from ``content/du-lieu/dong-nghia.toml``."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.problems.data_file import DataFile, as_data_file
from plugins.search.words import words_in

NAME = "dong-nghia"
EXAMPLE = '[[dong-nghia]], hoi = ["sổ đỏ"], la = ["giấy chứng nhận quyền sử dụng đất"]'
_KEYS = ("hoi", "la")


def read_synonyms(written: str | DataFile) -> list[tuple[str, str]]:
    """
    Return what is typed with what it means, each pair for itself, of a data file or of its text; what is not clear is left out.

    >>> read_synonyms('[[dong-nghia]]\\nhoi = ["sổ đỏ", "bìa đỏ"]\\nla = ["quyền sử dụng đất"]')
    [('sổ đỏ', 'quyền sử dụng đất'), ('bìa đỏ', 'quyền sử dụng đất')]
    """
    file = as_data_file(written, f"{NAME}.toml")
    file.refuse_others(NAME, instead=f"Viết dạng {EXAMPLE}.")
    return [pair for number, row in enumerate(file.rows(NAME)) for pair in _pairs(file, number, row)]


def _pairs(file: DataFile, number: int, row: object) -> Iterator[tuple[str, str]]:
    """Yield what each word of an entry means; say what is wrong with the entry."""
    what = f"mục thứ {number + 1}"
    if not isinstance(row, dict):
        file.refuse(f"{what} bị bỏ qua: viết dạng {EXAMPLE}.", NAME, number)
        return
    for name in row:
        if name not in _KEYS:
            file.refuse(f"{what} có “{name}” không dùng đến; chỉ có “hoi” và “la”.", NAME, number, name)
    typed, meant = (_texts(row.get(key)) for key in _KEYS)
    if not typed or not meant:
        key = "la" if typed else "hoi"
        file.refuse(f"{what} bị bỏ qua: “{key}” cần là một danh sách chữ, viết dạng {EXAMPLE}.", NAME, number)
        return
    for one in typed:
        for other in meant:
            if words_in(one) == words_in(other):
                file.refuse(f"{what}: “{one}” đứng ở cả hai vế; bỏ một vế.", NAME, number)
            else:
                yield one, other


def _texts(value: object) -> list[str]:
    """Return the texts of a list, none where one of them is no text that has words."""
    texts = value if isinstance(value, list) else []
    clear = [text for text in texts if isinstance(text, str) and any(words_in(text))]
    return clear if len(clear) == len(texts) else []
