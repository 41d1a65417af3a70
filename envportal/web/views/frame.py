"""What stands around every page: the bureau's name, navigation, the other language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import F
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language

from envportal.web.rules import LARGE, is_large, plain
from envportal.web.views.areas import AREAS, COMPLAIN, FOOTER, GROUPS

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Link:
    url: str
    label: object
    current: str = ""


@dataclass(frozen=True)
class Group:
    """Pages that belong together; its own address is that of the first of them."""

    label: object
    links: list[Link]

    @property
    def url(self) -> str:
        return self.links[0].url

    @property
    def is_current(self) -> bool:
        return any(link.current for link in self.links)


class Frame:
    """The parts of base.html that depend on the address and the reader; each computed when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.now = timezone.now()

    @property
    def english(self) -> bool:
        return get_language() == "en"

    @property
    def large(self) -> bool:
        return is_large(self.request)

    def local(self, path: str) -> str:
        """The address in the language and the size of this page."""
        return self._sized(f"/en{path}" if self.english else path)

    def _sized(self, path: str) -> str:
        return f"{LARGE}{path}" if self.large else path

    @cached_property
    def bare(self) -> str:
        """The address of this page without its language."""
        path = self.request.path_info
        return path.removeprefix("/en") if self.english else path

    @property
    def area(self) -> str:
        """The part of the house this address lies in."""
        return next((area for area in AREAS if self.bare.startswith(area)), "/")

    @property
    def layout(self) -> str:
        """The template of that part, for error pages."""
        return AREAS[self.area][0]

    @property
    def home(self) -> str:
        return self.local(self.area)

    @property
    def board(self) -> str:
        return self.local("/board/")

    @property
    def own_home(self) -> str:
        return self.local("/desk/" if getattr(self.request.user, "bureau_id", None) else "/my/")

    @property
    def login(self) -> str:
        return self.local(settings.LOGIN_URL)

    @cached_property
    def complain(self) -> str:
        """Where anybody complains of having been charged."""
        return self.local(COMPLAIN) if self.reaches(COMPLAIN) else ""

    @property
    def logout(self) -> str:
        return self.local(settings.LOGOUT_URL) if self.reaches(settings.LOGOUT_URL) else ""

    @property
    def other_lang(self) -> str:
        return "zh-Hans" if self.english else "en"

    @property
    def other_name(self) -> str:
        return "中文" if self.english else "English"

    @property
    def other_url(self) -> str:
        """This page in the other language: the same address, with or without /en before it."""
        here = plain(self.request.get_full_path())
        return self._sized(here.removeprefix("/en") if self.english else f"/en{here}")

    @property
    def size_url(self) -> str:
        """This page in larger text, or back in the common one; the desk has one size."""
        here = plain(self.request.get_full_path())
        return "" if self.area == "/desk/" else here if self.large else f"{LARGE}{here}"

    @cached_property
    def nav(self) -> list[Link]:
        shown = [entry for entry in AREAS[self.area][1] if self.reaches(entry[0])]
        best = max((path for path, _label in shown if self.bare.startswith(path)), key=len, default="")
        if best == "/" != self.bare:
            best = ""
        return [Link(self.local(path), label, self._current(path, best)) for path, label in shown]

    @cached_property
    def groups(self) -> list[Group]:
        """The navigation of an area in two steps: what a page is for, and the pages for it this person may open."""
        shown = {link.url: link for link in self.nav}
        found = [
            Group(label, [shown.pop(url) for url in map(self.local, paths) if url in shown])
            for label, paths in GROUPS[self.area]
        ]
        found[-1].links.extend(shown.values())
        return [group for group in found if group.links]

    @property
    def group(self) -> Group | None:
        """The group of the page that is open."""
        return next((group for group in self.groups if group.is_current), None)

    @property
    def footer(self) -> list[Link]:
        return [Link(self.local(path), label) for path, label in FOOTER if self.reaches(path)]

    @property
    def site(self) -> dict[str, str]:
        """What a government website names of itself, as far as somebody filled it in."""
        digits = "".join(sign for sign in settings.SITE_POLICE if sign.isdecimal())
        told = {"code": settings.SITE_CODE, "icp": settings.SITE_ICP, "police": settings.SITE_POLICE}
        return {**told, "police_digits": digits}

    def reaches(self, path: str) -> bool:
        """Whether the address exists and its reader may open it."""
        urlconf = getattr(self.request, "urlconf", None) or settings.ROOT_URLCONF
        exists, action = _opened_by(plain(self.local(path)), urlconf)
        may = getattr(self.request, "may", None)
        return exists and (may is None or action is None or may(action))

    def _current(self, path: str, best: str) -> str:
        if path != best:
            return ""
        return "page" if path == self.bare else "true"


@lru_cache(maxsize=2048)
def _opened_by(path: str, urlconf: str) -> tuple[bool, str | None]:
    """Whether there is such an address, and what its reader must be allowed to do.

    The same for everybody: a page of the desk asks it of fifty addresses, each of which is looked for among hundreds.
    """
    try:
        view = resolve(path, urlconf).func
    except Resolver404:
        return False, None
    return True, getattr(getattr(view, "view_class", view), "permission", None)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context every template finds: `frame` and `bureau`."""
    return {"frame": Frame(request), "bureau": SimpleLazyObject(lambda: _bureau(request))}


def _bureau(request: HttpRequest) -> Any:
    """The bureau whose name stands on top: the reader's own, else the one this portal serves."""
    user = getattr(request, "user", None)
    own = getattr(user, "bureau", None) or getattr(getattr(user, "enterprise", None), "bureau", None)
    return home_bureau() if own is None else own


def home_bureau() -> Any:
    """The bureau this portal serves."""
    bureaus = apps.get_model(settings.BUREAU_MODEL)._default_manager.all()
    if settings.HOME_BUREAU:
        bureaus = bureaus.filter(code=settings.HOME_BUREAU)
    return bureaus.order_by(F("parent").asc(nulls_last=True), "pk").first()
