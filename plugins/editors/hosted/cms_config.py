"""The configuration of the content manager: its collections, its backend, and what our own scripts need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.article.path_facts import NEWS_FOLDER, PAGE_FOLDERS
from plugins.editors.hosted import form
from plugins.media.attachments import KINDS
from plugins.media.picture_files import EXTENSIONS

ARTICLES, PAGES = NEWS_FOLDER, PAGE_FOLDERS[0]
FORMAT = "bai-viet"  # the name under which our file format is registered
# Git hosts whose sign-in and review the manager supports, by its names for them.
HOSTS = frozenset({"github", "gitlab"})


class GitFault(ValueError):
    """A table of bien-tap.toml that describes no Git host; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class EditorEnvironment:
    """
    Where the editor runs.

    ``name`` is the portal's name and ``content`` that of the content folder; ``stylesheets`` are those of its pages.
    """

    name: str
    content: str = "content"
    stylesheets: Sequence[str] = ()


def cms_config(
    choices: form.FormChoices, environment: EditorEnvironment, git: Mapping[str, object]
) -> dict[str, object]:
    """Return the whole configuration; ``git`` describes the Git host that keeps the content. Raises GitFault."""
    manager: dict[str, object] = {
        "load_config_file": False,
        "locale": "vi",
        "media_folder": f"{environment.content}/anh",
        "public_folder": "/anh",
        "media_library": {"name": "khong-dung"},
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "show_preview_links": False,
        "collections": [_articles(choices, environment.content), _pages(choices, environment.content)],
        **_git(git),
    }
    return {
        "manager": manager,
        "table": form.header_table(),
        "same": form.choices_by_spelling(choices),
        "folders": form.folders(choices.sections),
        "sheets": list(environment.stylesheets),
        "photos": sorted(EXTENSIONS),
        "files": sorted(KINDS),
        "name": environment.name,
        "content": environment.content,
    }


def _articles(choices: form.FormChoices, content: str) -> dict[str, object]:
    # Hidden values that our format derives from the others, for paths and for the order of the list.
    derived = [{"name": name, "label": label, "widget": "hidden"} for name, label in _DERIVED]
    return {
        "name": ARTICLES,
        "label": "Bài viết",
        "label_singular": "Bài viết",
        "folder": f"{content}/{ARTICLES}",
        "create": True,
        "extension": "md",
        "format": FORMAT,
        "path": "{{folder_}}/{{year_}}/{{slug}}",
        "media_folder": "",
        "public_folder": "",
        "summary": "{{title}} — {{date}} — {{category}} — {{state_}}",
        "sortable_fields": [
            {"field": "moment_", "label": "Ngày đăng", "default_sort": "desc"},
            {"field": "title", "label": "Tiêu đề"},
        ],
        "view_filters": [
            {"label": label, "field": "state_", "pattern": pattern}
            for label, pattern in (
                ("Bản nháp", "^nháp$"),
                ("Chờ duyệt", "^chờ duyệt$"),
                ("Đã đăng", "^đăng$"),
            )
        ],
        "view_groups": [{"label": "Chuyên mục", "field": "category"}, {"label": "Năm", "field": "year_"}],
        "editor": {"preview": True},
        "fields": [*form.fields(form.ARTICLE, choices), *derived],
    }


_DERIVED = (("moment_", "Ngày đăng"), ("year_", "Năm"), ("folder_", "Thư mục"), ("state_", "Trạng thái"))


def _pages(choices: form.FormChoices, content: str) -> dict[str, object]:
    return {
        "name": PAGES,
        "label": "Trang tĩnh",
        "label_singular": "Trang tĩnh",
        "folder": f"{content}/{PAGES}",
        "create": True,
        "extension": "md",
        "format": FORMAT,
        "media_folder": "",
        "public_folder": "",
        "editor": {"preview": True},
        "fields": form.fields(form.STANDING, choices),
    }


def _git(git: Mapping[str, object]) -> dict[str, object]:
    """Return the values that name the Git host."""
    host, repository = str(git.get("may-chu", "")), str(git.get("kho", ""))
    if host not in HOSTS:
        raise GitFault(
            f"[git] may-chu = “{host}” không dùng được. Chọn một trong: {', '.join(sorted(HOSTS))}."
        )
    if not repository.strip("/").count("/"):
        raise GitFault(f"[git] kho = “{repository}” cần dạng “tổ-chức/kho”.")
    backend: dict[str, object] = {"name": host, "repo": repository, "branch": str(git.get("nhanh", "main"))}
    for ours, theirs in _GIT_NAMES.items():
        if git.get(ours):
            backend[theirs] = git[ours]
    backend["commit_messages"] = COMMITS
    workflow = bool(git.get("duyet", True))
    return {"backend": backend, "publish_mode": "editorial_workflow" if workflow else "simple"}


_GIT_NAMES = {
    "dang-nhap": "base_url",
    "diem-dang-nhap": "auth_endpoint",
    "kieu-dang-nhap": "auth_type",
    "ma-ung-dung": "app_id",
    "api": "api_root",
}
COMMITS = {
    "create": "Bài mới: {{slug}}",
    "update": "Sửa bài: {{slug}}",
    "delete": "Xóa bài: {{slug}}",
    "uploadMedia": "Thêm tệp: {{path}}",
    "deleteMedia": "Xóa tệp: {{path}}",
}
