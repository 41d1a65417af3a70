"""Who may ask and who may grant, what is never let in, and what a channel does to others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.green import queries
from approvals.meetings import resolutions
from disclosure.board import board
from envportal.accounts import rules as account_rules
from envportal.cases.queries import APPLICATION
from envportal.deadlines import clocks
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.green.models import Definition
    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case

# Guidance of the ministry on energy-hungry and polluting projects; its article was not read in full.
GUIDANCE: Final = "环环评〔2021〕45号"


class ScreenedOut(Refused):
    """An energy-hungry and polluting project never goes first."""


class NoDefinition(Refused):
    """The bureau has published no definition that holds on the day, or the line is none of it."""


class InChannel(Refused):
    """The case is in the channel, or waits for it, or is over."""


class AskedOneself(Refused):
    """Who asks does not grant."""


class NamesSomebody(Refused):
    """A reason is public: it names nobody's identity or bank number, nor a mobile number."""


class NoApplication(Refused):
    """Only an application of somebody goes first: no meeting, no planning of a zone."""


class TooLong(Refused):
    """A channel has a last day, no later than the definition allows."""


def is_application(case: Case) -> None:
    if not case.kind.startswith(APPLICATION):
        raise NoApplication(_("只有建设项目的审批申请可以进入绿色通道。"))


def not_screened_out(case: Case, on: date) -> None:
    """Raise for a project of a listed energy-hungry and polluting industry, as the access rules of the day have it."""
    if screening.is_high_energy(case, on):
        raise ScreenedOut(_("本项目属于“两高”行业，不能进入绿色通道。"), GUIDANCE)


def of_the_definition(bureau: Bureau, criterion: str, on: date) -> Definition:
    """The definition in force, if the criterion is one of its lines."""
    found = queries.definition_on(bureau, on)
    if found is None:
        raise NoDefinition(_("本局还没有公布绿色通道认定办法。"))
    if criterion not in found.lines:
        raise NoDefinition(_("所选的一条不在现行认定办法里，请重新选择。"))
    return found


def ends_in_time(definition: Definition, ends_on: date, on: date) -> None:
    if not on <= ends_on or (ends_on - on).days > definition.longest:
        raise TooLong(_("最后一天须在今天到 %(n)s 天之内。") % {"n": definition.longest})


def may_be_public(reason: str) -> None:
    """Raise for a reason that tells what nobody outside may read."""
    if board.blocks(reason) or board.without_mobiles(reason) != reason:
        raise NamesSomebody(_("理由会公开，请不要写身份证号、银行账号和手机号码。"))


def is_of(user: User, bureau: Bureau, action: str) -> None:
    """Raise NotYours unless the person may do this at their own bureau."""
    if user.bureau_id != bureau.pk or not account_rules.codes(user, action):
        raise NotYours(_("这件事不在您的办理范围内，请找经办人或本科室负责人。"), action)


@dataclass(frozen=True)
class Effect:
    """What a channel does to others: how many it overtakes, and by about how many working days each gets later."""

    overtaken: int
    delay: Decimal | None
    # Where it stands on the agenda of a meeting to come: the places it takes, and who waits behind it there.
    places: int = 0
    behind: int = 0


def effect(case: Case, on: date) -> Effect:
    """Overtaken: the undecided cases of the same officer promised for an earlier day, which this case goes before.

    Each gets later by the time one case takes: the working days of the last ninety days over the cases the officer
    ended in them. Nobody's pace is known where nothing was ended; then no days are told.
    """
    at_meetings = queries.places_ahead(case), resolutions.waits_behind(case)
    overtaken = queries.before(case).count()
    ended = queries.closed_lately(case, on)
    if not overtaken:
        return Effect(0, Decimal(0), *at_meetings)
    if not ended:
        return Effect(overtaken, None, *at_meetings)
    days = clocks.calendar_of(case.bureau_id).between(on - queries.PACE_DAYS, on)
    return Effect(overtaken, (Decimal(days) / ended).quantize(Decimal("0.01"), ROUND_UP), *at_meetings)
