"""The editor as files for a web host, where a Git host keeps the content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_previews import Small

from plugins.editors.hosted.static_export import export_editor
from plugins.problems.stop_build import StopBuild

GITHUB = (
    '[git]\nmay-chu = "github"\nkho = "ubnd/cong"\nnhanh = "main"\ndang-nhap = "https://dang-nhap.vi-du.vn"\n'
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of one script."""
    place = tmp_path / "goi"
    place.mkdir()
    (place / "decap-cms.js").write_text("1", "utf-8")
    return place


def test_everything_it_asks_for_is_among_its_files(small: Small, package: Path, tmp_path: Path) -> None:
    """Page, scripts, manager, configuration, the theme's stylesheet with its fonts."""
    small.write("du-lieu/bien-tap.toml", GITHUB)
    export_editor(small.settings(), package, tmp_path / "bien-tap")
    files = {
        path.relative_to(tmp_path / "bien-tap").as_posix() for path in (tmp_path / "bien-tap").rglob("*")
    }
    config = json.loads((tmp_path / "bien-tap" / "cau-hinh.json").read_text("utf-8"))
    (sheet,) = config["sheets"]

    assert {"index.html", "tep/editor.js", "tep/vi.js", "tep/editor.css", "goi/decap-cms.js"} <= files
    assert sheet in files
    assert [name for name in files if name.endswith(".woff2")]
    assert config["manager"]["backend"]["name"] == "github"
    assert config["manager"]["backend"]["base_url"] == "https://dang-nhap.vi-du.vn"
    assert config["manager"]["publish_mode"] == "editorial_workflow"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "chưa có content/du-lieu/bien-tap.toml"),
        ("[git\n", "sai cú pháp TOML"),
        ('git = "x"\n', r"thiếu bảng \[git\]"),
        ("[khac]\na = 1\n", r"thiếu bảng \[git\]"),
        ('[git]\nmay-chu = "la"\nkho = "a/b"\n', "không dùng được"),
    ],
)
def test_what_the_data_file_lacks_is_told(
    small: Small, package: Path, tmp_path: Path, data: str, reason: str
) -> None:
    """And nothing is written."""
    if data:
        small.write("du-lieu/bien-tap.toml", data)
    with pytest.raises(StopBuild, match=reason):
        export_editor(small.settings(), package, tmp_path / "bien-tap")

    assert not (tmp_path / "bien-tap").exists()


def test_a_folder_of_somebody_else_is_not_touched(small: Small, package: Path, tmp_path: Path) -> None:
    """As with every folder that is written whole."""
    small.write("du-lieu/bien-tap.toml", GITHUB)
    (tmp_path / "bien-tap").mkdir()
    (tmp_path / "bien-tap" / "thu.txt").write_text("thư", "utf-8")
    with pytest.raises(StopBuild):
        export_editor(small.settings(), package, tmp_path / "bien-tap")


def test_the_public_portal_has_nothing_of_it(small: Small) -> None:
    """Neither the editor nor its configuration."""
    small.write("du-lieu/bien-tap.toml", GITHUB)
    small.build(preview=False)
    files = [path for path in small.output.rglob("*") if path.is_file()]

    assert files
    assert not [path for path in files if "bien-tap" in path.as_posix() or b"decap" in path.read_bytes()]
