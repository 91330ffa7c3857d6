"""Names that somebody else chose, as a message may show them."""


def printable(name: str) -> str:
    """
    Return a name as it is shown in a message, on one line, what a terminal would obey written out.

    >>> printable("a\\nb")
    'a\\\\nb'
    """
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
