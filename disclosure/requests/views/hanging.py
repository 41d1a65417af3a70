"""The steps on what hangs on a request: a consultation, a reconsideration, a lawsuit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.requests import actions
from disclosure.requests.forms import desk as forms
from disclosure.requests.rules import steps
from disclosure.requests.views.desk import visible
from disclosure.requests.views.steps import Step
from envportal.cases import rules as cases
from envportal.web.forms import Form

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class OfOne(Step):
    """A step on what hangs on a request, named in the address."""

    permission = steps.WORK
    title: object = ""
    of = ""

    def get_title(self) -> Any:
        return self.title

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is not of this request is not found, whoever asks."""
        if request.user.is_authenticated and request.may(self.permission):  # type: ignore[attr-defined]
            of_case = {"letter": "case__letters"}.get(self.of, f"{self.of}s")
            get_object_or_404(visible(request).filter(**{of_case: kwargs["row"]}), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        cases.require(self.request.user, self.permission, self.object.case, timezone.localdate())

    def act(self, **typed: Any) -> Any:
        return super().act(**{self.of: self.kwargs["row"]}, **typed)


class SendConsultation(OfOne):
    permission, of = steps.SIGN, "consultation"
    title = _("核对并发出征求意见书")
    form_class = Form
    action = staticmethod(actions.send_consultation)
    template_name = "requests/consultation.html"
    done = _("征求意见书已发出，答复期限停止计时。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.object.consultations.filter(pk=self.kwargs["row"]).first(), **kwargs)


class Reached(OfOne):
    of = "consultation"
    title = _("登记对方收到的日期")
    form_class = forms.OnForm
    action = staticmethod(actions.reached)
    intro = _("15 个工作日从次日起算；停止计时最长到那一天，对方不答复也不再停。")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class Opinion(OfOne):
    of = "consultation"
    title = _("登记对方的意见")
    form_class = forms.OpinionForm
    action = staticmethod(actions.opinion)

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class Drop(OfOne):
    of, danger = "consultation", True
    title = _("不再征求")
    form_class = forms.DropForm
    action = staticmethod(actions.drop)
    intro = _("写错了对象，或者寄不到、退回来的。已经发出的，停止计时到今天为止。")


class EndContest(OfOne):
    of = "contest"
    title = _("登记复议或者诉讼的结果")
    form_class = forms.EndContestForm
    action = staticmethod(actions.end_contest)


class Posted(OfOne):
    permission, of = steps.TAKE, "letter"
    title = _("登记邮寄送达")
    form_class = forms.PostForm
    action = staticmethod(actions.posted)
    intro = _("收件人的姓名不在这里登记；回执存在纸质案卷里。")


class Handed(OfOne):
    permission, of = steps.TAKE, "letter"
    title = _("登记当面签收")
    form_class = forms.HandForm
    action = staticmethod(actions.handed)
    intro = _("核对证件以后交付；姓名和证件号码不在这里登记，签收的回证存在纸质案卷里。")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate(), "capacity": "self"}
