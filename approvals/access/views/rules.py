"""The rules at the desk: the list, one rule with its versions, and how two people change it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.access import actions, queries
from approvals.access.actions.versions import touched
from approvals.access.enums import RuleKind
from approvals.access.forms import DeclineForm, NewRuleForm, RuleFilter, VersionForm
from approvals.access.models import RuleFile
from approvals.access.rules import changes
from approvals.access.rules.words import basis
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.forms import BaseForm

    from approvals.access.models import Rule
    from envportal.accounts.models import Bureau

SORTS: dict[str, Callable[[Rule], Any]] = {
    "kind": lambda rule: queries.KINDS.index(rule.kind),
    "title": lambda rule: rule.title,
    "dated": lambda rule: rule.dated_on or date.min,
    "since": lambda rule: rule.valid_from,
    "evidence": lambda rule: rule.evidence,
}


def bureau_of(request: HttpRequest) -> Bureau:
    bureau = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return bureau


class Rules(ListPage):
    """Every rule in force today, with its source."""

    permission = "access_rule.view"
    template_name = "access/rules.html"
    title = _("准入规则")
    form_class = RuleFilter
    file_name = "access-rules"
    per_page = 50
    counted = _("共 %(n)s 条现行规则")
    columns = (
        Column(_("类别"), "get_kind_display", "kind"),
        Column(_("名称"), "title", "title"),
        Column(_("内容"), "text"),
        Column(_("命中时"), "get_outcome_display"),
        Column(_("依据"), basis),
        Column(_("文件日期"), lambda rule: rule.dated_on or "", "dated"),
        Column(_("核对情况"), "get_evidence_display", "evidence"),
        Column(_("施行日"), "valid_from", "since"),
        Column(_("版本"), "number"),
    )

    def get_queryset(self) -> Any:
        return queries.in_force(bureau_of(self.request), timezone.localdate())

    def sorted(self, rows: Any) -> Any:
        asked = self.request.GET.get("sort", "")
        by = SORTS.get(asked.removeprefix("-"))
        return sorted(rows, key=by, reverse=asked.startswith("-")) if by else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            waiting=list(queries.waiting(bureau_of(self.request)).filter(file=None)),
            files=RuleFile.objects.filter(bureau=bureau_of(self.request)).order_by("-pk")[:5],
            may_propose=self.request.may("access_rule.propose"),  # type: ignore[attr-defined]
            units=len(queries.units_on(queries.bureaus_over(bureau_of(self.request)), timezone.localdate())),
            **kwargs,
        )


class Regions(ListPage):
    """区域限批: every suspension there was, lifted ones included."""

    permission = "access_rule.view"
    template_name = "access/regions.html"
    title = _("区域限批")
    file_name = "suspensions"
    counted = _("共 %(n)s 个区域")
    columns = (
        Column(_("名称"), lambda row: row.rule.title),
        Column(_("决定机关"), lambda row: row.rule.ordered_by),
        Column(_("区域"), lambda row: row.rule.area or _("全局辖区")),
        Column(_("污染物"), lambda row: row.rule.pollutant_names),
        Column(_("文件"), lambda row: basis(row.rule)),
        Column(_("自"), lambda row: row.since),
        Column(_("解除"), lambda row: row.lifted_on or ""),
        Column(_("停在哪一步"), lambda row: row.rule.get_stops_display()),
    )

    def get_queryset(self) -> Any:
        return queries.suspensions(bureau_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_propose = self.request.may("access_rule.propose")  # type: ignore[attr-defined]
        return super().get_context_data(may_propose=may_propose, **kwargs)


class Replacement(Page):
    """What is known of replacement ratios, with how well it was seen."""

    permission = "access_rule.view"
    template_name = "access/replacement.html"
    title = _("削减替代的文件和比例")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_propose = self.request.may("access_rule.propose")  # type: ignore[attr-defined]
        return super().get_context_data(sources=queries.replacement_sources(), may_propose=may_propose, **kwargs)


class RulePage(Page):
    """One rule: as it stands, all its versions, what may be done."""

    permission = "access_rule.view"
    template_name = "access/rule.html"

    @cached_property
    def versions(self) -> list[Rule]:
        found = list(queries.versions(bureau_of(self.request), self.kwargs["key"]))
        if not found:
            raise Http404
        return found

    @cached_property
    def rule(self) -> Rule:
        """What is in force; what is proposed or begins later where nothing is yet."""
        today = timezone.localdate()
        return queries.standing(bureau_of(self.request), self.kwargs["key"], today) or self.versions[0]

    def get_title(self) -> object:
        return self.rule.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may, why_not = self.request.may, self._why_not()  # type: ignore[attr-defined]
        return super().get_context_data(
            rule=self.rule, versions=self.versions, basis=basis(self.rule),
            may_propose=may("access_rule.propose") and not why_not, may_decide=may("access_rule.decide"),
            why_not=why_not if may("access_rule.propose") else None, **kwargs,
        )  # fmt: skip

    def _why_not(self) -> Refused | None:
        try:
            changes.check_propose(self.request.user, bureau_of(self.request), self.kwargs["key"])  # type: ignore[arg-type]
        except Refused as refused:
            return refused
        return None


class Propose(StepView):
    """A new version of a rule."""

    permission = "access_rule.propose"
    title = _("提出新版本")
    intro = _("现行规则不改动；新版本须由另一人同意，自施行日起适用。同意前会列出它影响哪些在办案件。")
    button = _("提出新版本")
    done = _("已提出，等另一人决定。")

    @cached_property
    def object(self) -> Rule:
        found = queries.standing(bureau_of(self.request), self.kwargs["key"], timezone.localdate())
        found = found or queries.versions(bureau_of(self.request), self.kwargs["key"]).first()
        if found is None:
            raise Http404
        return found

    def check(self) -> None:
        changes.check_propose(self.request.user, bureau_of(self.request), self.object.key)  # type: ignore[arg-type]

    def get_form_class(self) -> type[BaseForm]:
        return VersionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.object.kind}

    def get_initial(self) -> dict[str, Any]:
        values = {name: getattr(self.object, name) for name in changes.COMPARED}
        lists = {name: values[name].split() for name in ("pollutants", "sensitive")}
        return {**values, **lists}

    def act(self, **typed: Any) -> Any:
        by, at = self.request.user, timezone.now()
        return actions.propose(key=self.object.key, kind=self.object.kind, by=by, at=at, form=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("access:rule", args=[self.object.key])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class ProposeNew(Propose):
    """A rule there was none of: a suspension, a list of a unit, a capacity."""

    title = _("增加一条规则")
    button = _("提出")
    object = None  # type: ignore[assignment]

    def check(self) -> None:
        bureau_of(self.request)

    def get_form_class(self) -> type[BaseForm]:
        return NewRuleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super(Propose, self).get_form_kwargs()

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("kind", "")
        return {"kind": asked} if asked in RuleKind.values else {}

    def act(self, **typed: Any) -> Any:
        return actions.propose(key="", by=self.request.user, at=timezone.now(), form=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("access:rules")


class Decide(StepView):
    """A second person decides, seeing which running cases the version touches."""

    permission = "access_rule.decide"
    rule = staticmethod(changes.check_decide)
    template_name = "access/decide.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Rule]:
        return queries.of_bureau(bureau_of(request)).filter(bureau=bureau_of(request))

    def get_success_url(self) -> str:
        return reverse("access:rule", args=[self.object.key])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, today = self.object, timezone.localdate()
        before = queries.standing(bureau_of(self.request), version.key, version.valid_from)
        is_open = version.number is None and version.declined_by_id is None
        return super().get_context_data(**{
            "version": version, "before": before, "basis": basis(version),
            "touched": touched(version, today) if is_open else [], "is_open": is_open, **kwargs,
        })  # fmt: skip


class Agree(Decide):
    action = staticmethod(actions.agree)
    title = _("同意新版本")
    button = _("同意，自施行日起适用")
    done = _("新版本已写入；受影响的在办案件已重新筛查，经办人已收到通知。")


class Decline(Decide):
    action = staticmethod(actions.decline)
    form_class = DeclineForm
    title = _("不同意新版本")
    button = _("不同意")
    done = _("已退回，现行规则继续适用。")
