"""Damaged text is an error at its line, with the way out; what only resembles damage is none."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.header.decode import decode
from plugins.problems import Level, Problem

HEAD = "Tiêu đề: Lúa chín\nNgày đăng: 05/03/2024\n\n"
SENTENCE = "Huyện Thọ Xuân họp bàn việc gặt lúa ở những xã ven sông."


def problems_of(text: str) -> list[Problem]:
    """Return the problems of a text's characters."""
    return decode("content/lua.md", text.encode())[1]


def found(text: str) -> list[tuple[int, str]]:
    """Return the line and code of each error."""
    return [(one.line, one.code) for one in problems_of(text) if one.level is Level.ERROR]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{HEAD}Một ch\ufffd mất.\n\nHai ch\ufffd.\n", [(4, "chu-hong"), (6, "chu-hong")]),
        (f"{HEAD}Xã Thá»? XuÃ¢n họp.\n", [(4, "phong-cu")]),
        (f"{HEAD}xÃ£ họp\n", [(4, "phong-cu")]),
        (f"{HEAD}â€œHọpâ€\n", [(4, "phong-cu")]),
        (
            f"{HEAD}<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> sua\n",
            [(4, "xung-dot-git"), (6, "xung-dot-git"), (8, "xung-dot-git")],
        ),
        (f"{HEAD}<<<<<<< Updated upstream\nA\n", [(4, "xung-dot-git")]),
        (
            "<<<<<<< HEAD\nTiêu đề: A\n=======\nTiêu đề: B\n>>>>>>> sua\n",
            [(1, "xung-dot-git"), (3, "xung-dot-git"), (5, "xung-dot-git")],
        ),
        ("Tiêu đề: Lúa\u2028chín\nNgày đăng: 05/03/2024\n\nThân.\n", [(1, "ngat-dong-an")]),
        ("---\nTiêu đề: Lúa\nTóm tắt: A\u2029B\n---\nThân.\n", [(3, "ngat-dong-an")]),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n", [(1, "con-tro-lfs")]),
    ],
)
def test_damage_is_an_error_at_its_line(text: str, wanted: list[tuple[int, str]]) -> None:
    """Every damaged line has one."""
    assert found(text) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "Lời ngỏ\n=======\n\nThân.",
        "```\n<<<<<<< HEAD\n=======\n>>>>>>> sua\n```",
        "“THỊ XÃ” và ‘LÀNG XÃ’, THỊ XÃ… «Bông lá» và «cá»",
        "THỊ\u00a0XÃ\u00a0THỌ XUÂN, 25 m², 5 º, ½",
        "Một đoạn\u2028xuống dòng.",
        "Über Ärzte, Ångström, Æsop, forêt",
    ],
)
def test_what_only_resembles_damage_is_none(body: str) -> None:
    """Underlined headings, code, capitals before quotes and other languages are sound."""
    assert not found(f"{HEAD}{body}\n")


@given(
    st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(["cp1252", "latin-1"]),
)
def test_bytes_read_in_a_wrong_code_page_never_pass(text: str, page: str) -> None:
    """Whatever part of a sentence was read so, and whatever got lost on the way, it is an error; sound, it is none."""
    damaged = text.encode("utf-8").decode(page, "replace")
    assert bool(found(f"{HEAD}{damaged}\n")) == (damaged != text)
    assert not found(f"{HEAD}{text}\n")


def test_the_way_out_is_named_where_there_is_one() -> None:
    """A text that can be converted comes with the command; one that cannot is to be typed again."""
    assert "→ “xã Xuân Lai”? Gõ lại" in problems_of(f"{HEAD}xÃ£ Xuân Lai\n")[0].message
    assert "tasks.py convert" in problems_of(f"{HEAD}Huyá»‡n XuÃ¢n Lai há»p xÃ£\n")[0].message
    assert "gõ lại" in problems_of(f"{HEAD}Thá»? XuÃ¢n\n")[0].message


def test_letters_of_facebook_are_mended_with_one_reminder() -> None:
    """The header may have them in its keys too."""
    text, problems = decode("x.md", "Tiêu đề: 𝗟𝘂́𝗮 𝗰𝗵𝗶́𝗻\n\n① Ở ﬁlm 𝗹𝘂́𝗮.\n".encode())
    assert text == "Tiêu đề: Lúa chín\n\n① Ở film lúa.\n"
    assert [(one.line, one.code, one.level) for one in problems] == [
        (1, "chu-kieu", Level.WARNING),
        (3, "chu-kieu", Level.WARNING),
    ]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40))
@example("\ufffe\uffff\ufdd0\U0001fffe\U0010ffff")
def test_no_text_has_what_no_feed_may_hold(written: str) -> None:
    """XML knows characters alone: a code point that is none would close all feeds of the portal to their readers."""
    text, problems = decode("content/lua.md", f"{HEAD}Lúa chín {written}.\n".encode())

    assert all(character in "\t\n" or character.isprintable() or character >= "\xa0" for character in text)
    ElementTree.fromstring(f"<a>{escape(text)}</a>")
    assert all(ord(character) & 0xFFFE != 0xFFFE for character in text)
    if "\uffff" in written and text:
        assert (4, "ky-tu-dieu-khien") in [(one.line, one.code) for one in problems]
