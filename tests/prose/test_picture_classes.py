"""Classes of a picture reach who declares them, and nothing else of what an author writes there does."""

from __future__ import annotations

from pathlib import Path

import pytest
from filled_bodies import filled
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.pelican_adapter.plugin_keys import classes_in_plugins
from plugins.media.markup import EmbeddedPicture, picture_html
from plugins.media.sizes import PublishedPicture
from plugins.prose.markdown import render_body
from plugins.prose.picture_classes import declared, plain_class_names


@pytest.mark.parametrize(
    ("text", "classes", "html"),
    [
        ("![Ruộng](a.jpg){.image-process-nho}", "image-process-nho", '<figure class="figure">@</figure>'),
        ("Câu ![Ruộng](a.jpg){: .a-b .c-d } nữa.", "a-b c-d", "<p>Câu @ nữa.</p>"),
        ('<img src="a.jpg" alt="Ruộng" class="nho x">', "nho x", "<p>@</p>"),
        ("![Ruộng](a.jpg)", "", '<figure class="figure">@</figure>'),
        ("![Ruộng](a.jpg){style=color:red}", "", "<p>@{style=color:red}</p>"),
        ("![Ruộng](a.jpg) {.nho}", "", "<p>@ {.nho}</p>"),
    ],
)
def test_classes_are_read_as_markdown_and_html_have_them(text: str, classes: str, html: str) -> None:
    """They leave no trace in the text; a picture that stands alone is a figure as before."""
    body, _ = render_body(text, 1, "content/a.md", "")

    assert [reference.classes for reference in body.references] == [classes]
    assert filled(body, lambda _: "@").strip() == html


@given(st.text(max_size=40), st.sets(st.sampled_from(["image-process-", "x-y", "to"])))
def test_only_plain_names_that_somebody_declares_are_kept(written: str, words: set[str]) -> None:
    """Whatever is written."""
    kept = declared(plain_class_names(f'{written} image-process-a x-y "on"'), words)

    assert kept.replace("-", "").replace("_", "").replace(" ", "").isascii()
    assert set(kept.split()) <= {
        name for name in kept.split() if name.startswith("image-process-") or name in words
    }
    assert declared(plain_class_names(written), set()) == ""


def test_a_picture_with_a_class_is_a_plain_element_that_a_plugin_can_change() -> None:
    """Without other sources or a size that would speak against what the plugin makes."""
    published = PublishedPicture("anh/a-1", "jpg", 1600, 900)

    html = picture_html(EmbeddedPicture(published, "Ruộng", classes="image-process-nho"))

    assert html == (
        '<img src="/anh/a-1-1440.jpg" class="image-process-nho" alt="Ruộng" loading="lazy" decoding="async">'
    )


def test_plugins_declare_classes_by_the_texts_of_their_code(tmp_path: Path) -> None:
    """Words with hyphens alone."""
    (tmp_path / "thu_anh.py").write_text(
        "FIND = 'image-process-'\nONE, WORD, OTHER = 'to-nho', 'img', 'A-b c'\ndef register(): pass\n",
        "utf-8",
    )

    found = classes_in_plugins({"PLUGINS": ["thu_anh"], "PLUGIN_PATHS": [str(tmp_path)]})

    assert found == {"image-process-", "to-nho"}
