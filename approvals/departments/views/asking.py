"""The pages of this room: the case at the desk, a department's own list, and the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.departments import actions, forms, queries, rules
from approvals.departments.models import Consultation, Handing
from envportal.cases import rules as case_rules
from envportal.cases.queries import visible_to
from envportal.documents.guards import guesses
from envportal.refusals import Refused
from envportal.web.forms import Form
from envportal.web.views import Column, FormPage, ListPage, Page, StepView
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case


def cases(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), "consultation.view")


class CasePage(Page):
    """What was asked on a case, of whom, and what they said."""

    permission = "consultation.view"
    template_name = "departments/case.html"
    title = _("部门意见")

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(cases(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_ask = self.case.closed_on is None and case_rules.may(self.request.user, "consultation.ask", self.case)
        return super().get_context_data(
            case=self.case, asked=list(queries.of_case(self.case)), handings=list(queries.handings_of(self.case)),
            may_ask=may_ask, today=timezone.localdate(), **kwargs,
        )  # fmt: skip


class Ask(StepView):
    """Several departments at once."""

    permission = "consultation.ask"
    queryset = staticmethod(cases)
    form_class = forms.AskForm
    action = staticmethod(actions.ask)
    title = _("征求部门意见")
    intro = _("各部门同时征求，各按自己的期限答复。有账号的登录答复，没有账号的用一次性链接。")
    button = pgettext_lazy("verb", "征求意见")
    done = _("已征求意见；没有账号的部门，请把各自的链接送过去。")

    def check(self) -> None:
        rules.may_ask(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "departments": queries.departments(self.object.bureau)}

    def get_success_url(self) -> str:
        return reverse("departments:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


def of_cases(request: HttpRequest) -> QuerySet[Consultation]:
    found = Consultation.objects.filter(case__in=cases(request).order_by().values("pk"))
    return found.select_related("case__bureau", "department__person", "terms")


class OfficerStep(StepView):
    permission = "consultation.ask"
    queryset = staticmethod(of_cases)
    template_name = "departments/step.html"

    def check(self) -> None:
        rules.may_ask(self.request.user, self.object.case, timezone.localdate())  # type: ignore[arg-type]
        rules.require_open(self.object)

    def get_success_url(self) -> str:
        return reverse("departments:case", args=[self.object.case_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Link(OfficerStep):
    """The link that stands, to be sent on; a new one makes it worthless."""

    template_name = "departments/link.html"
    action = staticmethod(actions.renew_link)
    title = _("一次性链接")
    button = _("换一个链接")
    done = _("已换新链接，原来的作废。")

    def check(self) -> None:
        super().check()
        rules.answers_by_link(self.object.department)

    def get_success_url(self) -> str:
        return self.request.path

    def get_cancel_url(self) -> str:
        return reverse("departments:case", args=[self.object.case_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        token = rules.link_of(one) if one.link_hash else ""
        address = f"{settings.PORTAL_URL}{reverse('departments:by_link', args=[token])}" if token else ""
        return super().get_context_data(**{"address": address, "expires_at": rules.expires_at(one), **kwargs})


class CallOff(OfficerStep):
    form_class = forms.ReasonForm
    action = staticmethod(actions.call_off)
    title = _("撤回征求意见")
    intro = _("撤回以后不再等这个部门的答复；理由记入案卷。")
    button = pgettext_lazy("verb", "撤回")
    danger = True
    done = _("已撤回。")


# A DEPARTMENT'S OWN PAGES --------------------------------------------------------
class Mine(ListPage):
    """What my department was asked."""

    permission = "opinion.department_reply"
    template_name = "departments/mine.html"
    title = _("征求我部门的意见")
    file_name = "consultations"
    columns = (
        Column(_("项目"), lambda row: row.case.title, "case__title"),
        Column(_("生态环境局"), lambda row: row.case.bureau.name),
        Column(_("届满日"), "due_on", "due_on"),
        Column(_("答复"), "get_reply_display", "reply"),
        Column(_("答复时间"), "replied_at", "replied_at"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Consultation]:
        return queries.for_person(request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        handings = queries.handings_for(self.request.user)[:50]  # type: ignore[arg-type]
        return super().get_context_data(handings=handings, today=timezone.localdate(), **kwargs)


class Reply(StepView):
    """My department's answer."""

    permission = "opinion.department_reply"
    queryset = staticmethod(Mine.queryset)
    rule = staticmethod(rules.check_reply)
    template_name = "departments/step.html"
    form_class = forms.SignedReplyForm
    action = staticmethod(actions.reply)
    title = _("答复征求意见")
    button = _("送出答复")
    done = _("答复已送出。")

    def get_success_url(self) -> str:
        return reverse("departments:mine")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Receive(StepView):
    """The regulator takes an approval's conditions."""

    permission = "opinion.department_reply"
    template_name = "departments/receive.html"
    form_class = Form
    action = staticmethod(actions.receive)
    title = _("签收批准条件")
    button = pgettext_lazy("verb", "签收")
    done = _("已签收。")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Handing]:
        return queries.handings_for(request.user)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("departments:mine")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class ByLink(FormPage):
    """The answer by a link, once, without an account; wrong links are counted against the address.

    A link that stands opens whatever others at the same address tried.
    """

    permission = "public.view"
    template_name = "departments/by_link.html"
    layout = "public.html"
    form_class = forms.LinkReplyForm
    title = _("答复征求意见")
    button = _("送出答复")

    @cached_property
    def found(self) -> Consultation:
        address, token = address_of(self.request), self.kwargs["token"]
        hashed = Consultation.objects.filter(link_hash=rules.hashed(token))
        one = hashed.select_related("case__bureau", "case__project", "case__enterprise", "department", "terms").first()
        if one is None or not rules.opens(one, token, timezone.now()):
            guesses.require_few(address)
            guesses.note_wrong(address)
            raise Http404
        return one

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _found = self.found
        except Http404:
            return not_kept(self.say("departments/link_spent.html", 404))
        except Refused as refused:
            return not_kept(self.say("departments/link_spent.html", 429, refused=refused))
        return not_kept(super().dispatch(request, *args, **kwargs))  # type: ignore[arg-type]

    def say(self, template: str, status: int, **context: object) -> HttpResponse:
        self.template_name = template
        shown = {"title": self.title, "layout": self.layout, **context}
        return self.render_to_response(shown, status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            actions.reply_by_link(self.kwargs["token"], at=timezone.now(), **form.cleaned_data)
        except rules.LinkIsSpent:
            return self.say("departments/link_spent.html", 404)
        return self.say("departments/thanks.html", 200, one=self.found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"object": self.found, "danger": False, **kwargs})
