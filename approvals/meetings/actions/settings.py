"""A new version of a bureau's rule on its meetings; what is in force is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.meetings.models import MeetingRule, Member, MustCome
from approvals.meetings.rules.bureaus import is_of
from envportal.accounts.models import Bureau, User
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal


class RuleInThePast(Refused):
    """A version begins on a day to come: what was decided under the old one stays as it was."""


class TooFewMembers(Refused):
    """A meeting has at least three members, one of whom chairs it."""


class MustComeWords(TypedDict, total=False):
    """One rule on what must come, as it was set."""

    document_kind: str
    industries: str
    investment_from: Decimal | None
    words: str


@transaction.atomic
def set_rule(
    bureau_pk: int, *, valid_from: date, members: Sequence[User], must_come: Sequence[MustComeWords], by: User,
    at: datetime, key: str = "", **facts: object,
) -> MeetingRule:  # fmt: skip
    """Set when the bureau meets, who sits there and what must come, from a day on."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    if (done := log.already(key)) is not None:
        return MeetingRule.objects.get(pk=int(str(done.facts["rule"])))
    is_of(by, bureau, "meeting.set")
    if valid_from < timezone.localdate(at):
        raise RuleInThePast(_("施行日不能早于今天：已经按旧规则上会的不变。"))
    if MeetingRule.objects.filter(bureau=bureau, valid_from=valid_from).exists():
        raise RuleInThePast(_("已有一版规则从这一天起施行，请另选一天。"))
    if len(members) < 3:
        raise TooFewMembers(_("会审会至少要有三名组成人员。"))
    rule = MeetingRule.objects.create(bureau=bureau, valid_from=valid_from, set_by=by, set_at=at, **facts)
    Member.objects.bulk_create(Member(rule=rule, user=one, order=n) for n, one in enumerate(members, 1))
    MustCome.objects.bulk_create(MustCome(rule=rule, **one) for one in must_come)
    log.record(
        None, "meeting_rule_set", by=by, at=at, key=key or None,
        facts={"rule": rule.pk, "bureau": bureau.code, "valid_from": valid_from,
               "must_come": [one["words"] for one in must_come]},
    )  # fmt: skip
    return rule
