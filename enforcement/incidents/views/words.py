"""How much time is left to tell whom, in words, and what the log says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from enforcement.incidents import queries

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.incidents.models import Incident, Recipient, Round
    from envportal.deadlines.models import Clock

SOON = 60
VERBS: dict[str, Any] = {
    "tell": pgettext_lazy("verb", "登记报告"),
    "grade": pgettext_lazy("verb", "核实定级"),
    "note": pgettext_lazy("verb", "登记处置"),
    "write": pgettext_lazy("verb", "拟写报告"),
    "publish": pgettext_lazy("verb", "提交公开"),
    "link": pgettext_lazy("verb", "关联案件"),
    "visit": pgettext_lazy("verb", "提出检查需求"),
    "conclude": pgettext_lazy("verb", "写明调查结论"),
    "send_back": pgettext_lazy("verb", "退回补充结论"),
    "close": pgettext_lazy("verb", "结案"),
    "dismiss": pgettext_lazy("verb", "不是突发环境事件"),
    "correct_time": pgettext_lazy("verb", "更正接报（发现）时间"),
}
WRITE = pgettext_lazy("verb", "拟写%(kind)s")
EVENTS: dict[str, Any] = {
    "incident_reported": gettext_lazy("接报"),
    "incident_time_corrected": gettext_lazy("更正接报（发现）时间"),
    "incident_graded": gettext_lazy("核实定级"),
    "incident_told": gettext_lazy("登记报告"),
    "incident_report_written": gettext_lazy("拟写报告"),
    "incident_report_signed": gettext_lazy("签发报告"),
    "incident_measure_noted": gettext_lazy("登记处置"),
    "incident_linked": gettext_lazy("关联案件"),
    "incident_visit_asked": gettext_lazy("提出检查需求"),
    "incident_handed_in": gettext_lazy("提交公开"),
    "incident_concluded": gettext_lazy("写明调查结论"),
    "incident_sent_back": gettext_lazy("退回补充结论"),
    "incident_closed": gettext_lazy("结案"),
    "incident_dismissed": gettext_lazy("经核实不是突发环境事件"),
    "reporter_seen": gettext_lazy("查看报告人"),
    "yellow_card_opened": gettext_lazy("黄牌"),
    "red_card_opened": gettext_lazy("红牌"),
}


@dataclass(frozen=True)
class Standing:
    """Of one round at a minute: who knows, who does not, by when, how late."""

    round: Round
    clock: Clock | None
    at: datetime

    @property
    def due_at(self) -> datetime | None:
        return self.clock.due_at if self.clock else None

    @property
    def untold(self) -> list[Recipient]:
        return [one for one in self.round.recipients.all() if one.told_at is None]

    @property
    def unwritten(self) -> list[Recipient]:
        return [one for one in self.round.recipients.all() if one.told_at is not None and one.written_at is None]

    @property
    def ended_at(self) -> datetime | None:
        """When the last of them was told, or nobody had to be any more; None as long as somebody has to be."""
        if self.untold:
            return self.clock.stopped_at if self.clock else None
        return max(one.told_at for one in self.round.recipients.all() if one.told_at)

    @property
    def minutes(self) -> int:
        """To the end, negative after it; of a round that ended, how much was left."""
        if self.due_at is None:
            return 0
        return int((self.due_at - (self.ended_at or self.at)).total_seconds() / 60)

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and (self.ended_at or self.at) >= self.due_at

    @property
    def tone(self) -> str:
        if self.is_late:
            return "late"
        return "soon" if self.untold and self.minutes <= SOON else ""

    @property
    def left(self) -> str:
        """还剩 1 小时 37 分, 已超 12 分."""
        hours, minutes = divmod(abs(self.minutes), 60)
        told = {"h": hours, "m": minutes}
        if self.is_late:
            return _("已超 %(h)s 小时 %(m)s 分") % told if hours else _("已超 %(m)s 分") % told
        return _("还剩 %(h)s 小时 %(m)s 分") % told if hours else _("还剩 %(m)s 分") % told


def standing(of: Round, clocks: list[Clock], at: datetime) -> Standing:
    """The round beside the clock that began with it."""
    begun = (one for one in clocks if one.matter == of.matter and one.started_at == of.since)
    return Standing(of, next(begun, None), at)


def standings(incident: Incident, at: datetime) -> list[Standing]:
    """Every round with its end; the one that runs stands last."""
    clocks = list(incident.case.clocks.all())
    return [standing(one, clocks, at) for one in incident.rounds.all()]


def now_of(incident: Incident, at: datetime) -> Standing:
    return standing(queries.last_round(incident), list(incident.case.clocks.all()), at)
