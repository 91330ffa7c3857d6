"""What the manager is told when it begins: its collections, where it reads and writes, and what our own scripts need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.editors.writing import form
from plugins.media.attachments import KINDS
from plugins.media.picture_files import EXTENSIONS

ARTICLES, PAGES = "bai-viet", "trang"
FORMAT = "bai-viet"  # the name of our header's format
# Git hosts of which the manager knows sign-in and review, by its names for them.
HOSTS = frozenset({"github", "gitlab"})


class GitFault(ValueError):
    """A table of bien-tap.toml that names no Git host; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    Where the editor stands: ``content`` is the name of the content folder, ``engine`` answers for this machine's folder, "" where a Git host does.

    ``pane`` shows a text as a page, ``sheets`` are the stylesheets of such pages; ``portal`` is the portal's own address.
    """

    name: str
    content: str = "content"
    engine: str = ""
    pane: str = ""
    sheets: Sequence[str] = ()
    portal: str = ""


def configuration(
    known: form.FormChoices, around: Surroundings, git: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Return the whole configuration; raises GitFault for a Git host that is none."""
    manager: dict[str, object] = {
        "load_config_file": False,
        "locale": "vi",
        "backend": {"name": "proxy", "proxy_url": around.engine, "branch": "local"},
        "publish_mode": "simple",
        "media_folder": f"{around.content}/anh",
        "public_folder": "/anh",
        "media_library": {"name": "khong-dung"},
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "show_preview_links": bool(around.pane),
        "collections": [_news(known, around.content), _pages(known, around.content)],
    }
    if around.portal:
        manager |= {"site_url": around.portal, "display_url": around.portal}
    if git is not None:
        manager |= _git(git)
    return {
        "manager": manager,
        "table": form.header_table(),
        "same": form.same_words(known),
        "folders": form.folders(known.sections),
        "pane": around.pane,
        "sheets": list(around.sheets),
        "photos": sorted(EXTENSIONS),
        "files": sorted(KINDS),
        "name": around.name,
        "content": around.content,
    }


def _news(known: form.FormChoices, content: str) -> dict[str, object]:
    # Hidden values that our format reads off the others, for paths and for the order of the list.
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
        "fields": [*form.fields(form.ARTICLE, known), *derived],
    }


_DERIVED = (("moment_", "Ngày đăng"), ("year_", "Năm"), ("folder_", "Thư mục"), ("state_", "Trạng thái"))


def _pages(known: form.FormChoices, content: str) -> dict[str, object]:
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
        "fields": form.fields(form.STANDING, known),
    }


def _git(git: Mapping[str, object]) -> dict[str, object]:
    """Return what is different where a Git host keeps the content."""
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
