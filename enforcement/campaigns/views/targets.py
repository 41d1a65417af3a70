"""One target at the desk: what it is, what was handed in, what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.campaigns import actions, forms, queries, rules
from enforcement.campaigns.models import Proof
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.states import Answer, State
from enforcement.campaigns.views.common import WORDS, row, targets, timeline
from enforcement.campaigns.views.desk import Step as OfCampaign
from envportal.documents.views.files import served
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page, PagePart, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from enforcement.campaigns.models import ChangeRequest, Target

IN_FILES = (
    Column(_("序号"), "number", "number"),
    Column(_("编号"), "code", "code"),
    Column(_("名称"), "name", "name"),
    Column(_("乡镇街道"), "township", "township"),
    Column(_("地点"), "place"),
    Column(_("企业"), lambda one: one.enterprise.name if one.enterprise else "", "enterprise__name"),
    Column(_("基数"), "baseline", "baseline"),
    Column(_("要求的措施"), "measure"),
    Column(_("应减排"), "reduction_asked"),
    Column(_("期限"), "due_on", "due_on"),
    Column(_("原定期限"), "first_due_on"),
    Column(_("责任单位和责任人"), "responsible"),
    Column(_("状态"), "get_state_display", "state"),
    Column(_("报告日期"), "reported_on", "reported_on"),
    Column(_("完成情况"), "report_words"),
    Column(_("现场核实日期"), "verified_on", "verified_on"),
    Column(_("核实的数量"), "result"),
    Column(_("核实的减排量"), "reduction"),
    Column(_("不再实施或者移出的原因"), "ended_why"),
)


class Targets(ListPage):
    """The whole list of a campaign, to be sorted and taken away; it may be brought back as progress."""

    permission = rules.VIEW
    title = _("清单")
    file_name = "campaign-targets"
    form_class = forms.FindTarget
    counted = _("共 %(n)s 个对象")
    empty_sentence = _("清单上没有符合条件的对象。")
    columns = IN_FILES

    def get_queryset(self) -> QuerySet[Target]:
        return targets(self.request).filter(campaign=self.kwargs["pk"])


class TargetPage(Page):
    permission = rules.VIEW
    template_name = "campaigns/target.html"

    @cached_property
    def target(self) -> Target:
        return get_object_or_404(targets(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.target.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today, user = self.target, timezone.localdate(), self.request.user
        names = rules.available_for(user, one, today)  # type: ignore[arg-type]
        steps = [{"url": reverse(f"campaigns:{name}", args=[one.pk]), "word": WORDS[name]} for name in names]
        asked = list(one.requests.select_related("asked_by", "answered_by").order_by("-pk"))
        return super().get_context_data(
            one=one, campaign=one.campaign, case=one.campaign.case, kind=kind_of(one.campaign.kind), steps=steps,
            requests=asked, may_answer={asking.pk for asking in asked if may_answer(user, asking)},
            proofs=list(one.proofs.select_related("document", "by").order_by("pk")), told=row(one, today),
            may_change=one.campaign.state == State.PREPARING and self.request.may(rules.COMPOSE),  # type: ignore[attr-defined]
            timeline=timeline(one.campaign.case, number=one.number), demands=queries.demands(one), **kwargs,
        )  # fmt: skip


def may_answer(user: Any, request: ChangeRequest) -> bool:
    try:
        rules.may_answer(user, request, timezone.localdate())
    except Refused:
        return False
    return request.answer == Answer.WAITING


class ProofFile(PagePart):
    """A photograph or a paper, for whoever of the bureau reads the campaign."""

    permission = rules.VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        found = get_object_or_404(Proof.objects.filter(target__in=targets(request).order_by()), pk=pk)
        return served(found.document)


# STEPS ------------------------------------------------------------------------------------
class Add(OfCampaign):
    permission = rules.COMPOSE
    verb = "add"
    form_class = forms.AddForm
    action = staticmethod(actions.add)
    done = _("已列入清单。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "campaign": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": self.object.to_on}


class Step(StepView):
    """A step on one target; the rule is asked by its verb."""

    queryset = staticmethod(targets)
    object: Target
    verb = ""
    done = _("已登记。")

    def check(self) -> None:
        rules.require_target(self.verb, self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_title(self) -> Any:
        return WORDS[self.verb]

    def get_success_url(self) -> str:
        return reverse("campaigns:target", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        caption = f"{self.object} · {self.object.campaign.case.title}"
        return super().get_context_data(**{"caption": caption, "button": self.get_title(), **kwargs})


class Begin(Step):
    permission = rules.WORK
    verb = "begin"
    action = staticmethod(actions.begin)


class Report(Step):
    permission = rules.WORK
    verb = "report"
    form_class = forms.ReportForm
    action = staticmethod(actions.report)
    intro = _("报告以后由另一人到现场核实，核实了才算完成。")
    done = _("已报告，等另一人到现场核实。")


class OnSite(Step):
    """Who goes there reads what was reported, and is not who reported it."""

    permission = rules.VERIFY
    template_name = "campaigns/verify.html"

    def check(self) -> None:
        super().check()
        rules.second_person(self.verb, self.request.user, self.object)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = self.object.proofs.select_related("document").order_by("pk")
        return super().get_context_data(one=self.object, proofs=list(proofs), **kwargs)


class Verify(OnSite):
    verb = "verify"
    form_class = forms.VerifyForm
    action = staticmethod(actions.verify)
    done = _("已核实。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "campaign": self.object.campaign}


class SendBack(OnSite):
    verb = "send_back"
    form_class = forms.SendBackForm
    action = staticmethod(actions.send_back)
    done = _("已退回，继续做。")


class TakeBack(OnSite):
    """A verification that was wrong: what it says is read first, and somebody else undoes it."""

    permission = rules.APPROVE
    verb = "take_back"
    form_class = forms.TakeBackForm
    action = staticmethod(actions.take_back)
    danger = True
    done = _("已撤销核实，这个对象不再计入完成，期限仍是原来的那一天。")


class AsPerson(Step):
    permission = rules.COMPOSE
    verb = "as_person"
    action = staticmethod(actions.as_person)
    intro = _(
        "以后各版只公开姓和乡镇街道；已经发布的各版不会改变，里面有全名的，请局领导在公示栏撤回。改了以后不能改回。"
    )
    done = _("已改为个人。")


class AskChange(Step):
    permission = rules.WORK
    verb = "ask_change"
    form_class = forms.ChangeForm
    action = staticmethod(actions.ask_change)
    intro = _("由科室负责人或者局领导批准；提出的人不能自己批准。")
    done = _("已提出，等批准。")


class OfList(Step):
    """While the list is being written."""

    permission = rules.COMPOSE

    def check(self) -> None:
        rules.may_take_off(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]


class Change(OfList):
    title = pgettext_lazy("verb", "改正")
    form_class = forms.TargetForm
    action = staticmethod(actions.change)

    def get_title(self) -> Any:
        return self.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "campaign": self.object.campaign}

    def get_initial(self) -> dict[str, Any]:
        told = {name: getattr(self.object, name) for name in forms.TargetForm.base_fields}
        return {**told, "enterprise": self.object.enterprise.uscc if self.object.enterprise else ""}


class TakeOff(OfList):
    action = staticmethod(actions.take_off)
    danger = True
    done = _("已从清单上去掉。")

    def get_title(self) -> Any:
        return pgettext_lazy("verb", "从清单上去掉")

    def get_success_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.campaign_pk])

    @cached_property
    def campaign_pk(self) -> Any:
        return self.object.campaign_id

    def get_cancel_url(self) -> str:
        return reverse("campaigns:target", args=[self.object.pk])

    def act(self, **typed: Any) -> Any:
        self.campaign_pk  # noqa: B018  the row is gone afterwards
        return super().act(**typed)


def asked(request: HttpRequest) -> QuerySet[ChangeRequest]:
    return queries.requests_seen(request.user, timezone.localdate())  # type: ignore[arg-type]


class AnswerChange(StepView):
    permission = rules.APPROVE
    queryset = staticmethod(asked)
    object: ChangeRequest
    rule = staticmethod(lambda user, one: rules.may_answer(user, one, timezone.localdate()))
    template_name = "campaigns/answer.html"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("答复请求")
    button = pgettext_lazy("verb", "答复")
    done = _("已答复。")

    def get_success_url(self) -> str:
        return reverse("campaigns:target", args=[self.object.target_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object.target), **kwargs})
