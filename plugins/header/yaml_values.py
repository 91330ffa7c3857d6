"""Read values of a header that are written as YAML has them: blocks, lists in brackets, quoted texts with escapes."""

from __future__ import annotations

import re

# “>-”, “|” and the like: the value is the indented lines below.
BLOCK = re.compile(r"[>|][+-]?[1-9]?[+-]?(?:\s+#.*)?")
# Longer values, and such with more brackets, are no YAML that a person wrote: reading them would take by the square.
_LONGEST = 20_000
_MOST_BRACKETS = 10


class NestedValue(ValueError):
    """A value that holds other keys, where a text or a list of texts is wanted."""


def read_yaml(written: str) -> str | tuple[str, ...] | None:
    """
    Return the text or the texts that a value means, on one line each; None for what is no valid YAML.

    Raises NestedValue for a list or a table that holds more than texts.

    >>> read_yaml('[lúa, "ngô, khoai"]'), read_yaml(">-\\n  Một\\n  hai"), read_yaml('"Một" và "hai"')
    (('lúa', 'ngô, khoai'), 'Một hai', None)
    """
    if len(written) > _LONGEST or written.count("[") + written.count("{") > _MOST_BRACKETS:
        return None
    # Loaded late: few headers need it.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        value = YAML(typ="base", pure=True).load(f"k: {written}\n")["k"]
    except (YAMLError, ValueError, RecursionError):
        return None
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(filter(None, map(_one_line, value)))
    raise NestedValue(written)


def _one_line(text: str) -> str:
    return " ".join(text.split())
