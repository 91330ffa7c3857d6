"""Whatever a text is, each server's own way of reading its configuration finds that text and nothing else."""

from __future__ import annotations

import re
import string
import time
from collections.abc import Callable

import pytest
from hostile_addresses import hostile_table
from hypothesis import given
from hypothesis import strategies as st

from plugins.publishing.hosting.apache import htaccess
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.hosting.nginx_maps import query_maps
from plugins.publishing.hosting.quoting import (
    apache_target,
    caddy_key,
    caddy_word,
    listed_target,
    literal,
    location,
    nginx_key,
    nginx_setting,
)
from plugins.publishing.hosting.redirect_files import NETLIFY, headers_file, redirects_file
from plugins.redirects.old_address import parse_old_address, rest_expression
from plugins.redirects.redirect_table import Origin, Redirect, redirect_table

# Controls never come here: an address that has one is refused where it is read.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \"'`\\${}()[]<>|^*+?.~#;:%@!&=-/aeđ1"),
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029"),
    ),
    max_size=30,
)
PLAIN = frozenset(string.ascii_letters + string.digits + "-._~/?#:@!&'()+,;=%")
SITE = "https://thoxuan.thanhhoa.gov.vn"


def nginx_words(text: str) -> list[str]:
    """Return the words of a configuration as nginx reads them (ngx_conf_read_token), with its signs as words."""
    words: list[str] = []
    for found in re.finditer(r'\s+|#[^\n]*|"((?:\\.|[^"\\])*)"|([{};])|((?:\\.|[^\s;{])+)', text, re.DOTALL):
        if found[1] is not None:
            words.append("=" + re.sub(r"\\([\"'\\])", r"\1", found[1]))
        elif found[2] or found[3]:
            words.append(found[2] or found[3])
    return words


def caddy_words(text: str) -> list[list[str]]:
    """Return the words of each line of a Caddyfile as Caddy reads them."""
    lines = []
    for line in re.findall(r'(?:`[^`]*`|"(?:\\.|[^"\\])*"|[^\n])*\n', text):
        found = re.findall(r'(?:^|(?<=\s))(?:#.*|`([^`]*)`|"((?:\\"|[^"])*)"|(\S+))', line.strip())
        lines.append([raw or quoted.replace('\\"', '"') or bare for raw, quoted, bare in found])
    return lines


@given(TEXTS)
def test_a_target_has_plain_characters_alone_and_stays_what_it_was(text: str) -> None:
    """No dollar sign, brace, quote, backslash, space; written twice it is the same; one mark of each kind."""
    written = location(f"/{text}")
    assert {*written} <= PLAIN
    assert location(written) == written
    assert written.count("#") <= 1
    assert written.partition("#")[0].count("?") <= 1
    assert all(re.match("[0-9A-Fa-f]{2}", after) for after in written.split("%")[1:])
    assert "$" not in apache_target(written)
    assert re.fullmatch(r"[^\s*]+", listed_target(written))
    assert not re.search(r":[A-Za-z]", listed_target(written).removeprefix("https:"))


@given(TEXTS)
def test_an_expression_fits_its_text_alone(text: str) -> None:
    """And has no sign that any server, or Apache's own reading of arguments, takes for its own."""
    written = literal(text)
    assert re.fullmatch(written, text)
    assert not re.search(
        r"[\s\"'`${}()\[\]<>|^*+?;#%]", "".join(letter for letter in written if letter.isascii())
    )


@given(TEXTS)
def test_nginx_reads_a_key_as_its_text(text: str) -> None:
    """A leading backslash, which its maps take away, saves what they would read as a word of their own."""
    (word,) = nginx_words(nginx_key(text))
    assert word.startswith("=")
    key = word[1:]
    assert key.removeprefix("\\") == text
    assert not key.startswith("~")
    assert key not in {"default", "include", "hostnames", "volatile"}


@given(TEXTS)
def test_caddy_reads_a_key_as_its_path(text: str) -> None:
    """A path with a sign of its own is an expression; nothing is left that its environment could fill in."""
    written = caddy_key(f"/{text}")
    ((word,),) = caddy_words(f"{written}\n")
    assert "{" not in written
    assert re.fullmatch(word[1:], f"/{text}") if word.startswith("~") else word == f"/{text}"


def written(quote: Callable[[str], str], text: str) -> str | None:
    """Return a text quoted, None where that is refused."""
    try:
        return quote(text)
    except ValueError:
        return None


@given(TEXTS)
def test_a_setting_is_quoted_or_refused(text: str) -> None:
    """A folder is what it was, or an error."""
    nginx, caddy = written(nginx_setting, text), written(caddy_word, text)
    assert nginx is None or (nginx_words(nginx) == [f"={text}"] and "$" not in text)
    assert caddy is None or ("{" not in text and (not text or caddy_words(f"{caddy}\n") == [[text]]))
    if re.fullmatch(r"[\w/ .-]*", text):
        assert nginx
        assert caddy


@given(TEXTS)
def test_what_is_kept_of_a_request_is_below_the_target(text: str) -> None:
    """No request makes a host, a folder above, or a second line of what follows the old beginning."""
    found = re.match(rest_expression(1), f"/cu/{text}")
    rest = found[1] if found else None
    if rest:
        assert {*rest} <= PLAIN | {"*", "$"}
        assert not rest.startswith("/")
        assert not re.search(r"(?:^|/)\.|%(?:2[eEfF]|5[cC]|[01]|7[fF])", rest)


@pytest.mark.parametrize("seed", range(6))
def test_no_rule_adds_a_directive(seed: int) -> None:
    """Whatever the rules are, the files have the directives of a portal without rules, and no others."""
    table, none = hostile_table(150, seed), hostile_table(0, 0)
    full, empty = HostSite(SITE, table), HostSite(SITE, none)

    def nginx_directives(site: HostSite) -> set[str]:
        found = set()
        for text in nginx_files(site, NginxPaths("/srv/cong", "/srv/may-chu")).values():
            words = nginx_words(text)
            begins = [word for before, word in zip([";", *words], words, strict=False) if before in ";{}"]
            found |= {word for word in begins if not word.startswith("=") and word not in "{}"}
            assert words.count("{") == words.count("}")
        return found

    assert nginx_directives(full) <= nginx_directives(empty) | {"if", "set", "include"}

    def caddy_directives(site: HostSite) -> set[str]:
        lines = caddy_words(caddyfile(site, "/srv/cong"))
        return {line[0] for line in lines if line and not line[0].startswith(("/", "~", "@", "}", "#"))}

    assert caddy_directives(full) <= caddy_directives(empty) | {
        "map",
        "redir",
        "handle",
        "path_regexp",
        "vars_regexp",
        "default",
        "expression",
        "rewrite",
        "file_server",
        "status",
        "error",
    }
    text = htaccess(full)
    assert "${" not in text
    assert {line.split()[0] for line in text.splitlines() if line.strip()} <= {
        line.split()[0] for line in htaccess(empty).splitlines() if line.strip()
    }
    for line in redirects_file(full, NETLIFY)[0].splitlines()[1:]:
        assert re.fullmatch(r"/[^\s*:]*(?:/\*)? (?:/|https://)[^\s*]* 301", line), line
    assert headers_file(full) == headers_file(empty)


def test_a_request_that_repeats_parameters_costs_no_more() -> None:
    """nginx's expressions look for each parameter by itself, whatever the order, and try no combinations."""
    old = parse_old_address("/x?a-b=1&c-d=2&e-f=3&g-h=4&i-j=5")
    assert old is not None
    (one,) = query_maps(HostSite(SITE, redirect_table([Redirect(old, "tin/", Origin.DATA)], [], [], [])))
    expressions = [re.compile(key) for key, _ in one.rows]
    assert any(expression.search("/x?i-j=5&k&g-h=4&A-B=1&c-d=2&e-f=3") for expression in expressions)
    began = time.process_time()
    hostile = "/x?" + "a-b=1&c-d=2&e-f=3&g-h=4&" * 300
    assert not any(expression.search(hostile) for expression in expressions)
    assert not any(re.match(rest_expression(3), "/a" + "/" * 8000 + "!") for _ in range(3))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "siteurl",
    [
        "https://a.vn/x y",
        "https://a.vn;root /",
        'https://a"b.vn',
        "https://a.vn/$x",
        "https://{$X}.vn",
        "https://a.vn/../b",
    ],
)
def test_an_address_of_the_portal_that_is_none_is_refused(siteurl: str) -> None:
    """It stands in every file."""
    with pytest.raises(ValueError, match="SITEURL"):
        HostSite(siteurl, hostile_table(0, 0))
