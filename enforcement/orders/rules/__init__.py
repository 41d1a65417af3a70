"""Who may do which step of which kind of case, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.orders.guards import NotPossible, NotYet, OutOfOrder, SamePerson
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.rules import gate
from enforcement.orders.rules.verbs import ORDER, PENALTY, SEALING, Verb
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User

__all__ = ["ORDER", "PENALTY", "SEALING", "available", "gate", "may_open", "on_a_day", "require", "verb_of"]

Room = Order | Penalty | Sealing
OPEN_CASE: Final = "enforce.open_case"
VIEW: Final = "enforce.view"
CALCULATE: Final = "enforce.calculate"
TABLES: Final[dict[type, dict[str, Verb]]] = {Order: ORDER, Penalty: PENALTY, Sealing: SEALING}


def verb_of(row: Room, name: str) -> Verb:
    return TABLES[type(row)][name]


def require(name: str, user: User, row: Room, on: date) -> None:
    """Raise NotYours, SamePerson, or OutOfOrder, unless the person may do the step on this case now."""
    verb = verb_of(row, name)
    cases.require(user, verb.action, row.case, on)
    if verb.four_eyes and user.pk in gate.investigators(row):
        raise SamePerson(_("您经办了本案的调查，这一步须由另一人办理。"), "行政处罚法第58条、第64条")
    if not _fits(verb, name, row):
        words = {"state": row.get_state_display()}
        raise OutOfOrder(_("这一步现在不能办：本件处在“%(state)s”阶段。") % words)
    if verb.ripe and not gate.may_go_on(name, row, on):  # type: ignore[arg-type]
        raise NotYet(_("当事人陈述申辩、听证结束并复核以后才办这一步。"), "行政处罚法第57条、第58条、第65条")


def available(user: User, row: Room, on: date) -> list[str]:
    """The steps this person may take now, in the order of the table."""
    looked_into_it = user.pk in gate.investigators(row)
    return [
        name
        for name, verb in TABLES[type(row)].items()
        if _fits(verb, name, row)
        and not (verb.four_eyes and looked_into_it)
        and not (verb.ripe and not gate.may_go_on(name, row, on))  # type: ignore[arg-type]
        and cases.may(user, verb.action, row.case, on)
    ]


def _fits(verb: Verb, name: str, row: Room) -> bool:
    if row.state not in verb.states and verb.states:
        return False
    flows = getattr(row, verb.flow or name, None)
    if flows is not None and verb.flow != "-" and not can_proceed(flows):
        return False
    return verb.when is None or bool(verb.when(row))


def may_open(user: User) -> None:
    """An inspector opens cases."""
    if user.bureau_id is None or not codes(user, OPEN_CASE):
        raise NotYours(_("由执法人员立案和起草。"), OPEN_CASE)


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))
