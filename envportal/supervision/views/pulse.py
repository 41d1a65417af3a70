"""巡查心跳: what runs by itself, when it ran, what it would do now, and what is wrong with the time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.documents import queries as documents
from envportal.supervision import actions, queries, rules
from envportal.supervision.models import Alarm
from envportal.supervision.queries import pulse
from envportal.web.templatetags.days import moment
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from envportal.audit.models import Event
    from envportal.supervision.queries.pulse import Task

# Tasks by what they do, the legal ones first; one that is not named here stands under its own name.
WORDS = {
    "supervision.sweep": _("开牌和升级告知"),
    "applications.sweep_deemed_acceptance": _("期满视为受理"),
    "messaging.send_due": _("发送邮件"),
    "documents.render_pending": _("制作文书"),
    "audit.seal": _("日志封存"),
    "imports.carry_on": _("历史导入"),
    "planning.carry_on": _("计算检查计划"),
    "inspections.tell_missed": _("查找通知了没有去的检查"),
    "documents.scrub": _("文件复核"),
    "documents.sweep": _("清理未完成的上传"),
    "board.tell_subscribers": _("汇总新公示给订阅人"),
    "board.send_mails": _("发送订阅邮件"),
    "board.dump_open_data": _("开放数据整份文件"),
    "operations.static_copy": _("公开网页的静态副本"),
}
# These stand still while the time is in doubt.
LEGAL = ("supervision.sweep", "applications.sweep_deemed_acceptance")
HAPPENED = {
    "sweep_was_away": _("巡查中断"),
    "clock_suspected": _("时间可疑，暂停巡查"),
    "clock_trusted": _("时间恢复可信，继续巡查"),
}


class Pulse(Page):
    permission = "supervision.pulse"
    template_name = "supervision/pulse.html"
    title = _("巡查心跳")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at, user = timezone.now(), self.request.user
        held = queries.open_alarms().exists()
        return super().get_context_data(
            at=at, tasks=[_row(task, held=held) for task in _in_order(pulse.tasks(at))],
            due=pulse.due_in_view(user, at), silent=pulse.is_silent(at), swept=queries.last_sweep(),  # type: ignore[arg-type]
            open_alarms=queries.open_alarms().select_related("first_by"),
            may_confirm=self.request.may("time.confirm"),  # type: ignore[attr-defined]
            watches=self.request.may("supervision.board"),  # type: ignore[attr-defined]
            dead_letters=documents.dead_letters(),
            items=[_item(event) for event in pulse.told_of_itself()], **kwargs,
        )  # fmt: skip


def _in_order(tasks: list[Task]) -> list[Task]:
    names = list(WORDS)
    return sorted(tasks, key=lambda task: (names.index(task.name) if task.name in WORDS else len(names), task.name))


def _row(task: Task, *, held: bool) -> dict[str, Any]:
    return {"task": task, "word": WORDS.get(task.name, task.name), "held": held and task.name in LEGAL}


def _item(event: Event) -> dict[str, object]:
    """A line of the sweep's own history."""
    since, until = event.facts.get("since"), event.facts.get("until") or event.facts.get("clock")
    small = f"{_when(since)} — {_when(until)}" if until else ""
    return {"at": event.at, "verb": HAPPENED.get(event.name, event.name), "text": "", "small": small}


def _when(text: str | None) -> str:
    return moment(datetime.fromisoformat(text)) if text else "—"


class ConfirmTime(StepView):
    permission = "time.confirm"
    queryset = Alarm.objects.all()
    rule = staticmethod(rules.check_confirm_time)
    action = staticmethod(actions.confirm_time)
    template_name = "supervision/confirm_time.html"
    title = _("确认系统时间无误")
    intro = _("请对照手机或北京时间核对下面的系统时间。两人各确认一次后，系统按届满日补开漏开的牌。")
    button = _("时间无误，我确认")
    done = _("已确认。两人都确认后，下一次巡查即恢复。")
    success_url = reverse_lazy("supervision:pulse")

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(now=timezone.now(), **kwargs)
