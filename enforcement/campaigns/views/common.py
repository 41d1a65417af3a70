"""What the pages share: what is seen, the words of steps and events, figures drawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.campaigns import queries
from enforcement.campaigns.queries import figures
from enforcement.campaigns.states import OPEN, UNDONE, Indicator, Pace, TargetState
from envportal.audit import log
from envportal.web.views import bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from enforcement.campaigns.models import Campaign, Target
    from envportal.cases.models import Case

WORDS: dict[str, str | _StrPromise] = {
    "add": pgettext_lazy("verb", "列入一个对象"),
    "list_table": pgettext_lazy("verb", "用表格列入"),
    "progress_table": pgettext_lazy("verb", "用表格更新进度"),
    "start": pgettext_lazy("verb", "启动行动"),
    "tell": pgettext_lazy("verb", "把进度交公示栏"),
    "close": pgettext_lazy("verb", "结束并总结"),
    "edit": pgettext_lazy("verb", "修改方案"),
    "cancel": pgettext_lazy("verb", "取消行动"),
    "begin": pgettext_lazy("verb", "登记开始"),
    "report": pgettext_lazy("verb", "报告完成"),
    "verify": pgettext_lazy("verb", "现场核实完成"),
    "send_back": pgettext_lazy("verb", "退回：没有完成"),
    "take_back": pgettext_lazy("verb", "撤销核实"),
    "as_person": pgettext_lazy("verb", "改为个人：公开时只写姓"),
    "ask_visit": pgettext_lazy("verb", "提出检查需求"),
    "ask_change": pgettext_lazy("verb", "请求延期、不再实施或者移出"),
}
EVENTS: dict[str, str | _StrPromise] = {
    "campaign_opened": _("立项"),
    "campaign_edited": _("修改方案"),
    "campaign_started": _("启动"),
    "campaign_told": _("进度交公示栏"),
    "campaign_untold": _("月度进度没有交出"),
    "campaign_result_corrected": _("结束以后撤销核实，结果重新计算"),
    "campaign_closed": _("结束"),
    "campaign_cancelled": _("取消"),
    "campaign_targets_table": _("用表格列入"),
    "campaign_progress_table": _("用表格更新进度"),
    "target_added": _("列入"),
    "target_changed": _("改正"),
    "target_taken_off": _("去掉"),
    "target_begun": _("开始"),
    "target_under_way": _("开始"),
    "target_reported": _("报告完成"),
    "target_sent_back": _("退回：没有完成"),
    "target_verified": _("现场核实完成"),
    "target_taken_back": _("撤销核实"),
    "target_is_person": _("改为个人"),
    "target_visit_asked": _("提出检查需求"),
    "target_change_asked": _("提出请求"),
    "target_change_answered": _("答复请求"),
}
SAYS = ("why", "words", "listed", "table", "township")
TONES = {
    TargetState.VERIFIED: "done", TargetState.REMOVED: "idle", TargetState.DROPPED: "idle",
    TargetState.POSTPONED: "soon", TargetState.REPORTED: "soon",
}  # fmt: skip
PACES = {Pace.REACHED: "done", Pace.BEHIND: "late", Pace.MISSED: "late", Pace.UNCOUNTED: "idle"}
STACK, WIDTH, STEP = 8, 560.0, 46.0


def visible(request: HttpRequest) -> QuerySet[Campaign]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def targets(request: HttpRequest) -> QuerySet[Target]:
    return queries.targets(request.user, timezone.localdate())  # type: ignore[arg-type]


def timeline(case: Case, *, number: int | None = None) -> list[dict[str, object]]:
    """What happened, the latest first: to the whole, or to one target."""
    found = log.history(case).filter(name__in=EVENTS)
    found = found.filter(name__startswith="campaign_") if number is None else found.filter(facts__target=number)
    return [
        {
            "at": one.at, "verb": EVENTS[one.name], "text": one.actor_name or _("系统"),
            "small": next((str(one.facts[name]) for name in SAYS if one.facts.get(name)), ""),
        }
        for one in reversed(found)
    ]  # fmt: skip


def row(target: Target, today: date, campaign: Campaign | None = None) -> dict[str, Any]:
    """A row of a list with what it says of time; where its campaign ended, nothing is left of it."""
    campaign = campaign or target.campaign
    from_now = (target.due_on - figures.counted_on(campaign, today)).days
    is_open = target.state in UNDONE
    is_awaited = is_open and campaign.state in OPEN
    return {
        "row": target, "tone": TONES.get(TargetState(target.state), ""), "left": from_now if is_awaited else None,
        "late": is_open and from_now < 0,
        "was_late": not is_open and target.reported_on is not None and target.reported_on > target.due_on,
    }  # fmt: skip


def shown(told: dict[str, Any]) -> dict[str, Any]:
    """Figures as a page shows them: in words, as bars, and as the table of the same numbers."""
    reached = told["standing"]
    pace, indicator = Pace(reached["pace"]), Indicator(reached["indicator"])
    months = [{**one, "first": date.fromisoformat(one["first"])} for one in told["months"]]
    return {
        "reached": reached, "pace": pace.label, "pace_tone": PACES.get(pace, ""), "indicator": indicator.label,
        "is_by_count": indicator == Indicator.SHARE, "townships": told["townships"],
        "stack": drawn(told["townships"]), "chart": months_drawn(months, float(reached["target"])),
    }  # fmt: skip


def drawn(townships: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A bar a township: verified, then what is left; the longest fills the width. The table below says the same."""
    shown = [one for one in townships if one["kept"]][:STACK]
    longest = max((one["kept"] for one in shown), default=0) or 1
    lines = []
    for at, one in enumerate(shown):
        done = WIDTH * one["verified"] / longest
        lines.append({
            **one, "text": bars.px(STEP * at + 16), "y": bars.px(STEP * at + 22), "done": bars.px(done),
            "rest": bars.px(WIDTH * one["left"] / longest), "from": bars.px(done),
        })  # fmt: skip
    return {"rows": lines, "height": bars.px(STEP * len(lines) or STEP), "hidden": len(townships) - len(shown)}


def months_drawn(months: Sequence[dict[str, Any]], target: float) -> dict[str, Any]:
    """A bar a month, of a hundred; the line is the aim."""
    rates = [min(float(one["rate"] or 0), 100.0) for one in months]
    step = bars.WIDTH / max(len(rates), 1)
    tall = bars.ONE_HEIGHT / 100
    lines = [
        {
            **one, **bars.place(at, step, 0.62), "height": bars.px(tall * rate),
            "y": bars.px(bars.ONE_AXIS - tall * rate), "above": bars.px(bars.ONE_AXIS - tall * rate - 6),
            "label": bars.month_label(one["first"]), "tells": at % _every(len(rates)) == 0,
        }
        for at, (one, rate) in enumerate(zip(months, rates, strict=True))
    ]  # fmt: skip
    return {"rows": lines, "limit": bars.px(bars.ONE_AXIS - tall * target)}


def _every(n: int) -> int:
    """Of many months not each is named."""
    return 1 + (n - 1) // 12
