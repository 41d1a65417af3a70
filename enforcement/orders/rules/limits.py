"""Limitation, and the fines from which a case is large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enforcement.orders.guards import PastLimitation
from enforcement.orders.rules import law, tables
from envportal.workdays.terms import corresponding_day

if TYPE_CHECKING:
    from datetime import date

    from enforcement.orders.models import Penalty


def years(is_harmful: bool) -> int:
    """Five years where pollution or damage resulted, else two."""
    return 5 if is_harmful else 2


def article(on: date) -> str:
    """The article on limitation in force on a day."""
    return "生态环境法典第1054条" if on >= law.CODE_FROM else "行政处罚法第36条"


def last_day(act_until: date, is_harmful: bool) -> date:
    """The last day on which an act may still be discovered; an act that goes on runs from its end."""
    return corresponding_day(act_until, 12 * years(is_harmful))


def within_limitation(act_until: date | None, discovered_on: date, is_harmful: bool) -> None:
    """Refuse a case discovered after its limitation; one whose act still goes on has none."""
    if act_until is None:
        return
    last = last_day(act_until, is_harmful)
    if discovered_on > last:
        words = {"years": years(is_harmful), "day": last.isoformat()}
        raise PastLimitation(
            _("违法行为终了后超过 %(years)s 年才发现（到 %(day)s 为止），不再给予处罚。") % words,
            article(discovered_on),
        )


def _is_large(matter: str, penalty: Penalty) -> bool:
    limit = tables.thresholds()[matter, "person" if penalty.is_person else "unit"]
    return penalty.amount is not None and penalty.amount >= limit


def may_be_heard(penalty: Penalty) -> bool:
    """较大数额罚款: the party may ask for a hearing (行政处罚法第63条)."""
    return _is_large("hearing", penalty)


def must_be_discussed(penalty: Penalty) -> bool:
    """情节复杂、重大或者偏离裁量表的: the leaders discuss it (行政处罚法第57条第二款)."""
    return penalty.is_complex or bool(penalty.deviates_why) or _is_large("discussion", penalty)


def must_be_reviewed(penalty: Penalty, was_heard: bool) -> bool:
    """法制审核 comes before what was heard, is complex or is large (行政处罚法第58条)."""
    return was_heard or must_be_discussed(penalty) or may_be_heard(penalty)


def shown_until(decided_on: date, is_serious: bool) -> date:
    months, _repair = tables.display()["serious" if is_serious else "ordinary"]
    return corresponding_day(decided_on, months)


def repair_from(decided_on: date, is_serious: bool) -> date:
    _shown, months = tables.display()["serious" if is_serious else "ordinary"]
    return corresponding_day(decided_on, months)
