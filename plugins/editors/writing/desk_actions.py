"""What a page of the desk may ask for: its groups, a new article or a copy of one, the trash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Protocol

from plugins.article.registries import Registries
from plugins.editors.desk.article_titles import article_titles
from plugins.editors.desk.new_article import WantedArticle, folder_of, new_article, same_titled
from plugins.editors.desk.work_list import WorkItem
from plugins.editors.writing import room_requests as ask
from plugins.editors.writing.article_copy import article_copy
from plugins.editors.writing.article_photos import ArticlePhotos
from plugins.editors.writing.article_versions import CREATED, ArticleVersions
from plugins.editors.writing.content_folder import ContentFolder, EditRefused, FileToSave
from plugins.editors.writing.desk_groups import desk_groups, unlisted
from plugins.editors.writing.header_text import header_text, with_fields
from plugins.editors.writing.kept_typing import KeptTyping
from plugins.editors.writing.live_room import MOST_LISTED, ListedArticle
from plugins.editors.writing.room_requests import RequestTable
from plugins.editors.writing.room_routes import Action, Answered
from plugins.editors.writing.trash import Trash, TrashedArticle
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.problems.stop_build import system_reason

NO_SECTION = "Chọn một chuyên mục của cổng."
UNREADABLE = "Phần đầu của bài này chưa đọc được nên chưa nhân bản được. Mở bài, sửa phần đầu rồi làm lại."
NOT_IN_TRASH = "Bài này không còn trong thùng rác."
PLACE_TAKEN = "Chỗ cũ nay đã có một bài khác ({}), nên chưa lấy lại để không đè lên bài ấy."
SAME_TITLE = "Đã có bài cùng tiêu đề. Có thể bài này đã được viết."


class DeskPortal(Protocol):
    """What the desk asks of the portal that is being built beside it."""

    def registries(self) -> Registries:
        """Return what the data files say."""

    def now(self) -> datetime:
        """Return the build's now, in the portal's zone."""

    def is_built(self) -> bool:
        """Tell whether there is a build to ask."""

    def articles(self) -> list[ListedArticle]:
        """Return the articles, the newest first."""

    def work(self) -> list[WorkItem]:
        """Return the list of work."""

    def linking_to(self, path: str) -> list[ListedArticle]:
        """Return the articles that link to an article."""


@dataclass(frozen=True, slots=True)
class DeskActions:
    """The actions of one portal's desk: its content folder, what is kept beside it, the portal as it is being built."""

    folder: ContentFolder
    typing: KeptTyping
    versions: ArticleVersions
    trash: Trash
    portal: DeskPortal
    photos: ArticlePhotos

    def by_name(self) -> Mapping[str, Action]:
        """Return the actions by the names under which pages ask for them."""
        return {
            "ban-viet": self.desk,
            "tao": self.create,
            "nhan-ban": self.duplicate,
            "dan-toi": self.linking,
            "bo-bai": self.throw_away,
            "thung-rac": self.list_trash,
            "lay-lai": self.take_back,
        }

    def desk(self, table: RequestTable) -> object:
        """Return the articles, the groups that they stand in for one person, and the people to choose from."""
        person = ask.person_of(table)
        registries, now = self.portal.registries(), self.portal.now()
        gone = {one.path for one in self.trash.all() if not self._is_there(one.path)}
        articles = [one for one in self.portal.articles() if one.path not in gone]
        items = [one for one in self.portal.work() if one.path not in gone]
        rows = [*unlisted(articles, items), *articles]
        groups = desk_groups(rows, items, person, registries.authors)
        return {
            "da_dung": self.portal.is_built(),
            "hom_nay": now.date().isoformat(),
            "nguoi": _people(registries),
            "bai": [asdict(one) for one in rows[:MOST_LISTED]],
            "nhom": [asdict(group) for group in groups],
            "dang_viet": {typing.path: typing.at.isoformat() for typing in reversed(self.typing.all())},
            "thung_rac": len(self.trash.all()),
        }

    def _is_there(self, path: str) -> bool:
        return (self.folder.root.parent / path).is_file()

    def create(self, table: RequestTable) -> object:
        """Make a new article, a draft, and return its path; answers 428 with the articles of the same title first."""
        wanted = ask.new_request(table)
        registries = self.portal.registries()
        section = registries.sections.find(wanted.section)
        if section is None:
            raise EditRefused(NO_SECTION)
        self._ask_of_same_title(wanted.title, confirmed=wanted.confirmed)
        author = wanted.author or registries.own_organisation.name
        article = WantedArticle(wanted.title, section, author, self.portal.now().date())
        made = new_article(article, self._taken(), registries.habits.news_folder)
        text = with_fields(made.path, header_text(made.path, made.text).head, wanted.fields)
        return self._made(made.path, text)

    def duplicate(self, table: RequestTable) -> object:
        """Make a copy of an article, a draft under another title; answers 428 with the articles of the same title first."""
        wanted = ask.copy_request(table)
        original = self.folder.text(wanted.path)
        self._ask_of_same_title(wanted.title, confirmed=wanted.confirmed)
        written = header_text(wanted.path, original.text).values.get("category", "")
        registries, day = self.portal.registries(), self.portal.now().date()
        section = registries.sections.find(written) if written else None
        copy = article_copy(
            wanted.path.partition("/")[2],
            original.text,
            wanted.title,
            folder_of(registries.habits.news_folder, section, day) if section else "",
            day,
            self._taken(),
        )
        if copy is None:
            raise EditRefused(UNREADABLE)
        return self._made(copy.path, copy.text)

    def _made(self, below: str, text: str) -> dict[str, str]:
        path, data = f"{self.folder.root.name}/{below}", text.encode("utf-8")
        self.folder.save([FileToSave(path, data, "")], [])
        self.versions.put(path, data, datetime.now(UTC), CREATED)
        return {"bai": path}

    def _ask_of_same_title(self, title: str, *, confirmed: bool) -> None:
        """Raise Answered (428) with the articles that have a title already, unless somebody said yes."""
        if confirmed:
            return
        titles = {one.path: one.title for one in self.portal.articles()}
        root = self.folder.root
        new = [path for path in self._on_disk() if f"{root.name}/{path}" not in titles]
        titles |= {f"{root.name}/{path}": found for path, found in article_titles(root, new).items()}
        same = [path for path in same_titled(title, titles) if self._is_there(path)]
        if same:
            raise Answered(
                428, {"hoi": SAME_TITLE, "bai": [{"bai": one, "ten": titles[one]} for one in same]}
            )

    def _on_disk(self) -> list[str]:
        """Return the paths of articles below the content folder as they are there now."""
        root = self.folder.root
        found = [file for ending in ARTICLE_ENDINGS for file in root.rglob(f"*{ending}")]
        return [file.relative_to(root).as_posix() for file in found]

    def _taken(self) -> list[str]:
        """Return the paths that a new article cannot have: what lies in the trash may come back to its own."""
        return [*self._on_disk(), *(one.path.partition("/")[2] for one in self.trash.all())]

    def linking(self, table: RequestTable) -> object:
        """Return the articles that link to an article."""
        path = ask.requested_path(table)
        self.folder.place(path, (".md",))
        return {"bai": [{"bai": one.path, "ten": one.title} for one in self.portal.linking_to(path)]}

    def throw_away(self, table: RequestTable) -> object:
        """Move an article to the trash, and nothing else: its photos and files stay."""
        path = ask.requested_path(table)
        text = self.folder.text(path).text
        title = header_text(path, text).values.get("title", "")
        try:
            trashed = self.trash.put(self.folder.place(path, (".md",)), path, title, datetime.now(UTC))
        except OSError as fault:
            raise EditRefused(f"không bỏ được vào thùng rác: {system_reason(fault)}.", 500) from fault
        return _trashed(trashed)

    def list_trash(self, table: RequestTable) -> object:
        """Return what lies in the trash."""
        return {"bai": [_trashed(one) for one in self.trash.all()]}

    def take_back(self, table: RequestTable) -> object:
        """Put an article of the trash back where it was; refused where another one is there by now."""
        found = self.trash.find(ask.trash_name(table))
        if found is None:
            raise EditRefused(NOT_IN_TRASH, 404)
        try:
            self.trash.take_back(found, self.folder.place(found.path, (".md",)))
        except FileExistsError as fault:
            raise EditRefused(PLACE_TAKEN.format(found.path), 409) from fault
        except OSError as fault:
            raise EditRefused(f"không lấy lại được: {system_reason(fault)}.", 500) from fault
        taken = self.folder.place(found.path, (".md",)).read_bytes()
        self.photos.settle(found.path, taken.decode("utf-8", "replace"))
        return {"bai": found.path}


def _people(registries: Registries) -> list[str]:
    """Return the people whom the data files name: writers, then approvers."""
    writers = (person.name for person in registries.authors.people.values())
    return list(dict.fromkeys([*writers, *registries.approval.people]))


def _trashed(one: TrashedArticle) -> dict[str, str]:
    return {"ten": one.name, "bai": one.path, "tieu_de": one.title, "luc": one.at.isoformat()}
