"""What is asked before the inspectors leave: the list, the result, the signature, the hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import guards, queries
from enforcement.inspections.states import ATTESTED, Outcome, Result, Signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User

WITNESSES = 2
# So long a visit may last and still end "the same day" after midnight.
OVER_MIDNIGHT = timedelta(hours=8)


def all_looked_at(visit: Visit, outcome: str) -> None:
    if outcome == Outcome.GONE:
        return
    found = queries.findings_of(visit)
    left = [str(item.number) for item in queries.items_of(visit) if item.pk not in found]
    if left:
        raise guards.NotAllLookedAt(_("清单第 %(n)s 项还没有结果；不涉及的选“不涉及”。") % {"n": "、".join(left)})


def says_what(visit: Visit, outcome: str, signed: str, pointed_out: str) -> None:
    """The outcome is what findings and advice bear out."""
    if signed == Signed.NOBODY and outcome != Outcome.GONE:
        raise guards.NoWitnesses(_("现场无人的，检查结果只能是“未能检查”。"))
    has_something = bool(pointed_out.strip()) or visit.advice.exists()
    if outcome == Outcome.CLEAN and (has_something or visit.findings.filter(result=Result.NOT).exists()):
        raise guards.NothingUnderPoints(_("指出了问题、提了建议或者清单有不符合的，结果不能是“未发现问题”。"))
    if outcome in {Outcome.ADVISED, Outcome.ORDERED} and not pointed_out.strip():
        raise guards.NothingUnderPoints(_("写明指出的问题。"))


def is_signed(visit: Visit, signed: str, signer: str, witnesses: Sequence[User], *, has_file: bool) -> None:
    """The enterprise's person signs by name and hand, or two inspectors attest why not."""
    if signed in ATTESTED:
        team = {one.user_id for one in visit.people.all()}
        if len({one.pk for one in witnesses} & team) < WITNESSES:
            raise guards.NoWitnesses(_("拒绝签字或者现场无人的，由在场的两名检查人员注明。"), guards.TWO)
    elif not signer.strip() or not has_file:
        raise guards.NoWitnesses(_("写明签字人，并手写签名或者上传签字页的照片。"), guards.STRICT)


def left_after(came: datetime, left: datetime) -> None:
    if left < came.replace(second=0, microsecond=0):
        raise guards.NotPossible(_("离开时间不能早于入场时间；过了零点才离开的，写明离开日期。"))


def is_late(came: datetime, left: datetime, at: datetime) -> bool:
    """Whether the feedback came on a later day than the inspectors left.

    Who says that they left on another day than they came has stayed over midnight: a few hours, or the day they came
    is the one that counts.
    """
    day = timezone.localdate(left if left - came <= OVER_MIDNIGHT else min(came, left))
    return timezone.localdate(at) > day
