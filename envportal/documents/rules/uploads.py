"""Who may send a file in pieces, for which form, how many at once, and which piece comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from envportal.accounts import rules as accounts
from envportal.cases import rules as cases
from envportal.documents import queries
from envportal.documents.rules.files import BadFile, fit_name
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.documents.models import Upload

SALT = "documents.upload"
TICKET_HOLDS = timedelta(hours=12)  # as a session
KEPT_FOR = timedelta(days=1)  # after its last piece
# Of one person at once, and in an hour.
MOST_OPEN, MOST_FULL_SIZES, MOST_STARTS = 5, 3, 60
SMALLEST_PIECE = 64 << 10


class TooMany(Refused):
    """More uploads of one person than we keep."""


class WrongOffset(Exception):
    """The piece does not follow what is here; `received` bytes are."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class Ticket:
    """What a form was shown for: only who was shown it may send a file for it, and only there."""

    user: int
    page: str
    permission: str
    case: int | None

    def signed(self) -> str:
        return signing.dumps([self.user, self.page, self.permission, self.case], salt=SALT)


def ticket_of(signed: str, user: User) -> Ticket:
    """The ticket, if we signed it for this person not long ago. Raises NotYours."""
    try:
        ticket = Ticket(*signing.loads(signed, salt=SALT, max_age=TICKET_HOLDS))
    except (signing.BadSignature, TypeError):
        ticket = None
    if ticket is None or ticket.user != user.pk:
        raise NotYours(_("页面打开得太久了，请刷新后再选一次文件；传过的部分都还在。"), "file.send_pieces")
    return ticket


def may_send(user: User, permission: str, case: Case | None) -> None:
    """Asked at every piece: the person may still do what the form is for, on this case. Raises NotYours."""
    allowed = bool(accounts.codes(user, permission)) and (case is None or cases.may(user, permission, case))
    if not allowed:
        raise NotYours(_("这件事不在您的办理范围内，文件没有接着传。"), permission)


def may_begin(user: User, name: str, size: int, at: datetime) -> None:
    """Name and size are such as we take, and the person has not begun too many others. Raises BadFile or TooMany."""
    if size <= 0:
        raise BadFile("empty", name)
    if size > settings.UPLOAD_MAX_MB << 20:
        raise BadFile("too_big", name)
    fit_name(name)
    under_way = queries.uploads_under_way(user, at)
    held = sum(upload.size for upload in under_way)
    if len(under_way) >= MOST_OPEN or held + size > MOST_FULL_SIZES * (settings.UPLOAD_MAX_MB << 20):
        raise TooMany(_("您还有 %(n)s 个文件没有传完，请先传完或取消，再传新的。") % {"n": len(under_way)})
    if queries.uploads_begun(user, at - timedelta(hours=1)) >= MOST_STARTS:
        raise TooMany(_("一小时内开始上传的次数太多，请稍后再传；已填的内容都还在。"))


def follows(upload: Upload, offset: int, length: int) -> bool:
    """The piece is the next one; False: we have it. Raises WrongOffset for any other."""
    if offset + length <= upload.received:
        return False
    is_last = offset + length == upload.size
    fits = offset == upload.received and offset + length <= upload.size and upload.checked_at is None
    if not fits or not (is_last or length >= SMALLEST_PIECE):
        raise WrongOffset(upload.received)
    return True
