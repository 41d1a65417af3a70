"""Fines on the persons responsible for what a unit did, each a case of its own beside that of the unit.

The person is a party: told beforehand, heard, served, and owing. The case is no case of the enterprise: whoever acts
for it in the portal reads none of it, and the board gets nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import name_of, note, open_case
from enforcement.orders.actions.opening import tell_to_file
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty
from enforcement.orders.rules import law, limits
from enforcement.orders.states import CAME_TO_NOTHING, PENALTY, PenaltyKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def open_person(
    pk: int, *, person: str, post: str, facts: str, discovered_on: date, by: User, at: datetime, key: str = ""
) -> Penalty:
    """登记责任人员: the case of a person beside that of the unit, where the law fines such persons (法典第1100条)."""
    unit = lock(Penalty, pk)
    if event := log.already(key):
        return Penalty.objects.get(pk=event.facts["penalty"])
    today = timezone.localdate(at)
    rules.require("open_person", by, unit, today)
    rules.on_a_day(discovered_on, today)
    _may_be_opened(unit, person.strip(), discovered_on)
    # The title is read in lists and messages: it names the post, and nobody.
    title = f"{unit.case.enterprise}责任人员（{post}）：{name_of(unit.violation)}"
    case = open_case(PENALTY, title, enterprise=None, source=unit.case, by=by, at=at, why="person")
    penalty = Penalty.objects.create(
        case=case, kind=PenaltyKind.PERSON, beside=unit, person=person.strip(), post=post, is_person=True, facts=facts,
        violation=unit.violation, act_from=unit.act_from, act_until=unit.act_until, discovered_on=discovered_on,
        is_harmful=unit.is_harmful, opened_by=by,
    )  # fmt: skip
    clocks.start(case, Matter.CASE_FILING, variant="", on=discovered_on, by=by, at=at)
    note(penalty, "penalty_opened", by=by, at=at, violation=unit.violation)
    note(unit, "person_case_opened", by=by, at=at, key=key, penalty=penalty.pk, what=post)
    tell_to_file(penalty, at=at)
    return penalty


def _may_be_opened(unit: Penalty, person: str, discovered_on: date) -> None:
    if discovered_on < unit.act_from:
        raise NotPossible(_("违法行为的日期前后不符，请核对。"))
    limits.within_limitation(unit.act_until, discovered_on, unit.is_harmful)
    law.choose_for_person(unit.violation, act_on=unit.act_until or discovered_on, decided_on=discovered_on)
    if unit.persons.filter(person=person).exclude(state__in=CAME_TO_NOTHING).exists():
        raise NotPossible(_("已经对这名责任人员立案，一事不再罚。"), "行政处罚法第29条")
