"""The form and the reader are made of one table: neither has a field that the other does not know."""

from __future__ import annotations

import pytest

from plugins.article.facts import Status
from plugins.article.status import parse_status
from plugins.category.registry import load_sections
from plugins.editors.hosted import form
from plugins.editors.hosted.cms_config import EditorEnvironment, GitFault, cms_config
from plugins.editors.writing import form_fields
from plugins.header.fields import BY_NAME, KEYS, ValueKind

SECTIONS = load_sections(
    """
[[chuyen-muc]]
ten = "Văn hóa – Du lịch"
dia-chi = "van-hoa"
ten-cu = ["Văn hoá"]
[[chuyen-muc.con]]
ten = "Di tích – Lễ hội"
dia-chi = "le-hoi"
"""
)
GIT = {"may-chu": "github", "kho": "ubnd/cong"}
KNOWN = form.FormChoices(SECTIONS, ("Lê Hải", "Đỗ Ân"), ("Trung tâm VHTT, TT và DL",))


def fields(name: str = "bai-viet", **around: str) -> dict[str, dict[str, object]]:
    """Return the fields of a collection by their names."""
    made = cms_config(KNOWN, EditorEnvironment("Cổng", **around), GIT)
    collections = made["manager"]["collections"]  # type: ignore[index]
    return next(
        {one["name"]: one for one in chosen["fields"]} for chosen in collections if chosen["name"] == name
    )


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_is_offered_or_left_out_on_purpose(key: object) -> None:
    """With the label and the help that editors read in the guide."""
    offered = fields()
    name = key.name  # type: ignore[attr-defined]

    if name in form.NOT_OFFERED:
        assert name not in offered
    else:
        assert offered[name]["label"] == key.label  # type: ignore[attr-defined]
        assert offered[name]["hint"] == key.help  # type: ignore[attr-defined]


def test_a_value_of_every_kind_has_a_widget_in_both_forms() -> None:
    """So that a key need only say what its value is."""
    assert set(form.WIDGETS) == set(form_fields.WIDGETS) == set(ValueKind)
    assert fields()["result_day"]["widget"] == fields()["date"]["widget"] == "moment"


def test_no_field_is_invented() -> None:
    """Beside the keys there is the body, and what our format reads off other values, out of sight."""
    own = {name for name, one in fields().items() if name not in BY_NAME}

    assert {name for name in own if not name.endswith("_")} == {"body"}
    assert all(fields()[name]["widget"] == "hidden" for name in own - {"body"})


def test_what_a_form_requires_is_what_the_reader_requires() -> None:
    """A title, a day, a section; of a standing page only the title."""
    assert {name for name, one in fields().items() if one.get("required")} == {"title", "date", "category"}
    assert {name for name, one in fields("trang").items() if one.get("required")} == {"title"}


def test_sections_are_those_of_the_data_file() -> None:
    """Each is written by its own name, and shown with the way to it."""
    assert fields()["category"]["options"] == [
        {"value": "Văn hóa – Du lịch", "label": "Văn hóa – Du lịch"},
        {"value": "Di tích – Lễ hội", "label": "Văn hóa – Du lịch › Di tích – Lễ hội"},
    ]
    assert form.choices_by_spelling(KNOWN)["category"]["vanhoa"] == "Văn hóa – Du lịch"
    assert form.folders(SECTIONS) == {"Văn hóa – Du lịch": "van-hoa", "Di tích – Lễ hội": "van-hoa"}


def test_states_are_those_that_the_reader_knows() -> None:
    """All of them, by the words that it understands; what is begun is a draft."""
    options = fields()["status"]["options"]
    values = [one["value"] for one in options]  # type: ignore[attr-defined]

    assert {parse_status(value) for value in values} == set(Status)
    assert fields()["status"]["default"] == Status.DRAFT.value


def test_writers_are_offered_with_their_office() -> None:
    """Other names may be typed."""
    assert fields()["author"]["offers"] == [
        "Lê Hải, Trung tâm VHTT, TT và DL",
        "Đỗ Ân, Trung tâm VHTT, TT và DL",
        "Lê Hải",
        "Đỗ Ân",
        "Trung tâm VHTT, TT và DL",
    ]
    assert fields()["issuer"]["offers"] == ["Trung tâm VHTT, TT và DL"]


def test_a_git_host_has_its_own_words() -> None:
    """With a review before anything is merged, unless that is not wanted."""
    git = {"may-chu": "gitlab", "kho": "ubnd/cong", "kieu-dang-nhap": "pkce", "ma-ung-dung": "abc"}
    manager = cms_config(KNOWN, EditorEnvironment("Cổng"), git)["manager"]
    backend = manager["backend"]  # type: ignore[index]
    plain = cms_config(KNOWN, EditorEnvironment("Cổng"), {**git, "duyet": False})["manager"]

    assert (backend["name"], backend["repo"], backend["branch"]) == ("gitlab", "ubnd/cong", "main")
    assert (backend["auth_type"], backend["app_id"]) == ("pkce", "abc")
    assert manager["publish_mode"] == "editorial_workflow"  # type: ignore[index]
    assert plain["publish_mode"] == "simple"  # type: ignore[index]


@pytest.mark.parametrize(
    "git",
    [{}, {"may-chu": "gitea", "kho": "a/b"}, {"may-chu": "github", "kho": "cong"}, {"may-chu": "github"}],
)
def test_a_git_host_that_is_none_is_told(git: dict[str, object]) -> None:
    """In words for who wrote the data file."""
    with pytest.raises(GitFault, match=r"\[git\]"):
        cms_config(KNOWN, EditorEnvironment("Cổng"), git)
