"""The page around the rows of a list. For readers without a session it is the same for all: drawn once a minute for
each edition, language and filter. The rows and the way to the next ones are read and drawn for every request."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from disclosure.board.queries.memory import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from disclosure.board.views.anonymous import Anonymous

# Nobody outside can write them into a page.
_once = secrets.token_hex(8)
ROWS, PAGER, PLACE = (SafeString(f"{name}-{_once}") for name in ("rows", "pager", "place"))  # nosec B703
AT = re.compile(r"(?<=[?&])(after|before)=([\w~:.%-]*)", re.ASCII)


def whole(view: Anonymous, draw: Callable[[], str], rows: str, pager: str) -> str:
    """The page with its rows; `draw` gives it with the marks in their places."""
    address = view.request.get_full_path()
    at = AT.search(address)
    here = at[2] if at else ""

    def drawn() -> str:
        page = draw()
        # The link to the other language leads to the same place of the list.
        return page.replace(f"={escape(here)}", f"={PLACE}") if here else page

    if is_anybody(view.request):
        question = ("shell", AT.sub(rf"\1={PLACE}", address), get_language(), view.today)
        page = MEMORY.of(view.edition, question, drawn)
    else:
        page = drawn()
    return mark_safe(page.replace(PLACE, here).replace(ROWS, rows).replace(PAGER, pager))  # noqa: S308  # nosec B308 B703


def is_anybody(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and CookieStorage.cookie_name not in request.COOKIES
