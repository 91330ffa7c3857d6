"""Blocks that are split, merged, moved, doubled or deleted: what is saved is what the person saw."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_richtext_documents import BLOCKS, DOCUMENTS, written

from plugins.editors.richtext.node_html import nodes_html
from plugins.editors.richtext.nodes import Node
from plugins.editors.richtext.save import EditedBlock, KeptBlock, saved_body
from plugins.editors.richtext.shown_text import shown_tokens
from plugins.editors.richtext.source_blocks import EditableBody, editable_body

BODY = "Một.\n\nHai *nghiêng*[^1].\n\n\n* a\n* b\n\nBa.\n\n- c\n\n> trích\n\n![Lúa](lua.jpg)\n\n[^1]: Lời.\n"


def save(source: str, *blocks: KeptBlock | EditedBlock | int) -> str:
    """Return the new source of a body; a number stands for a block that is kept. Nothing is lost."""
    saved = saved_body(
        editable_body(source), [KeptBlock(one) if isinstance(one, int) else one for one in blocks]
    )
    assert saved.lost == ()
    return saved.source


def test_a_paragraph_that_is_split_becomes_two() -> None:
    """As two blocks, or as one block of two paragraphs."""
    halves = (EditedBlock("<p>Mộ</p>", 0), EditedBlock("<p>t.</p>", None))
    assert save("Một.\n\nHai.\n", *halves, 1) == "Mộ\n\nt.\n\nHai.\n"
    assert save("Một.\n\nHai.\n", EditedBlock("<p>Mộ</p><p>t.</p>", 0), 1) == "Mộ\n\nt.\n\nHai.\n"


def test_paragraphs_that_are_merged_become_one() -> None:
    """The other is gone, with the blank lines before it."""
    assert save("Một.\n\n\n\nHai.\n\nBa.", EditedBlock("<p>Một. Hai.</p>", 0), 2) == "Một. Hai.\n\nBa."


def test_blocks_that_are_moved_keep_their_source() -> None:
    """So do those that are doubled, and what stands between two that follow each other again."""
    assert save("*  Một*\n\n\nHai\\\nhai\n", 1, 0, 1) == "Hai\\\nhai\n\n*  Một*\n\n\nHai\\\nhai\n"


def test_lists_that_come_to_stand_together_stay_two() -> None:
    """The paragraph between them is deleted."""
    source = save("- a\n\nBa.\n\n- b\n", 0, 2)
    assert source == "- a\n\n<div></div>\n\n- b\n"
    assert [block.html for block in editable_body(source).blocks] == [
        "<ul><li><p>a</p></li></ul>",
        "<ul><li><p>b</p></li></ul>",
    ]
    assert save(source, EditedBlock("<ul><li><p>a!</p></li></ul>", 0), 1) == "- a!\n\n<div></div>\n\n- b\n"


def test_a_block_of_lines_without_a_blank_one_gets_it() -> None:
    """What stood in a heading's next line would run into an edited block."""
    assert save("# A\nMột\n- b\n", 0, EditedBlock("<p>Hai</p>", 1), 2) == "# A\n\nHai\n\n- b\n"


def test_a_caption_that_becomes_a_paragraph_is_one() -> None:
    """A picture without a caption does not take the words below it for one."""
    source = save("![a](a.jpg)\n\nHai.\n", 0, EditedBlock("<p>(Hai)</p>", 1))
    assert [shown_tokens(block.html) for block in editable_body(source).blocks] == [
        shown_tokens('<figure class="figure"><img src="a.jpg" alt="a"></figure>'),
        shown_tokens("<p>(Hai)</p>"),
    ]


def test_a_block_that_is_not_editable_keeps_its_source() -> None:
    """Whatever the editor made of marks that it does not know, keys and notes between editors; nor does a box it only passed on."""
    source = "Gõ <kbd>a * b</kbd>.\n\n<!-- ghi chú -->\n\n<div>\n\nMột\n\n</div>\n"
    body = editable_body(source)
    assert [block.editable for block in body.blocks] == [False, False, True]
    passed = ("<p>Gõ a * b.</p>", "<p>&lt;!-- ghi chú --&gt;</p>", "<div><p>Một</p></div>")
    assert (
        saved_body(body, [EditedBlock(html, number) for number, html in enumerate(passed)]).source == source
    )


@pytest.mark.parametrize(
    ("inside", "edited"),
    [
        ("Một **đậm**.", "Hai **đậm**."),
        ("- Một\n- hai", "- Hai\n- hai"),
        ("- Một\n\n- hai", "- Hai\n\n- hai"),
        ("| A |\n| --- |\n| Một |", "| A |\n| --- |\n| Hai |"),
        (
            "<details open><summary>Sâu</summary>\n\nMột\n\n</details>",
            "<details open><summary>Sâu</summary>\n\nHai\n\n</details>",
        ),
    ],
)
def test_a_box_that_is_opened_is_written_in(inside: str, edited: str) -> None:
    """What is in it is Markdown as elsewhere; what stands around it keeps every byte."""
    source = f"Trước  \n\n\n<details><summary>Xem *thêm*</summary>\n\n{inside}\n\n</details>\n\nSau\n"
    body = editable_body(source)
    box = body.blocks[1]
    assert box.editable
    saved = saved_body(body, [KeptBlock(0), EditedBlock(box.html.replace("Một", "Hai"), 1), KeptBlock(2)])
    title = "<summary>Xem *thêm*</summary>"
    assert saved.source == source.replace(inside, edited).replace(title, title)
    assert saved.lost == ()


def test_a_box_whose_title_was_deleted_stays_a_box() -> None:
    """Its line is written, and told: without one the box came apart, and nobody was told."""
    saved = saved_body(
        editable_body("A\n"), [EditedBlock("<details><summary></summary><p>Một</p></details>", 0)]
    )
    assert saved.source == "<details><summary>Xem thêm</summary>\n\nMột\n\n</details>\n"
    assert "chưa có dòng đầu" in saved.lost[0]


def test_what_an_editor_adds_to_every_table_is_no_change() -> None:
    """Column widths, spans of one, paragraphs in cells, targets of links."""
    source = "| A | B |\n|:-|-:|\n| 1 | [b](c.md) |\n"
    html = (
        '<table style="min-width: 50px"><colgroup><col style="min-width: 25px"><col></colgroup><tbody>'
        '<tr><th colspan="1" rowspan="1" align="left"><p>A</p></th><th colspan="1" rowspan="1" style="text-align: right"><p>B</p></th></tr>'
        '<tr><td colspan="1" rowspan="1" align="left"><p>1</p></td>'
        '<td colspan="1" rowspan="1" align="right"><p><a target="_blank" rel="nofollow" href="c.md">b</a></p></td></tr></tbody></table>'
    )
    assert save(source, EditedBlock(html, 0)) == source


def test_an_empty_paragraph_is_nothing() -> None:
    """All deleted leaves a file without a body."""
    assert save("Một.\n\nHai.\n", EditedBlock("<p></p>", 0), 1) == "Hai.\n"
    assert save("Một.\n").strip() == ""
    assert save("", EditedBlock("<p>Một</p>", None)) == "Một\n"


def test_a_list_stays_tight_or_loose() -> None:
    """Whether its items stood apart in the source is kept."""
    html = "<ul><li><p>a</p></li><li><p>c</p></li></ul>"
    assert save("- a\n- b", EditedBlock(html, 0)) == "- a\n- c"
    assert save("- a\n\n- b", EditedBlock(html, 0)) == "- a\n\n- c"


def test_line_ends_of_the_file_are_used() -> None:
    """A file of Windows stays one."""
    assert save("a\r\n\r\nb\r\n", 0, EditedBlock("<p>c<br>d</p>", 1)) == "a\r\n\r\nc  \r\nd\r\n"


def test_a_footnote_that_is_pasted_gets_a_number() -> None:
    """Its label does not meet one that is there."""
    note = '<section data-note="dan-0a1b2c-1"><p>Lời hai.</p></section>'
    call = EditedBlock('<p>Ba<sup data-note="dan-0a1b2c-1">1</sup>.</p>', None)
    source = save("Một[^1].\n\n[^1]: Lời.\n", 0, call, 1, EditedBlock(note, None))
    assert source == "Một[^1].\n\nBa[^2].\n\n[^1]: Lời.\n\n[^2]: Lời hai.\n"


def test_two_footnotes_of_one_name_get_two() -> None:
    """A second with the same words goes; one with others is renamed, and told."""
    body = editable_body("Một[^1].\n\n[^1]: Lời.\n")
    same = [KeptBlock(0), KeptBlock(1), KeptBlock(1)]
    assert saved_body(body, same).source == "Một[^1].\n\n[^1]: Lời.\n"
    other = EditedBlock('<section data-note="1"><p>Khác.</p></section>', None)
    saved = saved_body(body, [KeptBlock(0), KeptBlock(1), other])
    assert saved.source == "Một[^1].\n\n[^1]: Lời.\n\n[^2]: Khác.\n"
    assert len(saved.lost) == 1


def test_a_footnote_that_is_deleted_is_told() -> None:
    """An untouched paragraph that still calls it keeps its bytes; one that was touched loses the call."""
    body = editable_body("Một[^1].\n\n[^1]: Lời.\n")
    assert "[^1]" in saved_body(body, [KeptBlock(0)]).lost[0]
    touched = saved_body(body, [EditedBlock('<p>Hai<sup data-note="1">1</sup>.</p>', 0)])
    assert (touched.source, len(touched.lost)) == ("Hai.\n", 1)


@pytest.mark.parametrize("number", [-1, 1])
def test_a_block_that_is_not_there_is_refused(number: int) -> None:
    """The browser is not believed."""
    with pytest.raises(ValueError, match="no block"):
        saved_body(editable_body("Một."), [KeptBlock(number)])


def test_scripts_never_reach_the_source() -> None:
    """Neither do handlers, styles and addresses that run."""
    html = '<p onclick="x()" style="color:red">a<script>alert(1)</script><a href="javascript:x()">b</a><img src="data:text/html,x"></p>'
    assert saved_body(editable_body(""), [EditedBlock(html, None)]).source.strip() == "ab"


Step = KeptBlock | EditedBlock


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.lists(BLOCKS, max_size=3), st.randoms(use_true_random=False))
def test_any_edits_that_meet_give_what_is_seen(
    nodes: list[Node], more: list[Node], chance: random.Random
) -> None:
    """Deleted, doubled, moved, edited and new blocks in any order."""
    one = editable_body(written(nodes).source)
    steps: list[Step] = [KeptBlock(block.number) for block in one.blocks if chance.random() < 0.8]
    steps += [KeptBlock(chance.randrange(len(one.blocks)))] if one.blocks else []
    if chance.random() < 0.5:
        chance.shuffle(steps)
    for node in more:
        number = chance.choice([None, *range(len(one.blocks))])
        steps.insert(chance.randrange(len(steps) + 1), EditedBlock(nodes_html([node]), number))
    saved = saved_body(one, steps)
    assert saved.lost == ()
    seen = [block.html for block in editable_body(saved.source).blocks]
    assert [shown_tokens(html) for html in seen] == [shown_tokens(html) for html in wanted(one, steps)], (
        saved.source
    )


def wanted(one: EditableBody, steps: Sequence[Step]) -> list[str]:
    """Return the HTML of blocks as a person sees them."""
    return [step.html if isinstance(step, EditedBlock) else one.blocks[step.number].html for step in steps]


def test_a_footnote_of_code_is_one_still() -> None:
    """A fence behind its label would swallow the rest: its words are lines, and that is told."""
    saved = saved_body(
        editable_body("Một[^1].\n\n[^1]: Hai.\n\nBa.\n"),
        [
            KeptBlock(0),
            EditedBlock('<section data-note="1"><pre><code>a\n&gt; b</code></pre></section>', 1),
            KeptBlock(2),
        ],
    )
    assert saved.source == "Một[^1].\n\n[^1]: a  \n    \\> b\n\nBa.\n"
    assert saved.lost


def test_what_was_written_as_html_can_be_edited_again() -> None:
    """A break in a heading, a caption with marks of both kinds, a meaning without words."""
    for html in (
        "<h3>Một<br>hai</h3>",
        '<figure class="figure"><img src="a.jpg" alt="A"><figcaption>Lúa\\ <span class="figure__credit">Ảnh: x *a</span></figcaption></figure>',
        "<dl><dd><p>Ủy ban</p></dd></dl>",
    ):
        again = editable_body(saved_body(editable_body(""), [EditedBlock(html, None)]).source)
        assert [block.editable for block in again.blocks] == [True], html
        assert shown_tokens(again.blocks[0].html) == shown_tokens(html)


def test_a_name_is_a_credit_whether_or_not_somebody_says_so() -> None:
    """The field asks who took the photo, and gets a name: below the photo it says what that name is."""
    html = '<figure class="figure"><img src="a.jpg" alt="A"><figcaption>{} <span class="figure__credit">{}</span></figcaption></figure>'
    for credit in ("Lê Hải", "Ảnh: Lê Hải"):
        source = saved_body(editable_body(""), [EditedBlock(html.format("Lúa chín", credit), None)]).source
        assert source == "![A](a.jpg)\n(Lúa chín – Ảnh: Lê Hải)\n"
    assert editable_body(source).blocks[0].editable


def test_code_that_shows_a_footnote_is_none() -> None:
    """Doubled, it stays twice; deleted, nobody misses it; what is written in code refers to nothing."""
    one = editable_body("Đọc `[^1]`.\n\n```\na\n[^1]:\n```\n")
    twice = saved_body(one, [KeptBlock(0), KeptBlock(1), KeptBlock(1)])
    assert (twice.source.count("[^1]:"), twice.lost) == (2, ())
    assert saved_body(one, [KeptBlock(0)]).lost == ()
