"""A version of a check list: proposed by one person, decided by another, from a day to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enforcement.inspections import guards
from enforcement.inspections.models import CheckList
from enforcement.inspections.rules import AGREE_LIST, may

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User


def may_be_proposed(user: User, code: str, valid_from: date, today: date) -> None:
    """One proposal of a list at a time, for a day that has not begun without it."""
    if valid_from < today:
        raise guards.NotPossible(_("施行日不能早于今天：进行中的检查按开始时的版本。"))
    own = CheckList.objects.filter(bureau=user.bureau, code=code)
    if own.filter(is_agreed=None).exists():
        raise guards.NotPossible(_("这份清单已经有一个新版本等待同意。"))
    if own.filter(is_agreed=True, valid_from=valid_from).exists():
        raise guards.NotPossible(_("这份清单已经有同一天施行的版本，请另定施行日。"))


def may_decide(user: User, version: CheckList) -> None:
    """四眼: who proposed a version does not decide on it."""
    may(user, AGREE_LIST, version.bureau)
    if version.is_agreed is not None:
        raise guards.OutOfOrder(_("这个版本已经有人决定。"))
    if version.proposed_by_id == user.pk:
        raise guards.SamePerson(_("提出的人不能自己同意，请另一位负责人决定。"))


def is_to_come(version: CheckList, today: date) -> None:
    if version.valid_from < today:
        raise guards.NotPossible(_("施行日已过，请不同意后重新提出。"))
