"""The Git host's file of code owners says what the portal's data say."""

from __future__ import annotations

import sys
from pathlib import Path

import fork_server
import pytest
from small_sites import SECTIONS, settings_file

from plugins.article.approval import load_approval
from plugins.author.registry import Authors
from plugins.editors.desk.code_owners import code_owners, people_without_account
from plugins.problems.data_file import data_file

RULES = """[duyet]
nguoi-duyet = ["Nguyễn Thị Hạnh", "Trần Văn Nam"]

[tai-khoan]
"bà Nguyễn Thị Hạnh" = "@nguyen-hanh"
"Lê Hải" = "@le-hai"
"""


def test_only_who_may_approve_owns_what_readers_see() -> None:
    """Wherever in the content folder it lies: an article is read from all of it. An account alone gives no right; who has none is named."""
    rules = load_approval(RULES)

    assert code_owners(rules, Authors(), "content").splitlines()[1:] == ["/content/ @nguyen-hanh"]
    assert people_without_account(rules, Authors()) == ["Trần Văn Nam"]


@pytest.mark.parametrize(
    "account", ["hanh", "@", "@a b", "@hanh\\n* @ai-do", "@-hanh", "a@b", "", "@to-chuc/"]
)
def test_what_is_no_account_is_refused(account: str) -> None:
    """Nothing else comes into the file: it decides who may change the portal."""
    file = data_file(f'[tai-khoan]\n"Lê Hải" = "{account}"', "quy-trinh.toml")
    rules = load_approval(file)

    assert rules.accounts == {}
    assert [problem.line for problem in file.problems] == [2]


def test_the_task_prints_or_writes_it(tmp_path: Path) -> None:
    """Both hosts find it in their own folder; without accounts it is said where they belong."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    settings = settings_file(tmp_path)
    command = [sys.executable, "-m", "plugins.editors.desk", "codeowners", f"--settings={settings}"]
    without = fork_server.run(command)
    (data / "quy-trinh.toml").write_text(RULES, "utf-8")
    printed = fork_server.run(command)
    written = fork_server.run([*command, "--write"])

    assert without.returncode == 2
    assert "[tai-khoan]" in without.stderr
    assert "/content/ @nguyen-hanh" in printed.stdout
    assert "Trần Văn Nam" in printed.stderr
    assert written.returncode == 0
    for folder in (".github", ".gitlab"):
        assert (tmp_path / folder / "CODEOWNERS").read_text("utf-8") == printed.stdout
