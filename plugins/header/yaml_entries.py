"""Take YAML's quotes, brackets and blocks off the entries of a header between --- lines."""

from __future__ import annotations

import re
from dataclasses import replace

from plugins.header.entries import QUOTES, Entry
from plugins.header.fields import find_key
from plugins.header.yaml_values import NestedValue, read_yaml
from plugins.problems import Problem, error, warning


def without_yaml(path: str, entry: Entry, problems: list[Problem]) -> Entry:
    """Return an entry of a block between --- lines without YAML's quotes and brackets; a warning is added."""
    if "\n" in entry.value or entry.value[:1] == "[":
        return _from_yaml(path, entry, problems)
    value, items = _unquoted(entry.value), tuple(_unquoted(item) for item in entry.items)
    exact = items != entry.items
    if value in ("~", "null"):
        value = ""
    if value != entry.value or (items != entry.items):
        message = f"“{entry.written}” viết kiểu YAML: đã bỏ dấu ngoặc quanh giá trị."
        problems.append(warning(path, entry.line, "kieu-yaml", message))
    elif items:
        message = f"danh sách “- …” được hiểu là các giá trị của “{entry.written}”."
        problems.append(warning(path, entry.line, "kieu-yaml", message))
    return replace(entry, value=value, items=items, exact=exact)


def _from_yaml(path: str, entry: Entry, problems: list[Problem]) -> Entry:
    """Return an entry whose value is a block or a list in brackets; what is no YAML is kept as it is written."""
    key = find_key(entry.written)
    try:
        read = read_yaml(entry.value)
    except NestedValue:
        message = (
            f"“{entry.written}” viết kiểu YAML lồng nhau, không đọc được. Viết mỗi giá trị một dòng “- …”."
        )
        problems.append(error(path, entry.line, "kieu-yaml", message))
        return replace(entry, value="")
    if isinstance(read, tuple) and key and not key.is_list:
        # A field of one value has none that need brackets around them: they are part of it.
        return entry
    if read is None:
        value = " ".join(entry.value.split())
        bracketed = re.fullmatch(r"\[(.*)\]", value)
        if not bracketed or not key or not key.is_list:
            return replace(entry, value=value)
        read = tuple(_unquoted(item.strip()) for item in bracketed[1].split(",") if item.strip())
    block = isinstance(read, str)
    how = "đã nối các dòng thành một giá trị" if block else "đã bỏ dấu ngoặc quanh giá trị"
    problems.append(warning(path, entry.line, "kieu-yaml", f"“{entry.written}” viết kiểu YAML: {how}."))
    if isinstance(read, str):
        return replace(entry, value=read)
    return replace(entry, value="", items=read, exact=True)


def _unquoted(value: str) -> str:
    """
    Return a value without the quotes around the whole of it.

    >>> _unquoted('"Một"'), _unquoted('"Một" và "hai"')
    ('Một', '"Một" và "hai"')
    """
    if len(value) >= 2 and QUOTES.get(value[0]) == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        if "\\" in inner or value[0] in inner:
            read = read_yaml(value)
            if isinstance(read, str):
                return read
        return (
            value
            if value[0] in inner.replace("\\" + value[0], "")
            else inner.replace("\\" + value[0], value[0])
        )
    return value
