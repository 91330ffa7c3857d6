"""Put the writing room of a portal together: its folders, what it keeps beside them, its actions and its routes."""

from __future__ import annotations

from collections.abc import Callable

from plugins.building.sources.settings import BuildSettings
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.writing.article_photos import ArticlePhotos
from plugins.editors.writing.article_versions import ArticleVersions
from plugins.editors.writing.browser_session import session_of
from plugins.editors.writing.content_folder import ContentFolder
from plugins.editors.writing.desk_actions import DeskActions
from plugins.editors.writing.kept_folder import kept_folder
from plugins.editors.writing.kept_typing import KeptTyping
from plugins.editors.writing.live_room import LiveRoom
from plugins.editors.writing.photo_actions import PhotoActions
from plugins.editors.writing.photo_originals import PhotoOriginals
from plugins.editors.writing.room_actions import RoomActions
from plugins.editors.writing.room_routes import RoomRoutes
from plugins.editors.writing.trash import Trash


def room_of_portal(builds: LiveBuilds, settings: Callable[[], BuildSettings], script: bytes) -> RoomRoutes:
    """Return the routes of a portal's writing room; ``script`` is the editor's own. Raises OSError."""
    content = settings().content.resolve()
    kept, folder, portal = kept_folder(content), ContentFolder(content), LiveRoom(builds, settings)
    typing, versions = KeptTyping(kept), ArticleVersions(kept)
    photos = ArticlePhotos(folder, PhotoOriginals(kept), portal.found_file)
    of_article = RoomActions(folder, typing, versions, portal, photos)
    of_desk = DeskActions(folder, typing, versions, Trash(kept), portal, photos)
    actions = {**of_article.by_name(), **of_desk.by_name(), **PhotoActions(photos).by_name()}
    return RoomRoutes(photos, script, session_of(kept), actions)
