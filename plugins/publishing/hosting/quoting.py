"""
Write texts that people chose into the configuration of servers: one function for each place of each server.

Nothing of a text is ever read as configuration. Targets of redirects consist of the characters of ``location`` alone, to
which no server gives a meaning; old addresses become regular expressions of such characters, or quoted keys; what remains
(folders, host names, certificates: settings of a target) is quoted, or refused with ValueError.
"""

from __future__ import annotations

import re
from urllib.parse import quote

# What a target may consist of; all else is escaped. "$", "{", quotes, backslashes and spaces are configuration somewhere.
_IN_LOCATION = "/=&-._~%:@!,;+()'"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_SETTING = re.compile(r"[\x00-\x1f\x7f]")
# Keys that nginx's maps read in another way.
_NGINX_SPECIAL = frozenset({"default", "include", "hostnames", "volatile"})


def location(target: str) -> str:
    """
    Return a target as the header Location has it, with all escaped that is no plain character of an address.

    >>> location("/tin/$host {x}/?a=b+c#d"), location("/100%/%c3")
    ('/tin/%24host%20%7Bx%7D/?a=b+c#d', '/100%25/%c3')
    >>> location("/tin/?a=&"), location("/tin/?#x")
    ('/tin/?a=', '/tin/#x')
    """
    before, _, anchor = _LONE_PERCENT.sub("%25", target).partition("#")
    path, _, query = before.partition("?")
    # Apache drops "&" at the end; there is one question mark, and one number sign.
    parts = (("", path), ("?", query.rstrip("&")), ("#", anchor.rstrip("&")))
    return "".join(f"{mark}{quote(part, safe=_IN_LOCATION)}" for mark, part in parts if part)


def literal(text: str) -> str:
    r"""
    Return a regular expression for a text itself, which no server can read as anything else.

    It has no quote, space, bracket or dollar sign: ASCII characters with a meaning are given by their numbers.

    >>> print(literal('/tin/họp "b".aspx'))
    /tin/họp\x20\x22b\x22\.aspx
    """
    return "".join(_literal(letter) for letter in text)


def _literal(letter: str) -> str:
    if not letter.isascii() or letter.isalnum() or letter in "/-_":
        return letter
    return "\\." if letter == "." else f"\\x{ord(letter):02x}"


def nginx_key(text: str) -> str:
    r"""
    Return the key of an nginx map.

    >>> print(nginx_key('/a "b"'), nginx_key("default"), nginx_key("~a"))
    "/a \"b\"" "\\default" "\\~a"
    """
    plain = f"\\{text}" if text in _NGINX_SPECIAL or text.startswith(("~", "\\")) else text
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def nginx_setting(text: str, *, pattern: bool = False) -> str:
    """
    Return a folder or a file as one word of nginx's configuration, where "$" begins a variable and "*" a ``pattern``.

    >>> nginx_setting("/srv/cổng a/current")
    '"/srv/cổng a/current"'
    """
    unwanted = '$"\\' if pattern else '$"\\*?['
    if _NOT_IN_SETTING.search(text) or any(letter in text for letter in unwanted):
        raise ValueError(f"nginx không nhận “{text}”: bỏ các ký tự {' '.join(unwanted)}.")
    return f'"{text}"'


def caddy_word(text: str) -> str:
    r"""
    Return a text as one word of a Caddyfile, where "{" begins a placeholder or the name of a variable even in quotes.

    >>> print(caddy_word('a "b"'), caddy_word("a b"))
    `a "b"` "a b"
    """
    if _NOT_IN_SETTING.search(text) or "{" in text or ("`" in text and ('"' in text or "\\" in text)):
        raise ValueError(f"Caddy không nhận “{text}”: bỏ các ký tự {{ và `.")
    return f"`{text}`" if '"' in text or "\\" in text else f'"{text}"'


def caddy_key(path: str) -> str:
    """
    Return the key of a Caddy map for a path: the path itself, or an expression where it has a character with a meaning.

    >>> caddy_key("/tin/họp báo.html"), caddy_key("/a`{env.X}")
    ('"/tin/họp báo.html"', '`~^/a\\\\x60\\\\x7benv\\\\.X\\\\x7d$`')
    """
    return caddy_expression(f"^{literal(path)}$") if re.search(r"[\"\\`{}~$]", path) else f'"{path}"'


def caddy_expression(expression: str) -> str:
    """Return a regular expression, whose texts are ``literal``, as the key of a Caddy map."""
    return f"`~{expression}`"


def apache_target(target: str) -> str:
    """
    Return a ``location`` as a rule of mod_rewrite has it, to which "%1" and "$1" mean a group of an expression.

    >>> apache_target("/tin/h%E1%BB%8Dp/")
    '/tin/h\\\\%E1\\\\%BB\\\\%8Dp/'
    """
    return target.replace("%", "\\%")


def listed_target(target: str) -> str:
    """
    Return a ``location`` as ``_redirects`` has it, where a colon begins a placeholder and "*" is one.

    >>> listed_target("https://a.vn:8443/:splat")
    'https://a.vn:8443/%3Asplat'
    """
    scheme, mark, rest = target.rpartition("://") if target.startswith("https://") else ("", "", target)
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host}{slash}{path.replace(':', '%3A')}"
