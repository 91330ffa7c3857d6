"""Headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.header.decode import decode
from plugins.header.fields import KEYS, HeaderKey, find_key, key_form
from plugins.header.parse import parse
from plugins.problems import Level


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    """No bytes raise; what is no text has an error."""
    text, problems = decode("x.md", data)
    parse("x.md", text)
    assert text or problems


def test_no_two_keys_share_a_spelling() -> None:
    """Every name of every key leads back to that key."""
    for key in KEYS:
        for name in (key.name, key.label, *key.aliases):
            assert find_key(name.upper().replace(" ", "-")) is key, key_form(name)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("Tiu đề: A\n", "truong-la", Level.ERROR),
        ("Tiêu đề: A\nHTX: mới\n", "truong-la", Level.ERROR),
        ("Tiêu đề: A\nTheo: chi bộ\n", "truong-la", Level.ERROR),
        ("Tiêu đề: A\nIs_valid: 1\n", "truong-bo-qua", Level.WARNING),
        ("Tiêu đề: A\nTranslations: 1\n", "truong-bo-qua", Level.WARNING),
        ("Tiêu đề: A\nTiêu đề: B\n", "truong-lap", Level.ERROR),
        ("Tóm tắt: A\nSapo: B\n", "truong-lap", Level.WARNING),
        ("Tiêu đề： A\n", "hai-cham-toan-goc", Level.WARNING),
        ("+++\ntitle='A'\n+++\n", "khoi-toml", Level.ERROR),
        ("---\nTiêu đề: A\n", "khoi-chua-dong", Level.ERROR),
        ("Tiêu đề: A\nxuống dòng\n", "dong-sai-dang", Level.ERROR),
        ("Mưa to.\n\nTiêu đề: A\n", "thieu-phan-dau", Level.ERROR),
    ],
)
def test_faults_of_a_header(text: str, code: str, level: Level) -> None:
    """Each fault has its code and level, and is the only one."""
    assert [(one.code, one.level) for one in parse("x.md", text).problems] == [(code, level)]


def test_values_are_joined_listed_and_unquoted() -> None:
    """Continuation lines, list lines and YAML's quotes."""
    plain = parse("x.md", "Tiêu đề: A\n    b\n\tNgày đăng: 1\nThẻ:\n- c\n- d\n\nThân")
    assert (plain.value("title"), plain.value("date"), plain.value("tags")) == ("A b", "1", "c; d")
    assert (plain.problems, plain.body, plain.body_line) == ((), "Thân", 8)
    yaml = parse("x.md", '---\nTitle: "A: b"\nTags: [c, d]\n---\nThân')
    assert (yaml.value("title"), yaml.value("tags"), yaml.body) == ("A: b", "c; d", "Thân")
    assert {one.level for one in yaml.problems} == {Level.WARNING}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_field_has_a_budget(key: HeaderKey) -> None:
    """What is longer than anybody needs is an error at its line, by the field's name; of as much as is allowed nothing is said."""
    header = "Nguồn: Báo Thanh Hóa\n" if key.name == "title" else "Tiêu đề: A\n"
    sound = parse("x.md", f"{header}{key.label}: {'b' * key.longest}")
    long = parse("x.md", f"{header}{key.label}: {'b' * (key.longest + 1)}")

    assert sound.problems == ()
    assert [(one.code, one.line, one.level) for one in long.problems] == [("truong-dai", 2, Level.ERROR)]
    assert key.label in long.problems[0].message
    assert len(long.value(key.name)) == key.longest


def test_a_value_of_many_lines_is_one_value() -> None:
    """Lines that continue a value, and list lines, are joined in order."""
    source = parse("x.md", "Tiêu đề: Xã họp\n  dân\n  ba thôn\nThẻ:\n- họp\n- dân\n")

    assert (source.value("title"), source.value("tags")) == ("Xã họp dân ba thôn", "họp; dân")
