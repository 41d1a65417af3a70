"""Where a demo may be loaded, and how its people sign in."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau, User
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from envportal.accounts.models import Section

# Everybody's in the demo, and no secret: the demo answers on a loopback address only.
PASSWORD = "Clear-skies-2010"  # noqa: S105
LOADED = "demo:loaded"
PERIOD = 30
TWO = 2
SEPARATE = "GB/T 22239-2019 8.1.5"


@dataclass(frozen=True)
class Login:
    """How one person of the demo signs in; applicants need no code."""

    role: str | _StrPromise
    name: str
    unit: str
    username: str
    code: str = ""


class NoPlaceForADemo(Refused):
    """Somebody's real data live here, or the machine is none for a demo."""


class NoDemo(Refused):
    """The demo is switched off or not loaded."""


def is_loaded() -> bool:
    return log.already(LOADED) is not None


def require_place() -> None:
    """The demo goes into an empty database of an embedded portal, or of one that says DEMO."""
    if not (settings.DEMO or settings.EMBEDDED):
        raise NoPlaceForADemo(_("这里没有开启演示（DEMO），不装入演示数据。"))
    if Bureau.objects.exists() or User.objects.exists():
        raise NoPlaceForADemo(_("数据库里已有别的数据，不装入演示数据。"))


def require_demo() -> None:
    if not settings.DEMO:
        raise NoDemo(_("这里没有开启演示（DEMO）。"))
    if not is_loaded():
        raise NoDemo(_("演示数据还没有装入。"))


def secret_of(username: str) -> str:
    """The secret of somebody's authenticator app: made of the portal's own, so none is written down."""
    mixed = hmac.digest(settings.SECRET_KEY.encode(), f"demo authenticator of {username}".encode(), "sha256")
    return base64.b32encode(mixed[:20]).decode()


def code_at(username: str, at: datetime) -> str:
    """What that app shows at a moment."""
    return format_hotp_value(hotp_value(secret_of(username), int(at.timestamp()) // PERIOD))


def seconds_left(at: datetime) -> int:
    """How long the code of a moment is still shown."""
    return PERIOD - int(at.timestamp()) % PERIOD


def logins(at: datetime) -> list[Login]:
    """Everybody of the demo with the code their authenticator app shows at a moment."""
    people = User.objects.filter(is_active=True).select_related("bureau", "enterprise").prefetch_related("grants")
    return [_login(person, at) for person in people.order_by("pk")]


def _login(person: User, at: datetime) -> Login:
    if person.enterprise is not None:
        kind = person.enterprise.get_kind_display()
        return Login(kind, person.name, person.enterprise.name, person.username)
    roles = "、".join(str(grant.get_role_display()) for grant in person.grants.all())
    unit = person.bureau.name if person.bureau else ""
    return Login(roles, person.name, unit, person.username, code_at(person.username, at))


class BadFile(Refused):
    """The file of a new bureau says something it cannot say."""


class TwoAdministrators(Refused):
    """A bureau begins with two security administrators, and whoever comes after them is theirs to let in."""


def section_named(bureau: Bureau, name: str) -> Section | None:
    """The section of that name; none is named where somebody belongs to none."""
    found = bureau.sections.filter(name=name).first() if name else None
    if name and found is None:
        raise BadFile(_("%(bureau)s没有名为“%(name)s”的科室。") % {"bureau": bureau, "name": name})
    return found


def require_own(user: User, bureau: Bureau) -> None:
    if user.bureau_id != bureau.pk:
        raise BadFile(_("登录名“%(name)s”已由别的单位使用，请换一个。") % {"name": user.username})


def require_two_administrators(held: list[User], new: list[User], *, has_people: bool) -> None:
    """Exactly two once anybody works in a bureau: from then on a role needs both of them."""
    together = len(held) + len(new)
    if new and together > TWO:
        raise TwoAdministrators(_("安全管理员由命令只设两名；再增加的，由这两名在“人员与角色”中申请和授予。"), SEPARATE)
    if (new or has_people) and together < TWO:
        raise TwoAdministrators(_("一人申请角色、另一人授予：文件里须有两名角色为 secadm 的人。"), SEPARATE)
