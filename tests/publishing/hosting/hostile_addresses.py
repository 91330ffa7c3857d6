"""Old addresses and targets that would be configuration wherever they are not quoted, from one seed."""

from __future__ import annotations

import random
import re
from urllib.parse import quote

from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_table import RedirectTable, redirect_table, resolve_old_address
from plugins.redirects.rules_file import RedirectRules, read_rules, redirects_of_articles

# What has a meaning in a configuration of nginx, Apache, Caddy, in a regular expression, a shell, a page or an address.
PIECES = (
    *(chr(number) for number in range(0x20, 0x7F)),
    *(
        "$host",
        "${host}",
        "$1",
        "$uri",
        "%{HTTP_HOST}",
        "%1",
        "%25",
        "${PATH}",
        "{$HOME}",
        "{env.HOME}",
        "{path}",
    ),
    *(
        "{file./etc/passwd}",
        "{http.request.host}",
        "{re.a.1}",
        "{{",
        "}}",
        "${s}",
        "\\1",
        "\\n",
        "\\Q",
        "\\",
        '\\"',
    ),
    *(
        '" "',
        "' '",
        "` `",
        '";root /etc;#',
        "'; return 200 x; #",
        "`}\nroot * /etc"[:2],
        "} server {",
        "#",
        ";",
        "?",
    ),
    *(
        "(?i)",
        "(?#",
        "(?<a>x)",
        "[[:",
        "[z-a]",
        "a{2,1}",
        "*",
        "**",
        "+",
        "|",
        "^",
        ".*",
        "(",
        ")",
        "[",
        "]",
        "\\x",
    ),
    *(
        "default",
        "include",
        "hostnames",
        "volatile",
        "~",
        "~*",
        "<?php",
        "<!--#include",
        "</Directory>",
        "AH00",
    ),
    *(
        "RewriteRule",
        "-",
        "!",
        "=",
        "<If",
        "[NC]",
        "301",
        ":splat",
        ":a",
        "&amp;",
        "&",
        "%2e%2e",
        "..",
        "etc",
        "passwd",
    ),
    *(
        "ặ",
        "Đ",
        "ữ",
        "ñ",
        "ß",
        "“",
        "”",
        "–",
        "…",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "😀",
        "İ",
        "K",
        "中",
        "\u0301",
    ),
    *(
        "tin",
        "web",
        "trang-chu",
        "a",
        "b",
        "1",
        "2024-5-7",
        "X.ASPX",
        ".aspx",
        ".html",
        ".php",
        ".gz",
        ".json",
    ),
)
HOSTS = ("https://thanhhoa.gov.vn", "https://a.vn:8443", "https://cổng.vn")


def hostile_text(chance: random.Random) -> str:
    """Return a text of some pieces."""
    return "".join(chance.choices(PIECES, k=chance.randint(1, 5)))


def hostile_address(chance: random.Random, *, with_query: float = 0.2) -> str:
    """Return an old address as somebody may write it into a file, with its percent escapes."""
    parts = [hostile_text(chance) for _ in range(chance.randint(1, 3))]
    path = "".join(f"/{quote(part, safe='')}" for part in parts)
    if chance.random() >= with_query:
        return path
    names = [
        hostile_text(chance) if chance.random() < 0.3 else chance.choice("abcd")
        for _ in range(chance.randint(1, 3))
    ]
    return f"{path}?" + "&".join(
        f"{quote(name, safe='')}={quote(hostile_text(chance), safe='')}" for name in names
    )


def hostile_target(chance: random.Random) -> str:
    """Return where an old address leads, as somebody may write it."""
    kept = "".join(letter for letter in hostile_text(chance) if not letter.isspace())
    place = chance.choice(
        ("/tin/", "/", f"/{kept}/", f"/tin/?q={kept}", f"/tin/#{kept}", f"{chance.choice(HOSTS)}/{kept}")
    )
    return place if not place.startswith("//") else "/tin/"


def hostile_rules(number: int, seed: int) -> RedirectRules:
    """Return what is left of so many rules when those are refused that no server can take."""
    chance = random.Random(seed)
    rows = []
    for _ in range(number):
        address, target = hostile_address(chance), hostile_target(chance)
        kind = chance.random()
        if kind < 0.15:
            rows.append({"bo": (address, "cũ")})
        elif kind < 0.2:
            rows.append({"bo": (f"{address.partition('?')[0]}/*", "cũ")})
        elif kind < 0.3:
            ending = "*" if target.endswith("/") and chance.random() < 0.7 else ""
            rows.append({"chuyen": (f"{address.partition('?')[0]}/*", f"{target}{ending}")})
        else:
            rows.append({"chuyen": (address, target)})
    return read_rules("\n".join(_toml(row) for row in rows))


def _toml(row: dict[str, tuple[str, str]]) -> str:
    ((name, values),) = row.items()
    keys = ("tu", "den") if name == "chuyen" else ("dia-chi", "ly-do")
    return f"[[{name}]]\n" + "\n".join(
        f"{key} = {_string(value)}" for key, value in zip(keys, values, strict=True)
    )


def _string(text: str) -> str:
    return (
        '"'
        + "".join(
            letter if letter.isalnum() and letter.isascii() else f"\\U{ord(letter):08x}" for letter in text
        )
        + '"'
    )


def hostile_table(number: int, seed: int) -> RedirectTable:
    """Return a table of so many rules and of a tenth as many old addresses of articles; the first of a key stays."""
    rules = hostile_rules(number, seed)
    chance = random.Random(seed + 1)
    written = [(hostile_address(chance), "content/tin/a.md", 3, "tin/a/") for _ in range(number // 10)]
    articles, _ = redirects_of_articles(written)
    known: set[object] = set()
    redirects = []
    for one in (*rules.redirects, *articles):
        if one.old.key not in known:
            known.add(one.old.key)
            redirects.append(one)
    gone = [one for one in rules.gone if one.old.key not in known]
    return redirect_table(redirects, rules.prefixes, gone, [])


def requests_of(table: RedirectTable, seed: int) -> list[str]:
    """Return what is asked for: each old address as browsers send it, what lies below it, and what nobody promised."""
    chance = random.Random(seed)
    found = []
    for one in (*table.redirects, *table.gone):
        query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in one.old.query)
        found.append(quote(one.old.path, safe="/") + (f"?{query}" if query else ""))
    for prefix in table.prefixes:
        begin = quote(prefix.old.path, safe="/")
        found += [
            begin,
            f"{begin}/",
            f"{begin}/{quote(hostile_text(chance), safe='')}",
            f"{begin}/a%20b/c.jpg?x=1",
        ]
    nobodys = (hostile_address(chance) for _ in range(len(found) // 4))
    found += [one for one in nobodys if resolve_old_address(table, one) is None]
    # Of an escaped slash in a path every server thinks something else; that of the release's own page is no old one.
    paths = ((one, one.partition("?")[0]) for one in found)
    return [
        one
        for one, path in paths
        if parse_old_address(one)
        and "%2F" not in path
        and not re.search(r"/\.\.?(?:/|$)", path)
        and path.rstrip("/") != "/tin"
    ]
