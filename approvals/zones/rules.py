"""Who may do which verb with a plan, and what a plan asks of a project inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.zones.guards import BASIS, SIMPLER, Banned, NotPossible, NotSimplified, OutOfOrder, OverTotal
from approvals.zones.models import UNITS
from approvals.zones.states import BanKind, State
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from approvals.zones.models import Inside, Plan
    from envportal.accounts.models import User
    from envportal.cases.models import Case

VIEW, KEEP, CONCLUDE, PLACE = "zone.view", "zone.keep", "zone.conclude", "zone.place"
# Verb → the row of the matrix; when it is possible, the flow says.
VERBS: Final[dict[str, str]] = {
    "draft": KEEP,
    "submit": KEEP,
    "send_back": KEEP,
    "conclude": CONCLUDE,
    "follow_up": KEEP,
    "confirm": CONCLUDE,
    "end": CONCLUDE,
}


@dataclass(frozen=True)
class Binding:
    """What binds a project on a day: its zone's plan, and what of the negative list it meets."""

    plan: Plan
    met: tuple[str, ...]

    @property
    def simplifies(self) -> bool:
        """Whether the owner may consult the public in the simpler way (公众参与办法第31条): it fits the plan."""
        return self.plan.simplifies and not self.met


def require(name: str, user: User, plan: Plan, on: date) -> None:
    cases.require(user, VERBS[name], plan.case, on)
    if not can_proceed(getattr(plan, name)):
        raise OutOfOrder(_("这一步现在不能办：本件处在“%(state)s”阶段。") % {"state": State(plan.state).label})


def available(user: User, plan: Plan, on: date) -> list[str]:
    return [
        name
        for name, action in VERBS.items()
        if can_proceed(getattr(plan, name)) and cases.may(user, action, plan.case, on)
    ]


def may_keep(user: User) -> None:
    if not codes(user, KEEP) or user.bureau_id is None:
        raise NotYours(_("开发区规划环评不由您办理。"), KEEP)


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))


def may_place(user: User, case: Case, on: date) -> None:
    cases.require(user, PLACE, case, on)
    if case.closed_on is not None:
        raise NotPossible(_("本件已办结，不能再改所在的开发区。"))


def met(plan: Plan, case: Case, inside: Inside) -> tuple[str, ...]:
    """What of the negative list a project meets: its industry by code, or a process somebody found."""
    industry = (case.project.industry if case.project else "").lstrip("ABCDEFGHIJKLMNOPQRST")
    found = [
        str(ban)
        for ban in plan.bans.order_by("pk")
        if ban.kind == BanKind.INDUSTRY and industry.startswith(ban.code.lstrip("ABCDEFGHIJKLMNOPQRST"))
    ]
    return (*found, inside.process) if inside.is_banned else tuple(found)


def not_banned(binding: Binding) -> None:
    if binding.met:
        words = {"zone": binding.plan.zone, "what": "；".join(binding.met), "number": binding.plan.opinion_number}
        raise Banned(_("项目属于%(zone)s负面清单：%(what)s（%(number)s）。") % words, BASIS)


def within_totals(plan: Plan, needed: Mapping[str, Decimal]) -> None:
    """Raise OverTotal where a project needs more than is left of the zone's total."""
    for total in plan.totals.order_by("pollutant"):
        need = needed.get(total.pollutant)
        if need and need * UNITS > total.most - total.used:
            words = {
                "zone": plan.zone, "pollutant": total.get_pollutant_display(), "need": f"{need.normalize():f}",
                "left": f"{total.left.normalize():f}", "number": plan.opinion_number,
            }  # fmt: skip
            sentence = _("%(zone)s规划环评的%(pollutant)s总量还剩 %(left)s 吨，项目需要 %(need)s 吨（%(number)s）。")
            raise OverTotal(sentence % words, BASIS)


# THE SIMPLER WAY --------------------------------------------------------------------
def simplified(found: Sequence[Binding], opinion_number: str, since: date) -> None:
    """公众参与办法第31条: in a zone whose planning EIA was finished when the consultation began, and fitting it."""
    if not found:
        raise NotSimplified(_("没有完成规划环评并且允许简化的开发区，公众参与不能简化。"), SIMPLER)
    chosen = next((one for one in found if one.plan.opinion_number == opinion_number), None)
    if chosen is None:
        raise NotSimplified(
            _("项目不在“%(number)s”的开发区内，公众参与不能简化。") % {"number": opinion_number}, SIMPLER
        )
    fits(chosen)
    begun = chosen.plan.opinion_on
    if begun is not None and since < begun:
        raise NotSimplified(_("征求意见开始时，规划环评的审查意见还没有出具，公众参与不能简化。"), SIMPLER)


def fits(binding: Binding) -> None:
    if binding.met:
        words = {"zone": binding.plan.zone, "what": "；".join(binding.met)}
        raise NotSimplified(_("项目属于%(zone)s负面清单（%(what)s），公众参与不能简化。") % words, SIMPLER)


def confirmed(stood: Plan | None, opinion_number: str) -> None:
    if stood is None or stood.opinion_number != opinion_number or not stood.simplifies:
        raise NotSimplified(
            _("建设单位简化了公众参与，但是项目没有登记在“%(number)s”的开发区内：核对登记，不符的退回补做公众参与。")
            % {"number": opinion_number},
            SIMPLER,
        )
