"""督办: what somebody was not satisfied with three times, for those who watch the bureau, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from enforcement.petitions import queries, rules
from enforcement.petitions.states import OPEN, Satisfied
from envportal.deadlines.enums import Matter
from envportal.web.templatetags import days
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.petitions.models import Petition
    from envportal.deadlines.models import Clock


def watched(request: HttpRequest) -> QuerySet[Petition]:
    return queries.supervised(request.user, timezone.localdate())  # type: ignore[arg-type]


def limit(petition: Petition) -> Clock | None:
    """What the bureau has to have settled it by."""
    running = petition.case.running  # type: ignore[attr-defined]
    return next((one for one in running if one.matter == Matter.PETITION_SUPERVISED), None)


def to_do(petition: Petition) -> str:
    """What whoever supervises does now."""
    clock, told = limit(petition), _by_standing(petition)
    if clock is not None and clock.due_on < timezone.localdate():
        late = {"what": told, "day": days.short(clock.due_on)}
        return _("%(what)s；督办期限 %(day)s 已过，查看红牌并要求说明") % late
    return told


def _by_standing(petition: Petition) -> str:
    last = next(iter(petition.answered), None)  # type: ignore[attr-defined]
    if petition.state in OPEN:
        return _("督促新的经办人按期办理和答复")
    if last is None or last.satisfied != Satisfied.NO:
        return _("重新办理以后没有再不满意，看反映人的评价")
    if last.settled_why:
        return _("核对书面说明是否回应了反映人，看日志里三次办理的经过")
    return _("督促科室负责人决定重新办理，或者回访以后书面说明理由")


class Supervised(ListPage):
    """三次不满意: what waits first, by when, and what to do about it."""

    permission = rules.VIEW
    queryset = staticmethod(watched)
    template_name = "petitions/supervised.html"
    title = _l("三次不满意，督办件")
    file_name = "supervised-petitions"
    take_away = "export.case_list"
    counted = _l("共 %(n)s 件")
    empty_sentence = _l("没有三次不满意的信访举报。")
    empty_more = _l("反映人第三次不满意，本件就列在这里，开始计算督办期限，并通知监察和局领导。")
    columns = (
        Column(_l("编号"), lambda row: row.case.number, "case__number"),
        Column(_l("反映的问题"), lambda row: row.case.title, "case__title"),
        Column(_l("督办时间"), "supervised_at", "supervised_at"),
        Column(_l("不满意次数"), "bad", "bad"),
        Column(_l("状态"), "get_state_display", "state"),
        Column(_l("科室"), lambda row: row.case.section or "", "case__section__name"),
        Column(_l("经办"), lambda row: row.case.holder or "", "case__holder__name"),
        Column(_l("督办期限"), lambda row: clock.due_on if (clock := limit(row)) else ""),
        Column(_l("要做的事"), to_do),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            clock = limit(row)
            listed.append({"row": row, "clock": clock, "late": bool(clock and clock.due_on < today), "do": to_do(row)})
        return {**context, "listed": listed}
