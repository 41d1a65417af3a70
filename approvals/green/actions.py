"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from approvals.green import queries, rules
from approvals.green.models import Definition, GreenChannel
from disclosure.board import board
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import review_section, staff_with
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import User

# What the channel gives; everything else is as for everybody.
FIRST = _l("随到随批：经办人和局领导的办理次序优先，不等会审会；审批条件、法定时限和公示期限不变")


@transaction.atomic
def define(
    bureau_pk: int, *, valid_from: date, criteria: str, source: str, longest: int, by: User, at: datetime, key: str = ""
) -> Definition:
    """Publish a version of the definition, from a day on; what is in force is never changed."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    done = log.already(key)
    if done is not None:
        return Definition.objects.get(pk=int(str(done.facts["definition"])))
    rules.is_of(by, bureau, "green.define")
    if valid_from < timezone.localdate(at) or queries.definitions(bureau.pk).filter(valid_from=valid_from).exists():
        raise rules.NoDefinition(_("施行日不能早于今天，也不能与另一版相同。"))
    found = Definition.objects.create(
        bureau=bureau, valid_from=valid_from, criteria=criteria, source=source, longest=longest, approved_by=by,
        approved_at=at,
    )  # fmt: skip
    facts = {"definition": found.pk, "bureau": bureau.code, "valid_from": valid_from}
    log.record(None, "green_definition_set", by=by, at=at, key=key or None, facts=facts)
    return found


@transaction.atomic
def ask(pk: int, *, criterion: str, reason: str, by: User, at: datetime, key: str = "") -> GreenChannel:
    """提出: by the window, the officer or the head, by a line of the definition; never for what is screened out."""
    case = lock(Case, pk)
    if log.already(key):
        return GreenChannel.objects.filter(case=case).latest("pk")
    on = timezone.localdate(at)
    case_rules.require(by, "green.ask", case, on)
    rules.is_application(case)
    definition = rules.of_the_definition(case.bureau, criterion, on)
    rules.not_screened_out(case, on)
    rules.may_be_public(reason)
    if case.closed_on is not None or queries.open_of(case) is not None:
        raise rules.InChannel(_("本件已经办结，或者已经提出或进入绿色通道。"))
    channel = GreenChannel.objects.create(
        case=case, definition=definition, criterion=criterion, reason=reason, asked_by=by, asked_at=at
    )
    log.record(case, "green_asked", by=by, at=at, key=key or None, facts={"reason": reason})
    _tell(channel, "green_asked", staff_with(case.bureau, Role.LEADER), at=at)
    return channel


@transaction.atomic
def grant(pk: int, *, ends_on: date, by: User, at: datetime, key: str = "") -> GreenChannel:
    """批准: by a leader who did not ask, until a day; what it does to others is kept, the board is told."""
    channel = lock(GreenChannel, pk)
    if log.already(key):
        return channel
    on, case = timezone.localdate(at), channel.case
    _may_decide(channel, by, on)
    rules.not_screened_out(case, on)
    rules.ends_in_time(channel.definition, ends_on, on)
    effect = rules.effect(case, on)
    channel.grant()
    channel.decided_by, channel.decided_at, channel.granted_on, channel.ends_on = by, at, on, ends_on
    channel.overtaken, channel.delay, channel.behind = effect.overtaken, effect.delay, effect.behind
    channel.save()
    if case.section is None:
        # Still at the window: the review section sees it from now on, and prepares beside intake.
        case.section = review_section(case.bureau)
        case.save(update_fields=["section"])
    facts = {"until": ends_on, "overtaken": effect.overtaken, "behind": effect.behind}
    facts["delay"] = str(effect.delay)
    log.record(case, "green_granted", by=by, at=at, key=key or None, facts=facts)
    _to_the_board(channel, by=by, at=at)
    _tell(channel, "green_granted", [one for one in (case.holder, channel.asked_by) if one], at=at)
    return channel


@transaction.atomic
def decline(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> GreenChannel:
    """不同意, for a reason."""
    channel = lock(GreenChannel, pk)
    if log.already(key):
        return channel
    _may_decide(channel, by, timezone.localdate(at))
    channel.decline()
    channel.decided_by, channel.decided_at, channel.declined_why = by, at, reason
    channel.save()
    log.record(channel.case, "green_declined", by=by, at=at, key=key or None, facts={"reason": reason})
    _tell(channel, "green_declined", [channel.asked_by], at=at, reason=reason)
    return channel


@transaction.atomic
def end(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> GreenChannel:
    """退出 before its last day; the notice says so in its next version."""
    channel = lock(GreenChannel, pk)
    if log.already(key):
        return channel
    on = timezone.localdate(at)
    case_rules.require(by, "green.decide", channel.case, on)
    rules.may_be_public(reason)
    if queries.standing(channel.case, on) != channel:
        raise rules.InChannel(_("本件现在不在绿色通道。"))
    channel.end()
    channel.ended_on, channel.ended_at, channel.ended_why = on, at, reason
    channel.save()
    log.record(channel.case, "green_ended", by=by, at=at, key=key or None, facts={"reason": reason})
    _to_the_board(channel, by=by, at=at)
    return channel


def _may_decide(channel: GreenChannel, by: User, on: date) -> None:
    case_rules.require(by, "green.decide", channel.case, on)
    if channel.asked_by_id == by.pk:
        raise rules.AskedOneself(_("提出的人不能自己批准。"))
    if queries.open_of(channel.case) != channel or channel.decided_by_id is not None or channel.case.closed_on:
        raise rules.InChannel(_("这一项已经有人处理，或者本件已经办结。"))


def _to_the_board(channel: GreenChannel, *, by: User, at: datetime) -> None:
    """What the public reads of it; a second person publishes it."""
    case = channel.case
    owner = case.enterprise
    with translation.override("zh-hans"):
        facts = {
            "项目名称": case.title,
            "建设单位": owner.name if owner else "",
            "统一社会信用代码": owner.uscc if owner else "",
            "进入日期": _day(channel.granted_on),
            "进入理由和依据": f"{channel.criterion}。{channel.reason}（{channel.definition.source}）",
            "优先在哪里": str(FIRST),
            "退出日期": _day(channel.over_on),
            "退出理由": channel.ended_why or "批准的期限届满",
        }
        title = f"绿色通道：{case.title}"
    board.submit(
        case, board.Kind.GREEN_CHANNEL, title=title, facts=facts, by=by, at=at, reason=channel.ended_why
    )  # fmt: skip


def _day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def _tell(channel: GreenChannel, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"channel": channel, "link": f"/desk/green/{channel.pk}/"}
    outbox.post(channel.case, template, to=to, context={**link, **context}, at=at)
