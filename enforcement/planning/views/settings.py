"""What plans go by: caps, classes, days off; and how the townships are covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import visiting
from enforcement.planning import actions, forms, queries, rules
from enforcement.planning.enums import Risk
from enforcement.planning.rules import coverage
from enforcement.planning.views.common import Fresh, own
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.planning.models import Cap, RiskClass, Road


# CAPS -------------------------------------------------------------------------------------
def visible_caps(request: HttpRequest) -> QuerySet[Cap]:
    return queries.caps_of(request.user.bureau)  # type: ignore[union-attr]


class Caps(ListPage):
    """Caps in force, those proposed, and those that were replaced."""

    permission = rules.VIEW
    queryset = staticmethod(visible_caps)
    template_name = "planning/caps.html"
    title = _("年度检查频次上限")
    file_name = "inspection-caps"
    counted = _("共 %(n)s 项")
    empty_sentence = _("还没有设上限。")
    empty_more = _("一个人提出，局领导同意以后公布并生效；没有上限的类别不限次数。")
    columns = (
        Column(_("年度"), "year", "year"),
        Column(_("风险类别"), "get_risk_display", "risk"),
        Column(_("最多几次"), "visits"),
        Column(_("公布依据"), "basis"),
        Column(_("提出人"), lambda row: row.proposed_by.name),
        Column(_("同意人"), lambda row: row.agreed_by.name if row.agreed_by else ""),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may  # type: ignore[attr-defined]
        return super().get_context_data(proposes=may(rules.SET_CAP), agrees=may(rules.AGREE_CAP), **kwargs)


class ProposeCap(Fresh):
    permission = rules.SET_CAP
    form_class = forms.CapForm
    action = staticmethod(actions.propose_cap)
    there = "planning:caps"
    title = _("提出年度检查频次上限")
    button = pgettext_lazy("verb", "提出")
    done = _("已提出，等局领导同意。")

    def get_initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year}


class AgreeCap(StepView):
    permission = rules.AGREE_CAP
    queryset = staticmethod(visible_caps)
    rule = staticmethod(rules.may_agree)
    action = staticmethod(actions.agree_cap)
    title = _("同意并公布上限")
    button = pgettext_lazy("verb", "同意并公布")
    done = _("上限已生效并公布。")

    def get_success_url(self) -> str:
        return reverse("planning:caps")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": f"{self.object} · {self.object.basis}", **kwargs})


# CLASSES AND DAYS OFF ---------------------------------------------------------------------
def visible_classes(request: HttpRequest) -> QuerySet[RiskClass]:
    return queries.risk_rows(request.user.bureau)  # type: ignore[union-attr]


class Classes(ListPage):
    """Who was put into which class, the newest first."""

    permission = rules.VIEW
    queryset = staticmethod(visible_classes)
    template_name = "planning/classes.html"
    title = _("企业风险类别")
    file_name = "risk-classes"
    counted = _("共 %(n)s 条登记")
    empty_sentence = _("还没有登记；没有登记的企业都是一般监管对象。")
    columns = (
        Column(_("企业"), lambda row: row.enterprise.name, "enterprise__name"),
        Column(_("风险类别"), "get_risk_display", "risk"),
        Column(_("从哪一天起"), "since", "since"),
        Column(_("理由"), "why"),
        Column(_("登记人"), lambda row: row.set_by.name),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sums = queries.risk_counts(own(self), timezone.localdate())
        return super().get_context_data(
            sums=[(risk.label, sums[risk]) for risk in Risk],
            classifies=self.request.may(rules.CLASSIFY), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


class Classify(Fresh):
    permission = rules.CLASSIFY
    form_class = forms.ClassForm
    action = staticmethod(actions.classify)
    there = "planning:classes"
    title = _("登记风险类别")
    button = pgettext_lazy("verb", "登记")
    done = _("风险类别已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "enterprises": queries.enterprises(own(self))}


class Away(Fresh):
    permission = rules.PLAN
    form_class = forms.AwayForm
    action = staticmethod(actions.be_away)
    there = "planning:plans"
    title = _("登记不能排检查的日子")
    intro = _("不用写原因。")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记，这几天不排这个人。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "inspectors": visiting.inspectors(own(self))}


# WAYS -------------------------------------------------------------------------------------
def visible_roads(request: HttpRequest) -> QuerySet[Road]:
    return queries.roads(request.user.bureau)  # type: ignore[union-attr]


class Roads(ListPage):
    """How long the ways are the planner reckons with."""

    permission = rules.VIEW
    queryset = staticmethod(visible_roads)
    template_name = "planning/roads.html"
    title = _("乡镇之间的路程")
    file_name = "roads"
    counted = _("共 %(n)s 条")
    empty_sentence = _("还没有登记路程。")
    empty_more = _("没有登记的，按每次检查往返 60 分钟排；登记以后，同一乡镇的检查尽量排在同一天。")
    columns = (
        Column(_("从"), lambda row: row.first or forms.SEAT_WORD, "first"),
        Column(_("到"), "second", "second"),
        Column(_("单程分钟"), "minutes", "minutes"),
        Column(_("登记人"), lambda row: row.set_by.name),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        writes = self.request.may(rules.CLASSIFY)  # type: ignore[attr-defined]
        return super().get_context_data(writes=writes, seat=forms.SEAT_WORD, **kwargs)


class WriteRoads(Fresh):
    permission = rules.CLASSIFY
    form_class = forms.RoadsForm
    action = staticmethod(actions.write_roads)
    there = "planning:roads"
    title = _("登记乡镇之间的路程")
    intro = _("整张表一起保存：删去的行不再作数。没有写的路按往返本局 60 分钟排。")
    button = pgettext_lazy("verb", "保存")
    done = _("路程已登记，以后排的计划按这张表。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "townships": [name for name in queries.townships(own(self)) if name]}

    def get_initial(self) -> dict[str, Any]:
        rows = queries.roads(own(self))
        lines = [f"{one.first or forms.SEAT_WORD} {one.second} {one.minutes}" for one in rows]
        return {"ways": "\n".join(lines)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = "、".join(name for name in queries.townships(own(self)) if name)
        caption = _("有企业的乡镇街道：%(names)s") % {"names": names} if names else ""
        return super().get_context_data(**{"caption": caption, **kwargs})


# COVERAGE ---------------------------------------------------------------------------------
class Coverage(ListPage):
    """Townships, those unvisited for longest first."""

    permission = rules.VIEW
    template_name = "planning/coverage.html"
    title = _("乡镇检查覆盖")
    file_name = "coverage"
    form_class = forms.CoverageFind
    counted = _("共 %(n)s 个乡镇街道")
    empty_sentence = _("还没有登记企业。")
    columns = (
        Column(_("乡镇街道"), lambda row: row.name or _("没有登记乡镇的")),
        Column(_("企业"), "enterprises"),
        Column(_("今年检查过"), "visited"),
        Column(_("最近一次检查"), "last"),
        Column(_("已隔多少天"), lambda row: "" if row.days is None else row.days),
        Column(_("超过目标"), lambda row: _("是") if row.is_over else ""),
    )

    def get_queryset(self) -> Any:
        return coverage.of(own(self), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sets = self.request.may(rules.CLASSIFY)  # type: ignore[attr-defined]
        return super().get_context_data(target=queries.target(own(self)), sets=sets, **kwargs)


class SetTarget(Fresh):
    permission = rules.CLASSIFY
    form_class = forms.TargetForm
    action = staticmethod(actions.set_target)
    there = "planning:coverage"
    title = _("设定覆盖目标")
    button = pgettext_lazy("verb", "保存目标")
    done = _("目标已设定。")

    def get_initial(self) -> dict[str, Any]:
        return {"days": queries.target(own(self))}
