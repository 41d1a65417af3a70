"""Who may say why a promise was missed, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.board.guards import PersonalData
from envportal.accounts.rules import codes
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from disclosure.performance.models import PledgeRecord
    from envportal.accounts.models import User


class NothingMissed(Refused):
    """The case was ended in time."""


def require_explain(user: User | AnonymousUser, record: PledgeRecord) -> None:
    """A leader answers for the promise of the bureau."""
    if not user.is_authenticated or user.bureau_id != record.bureau_id or not codes(user, "performance.explain"):
        raise NotYours(_("说明误期原因的是本局领导。"))
    if record.kept:
        raise NothingMissed(_("这件按期办结，没有误期。"))


def require_public_words(text: str) -> None:
    """An identity or bank number never becomes public."""
    if board.blocks(text):
        raise PersonalData(_("说明里有身份证号码或者银行卡号，请删去。"), "《个人信息保护法》第二十八条")
