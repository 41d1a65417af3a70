"""The limits: which there are, who has compared them with the law, and how a new version comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.forms.term_rules import AnswerForm, RuleFilter, VersionForm
from envportal.deadlines.rules import versions, words
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.deadlines.models import RuleProposal, TermRule


def rules_of(request: HttpRequest) -> QuerySet[TermRule]:
    return queries.rules_for(request.user.bureau_id)  # type: ignore[union-attr]


class Rules(ListPage):
    """Every limit, the law's and this bureau's own."""

    permission = "termrule.view"
    template_name = "deadlines/rules.html"
    title = _("时限规则")
    queryset = staticmethod(rules_of)
    form_class = RuleFilter
    file_name = "term_rules"
    per_page = 100
    counted = _("共 %(n)s 条规则")
    columns = (
        Column(_("编号"), "ref"),
        Column(_("事项"), "get_matter_display", "matter"),
        Column(_("文件类别"), "variant"),
        Column(_("时限"), words.rule_text),
        Column(_("方向"), "get_direction_display"),
        Column(_("依据"), "basis", "act"),
        Column(_("局"), lambda rule: rule.bureau or ""),
        Column(_("核对程度"), "get_evidence_display", "evidence"),
        Column(_("核对日期"), "verified_on", "verified_on"),
        Column(_("存疑之处"), "doubt"),
        Column(_("施行日"), "valid_from", "valid_from"),
        Column(_("最后适用日"), "valid_to"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unverified = rules_of(self.request).filter(verified_on=None).count()
        waiting = queries.open_proposals(self.request.user.bureau_id)  # type: ignore[union-attr]
        return super().get_context_data(unverified=unverified, waiting=waiting, **kwargs)


class Rule(Page):
    """One limit, its other versions, and what may be done with it."""

    permission = "termrule.view"
    template_name = "deadlines/rule.html"

    @cached_property
    def rule(self) -> TermRule:
        return get_object_or_404(rules_of(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.rule.get_matter_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule, may = self.rule, self.request.may  # type: ignore[attr-defined]
        why_not = _why_not(self.request, rule)
        return super().get_context_data(
            rule=rule,
            versions=queries.versions_of(rule).exclude(pk=rule.pk),
            proposals=rule.proposals.select_related("proposed_by", "decided_by"),
            may_verify=may("termrule.verify") and rule.verified_on is None,
            may_propose=may("termrule.propose_version") and not why_not,
            why_not=why_not if may("termrule.propose_version") else "",
            may_decide=may("termrule.add_version"),
            ceiling=clocks.ceiling_ahead(rule, today=timezone.localdate()),
            **kwargs,
        )


def _why_not(request: HttpRequest, rule: TermRule) -> Refused | None:
    try:
        versions.check_propose(request.user, rule)  # type: ignore[arg-type]
    except Refused as refused:
        return refused
    return None


class RuleStep(StepView):
    """A step with a rule; back to its page."""

    queryset = staticmethod(rules_of)
    template_name = "deadlines/rule_step.html"

    def get_success_url(self) -> str:
        return reverse("deadlines:rule", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rule=self.object, **kwargs)


class Verify(RuleStep):
    permission = "termrule.verify"
    action = staticmethod(actions.verify_rule)
    title = _("核对条文")
    intro = _("请把下面的时限和条款逐字与官方公布的文本核对；核对无误后记下您的姓名和日期。")
    button = _("我已与官方文本核对，无误")
    done = _("已记下核对人和核对日期。")


class Propose(RuleStep):
    permission = "termrule.propose_version"
    rule = staticmethod(versions.check_propose)
    action = staticmethod(actions.propose_version)
    form_class = VersionForm
    title = _("提出新版本")
    intro = _("现行版本不改动：已经开始计时的案件仍按开始时的版本。新版本须由另一人同意，自所定的日子起适用。")
    button = _("提出新版本")
    done = _("已提出，等另一人决定。")

    def get_initial(self) -> dict[str, Any]:
        shown = {name: getattr(self.object, name) for name in ("amount", "unit", "act", "article")}
        return {**super().get_initial(), **shown}


class ProposalStep(StepView):
    """A second person decides on a version."""

    permission = "termrule.add_version"
    rule = staticmethod(versions.check_decide)
    template_name = "deadlines/rule_step.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[RuleProposal]:
        return queries.proposals_of(request.user.bureau_id)  # type: ignore[union-attr]

    def get_success_url(self) -> str:
        return reverse("deadlines:rule", args=[self.object.rule_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ceiling = clocks.ceiling_of_proposal(self.object, today=timezone.localdate())
        return super().get_context_data(rule=self.object.rule, proposal=self.object, ceiling=ceiling, **kwargs)


class Agree(ProposalStep):
    action = staticmethod(actions.agree_version)
    title = _("同意新版本")
    button = _("同意，自施行日起适用")
    done = _("新版本已写入，自施行日起适用；旧版本保留。")


class Decline(ProposalStep):
    action = staticmethod(actions.decline_version)
    form_class = AnswerForm
    title = _("不同意新版本")
    button = _("不同意")
    done = _("已退回，现行版本继续适用。")
