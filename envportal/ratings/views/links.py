"""A link for who was served and has no account: made by who is not rated, shown once, used once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.ratings import actions, queries, rules
from envportal.ratings.forms import RateForm
from envportal.refusals import Refused
from envportal.web.forms import Form
from envportal.web.views import Column, FormPage, ListPage, StepView
from envportal.web.views.frame import Frame
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet

    from envportal.ratings.models import Invitation


def no_store(response: HttpResponse) -> HttpResponse:
    """Nobody on the way keeps the page; its form is sent with its origin, or it would be taken for a foreign one."""
    response["Cache-Control"] = "no-store, private"
    return response


def open_to(request: HttpRequest) -> QuerySet[Invitation]:
    return queries.to_be_rated(request.user)  # type: ignore[arg-type]


def own(request: HttpRequest) -> QuerySet[Invitation]:
    return queries.invitations_of(request.user.enterprise)  # type: ignore[union-attr]


class Open(ListPage):
    """What nobody has rated yet, for who hands out the links."""

    permission = rules.VIEW
    queryset = staticmethod(open_to)
    template_name = "ratings/open.html"
    title = _("等待评价的服务")
    counted = _("共 %(n)s 次服务")
    empty_sentence = _("没有等待评价的服务。")
    columns = (
        Column(_("企业"), lambda row: row.enterprise.name, "enterprise__name"),
        Column(_("科室"), lambda row: row.section.name, "section__name"),
        Column(_("服务"), "get_service_display", "service"),
        Column(_("邀请日期"), "invited_on", "invited_on"),
    )


class MakeLink(StepView):
    """The answer itself shows the link, once: it is written nowhere else."""

    permission = rules.VIEW
    queryset = staticmethod(open_to)
    rule = staticmethod(rules.may_make_link)
    form_class = Form
    template_name = "ratings/link.html"
    title = _("生成评价链接")
    intro = _("交给企业在场的人，不用登录，只能用一次，六十天内有效。再生成一个，前一个就作废。")
    button = pgettext_lazy("verb", "生成链接")
    back = "ratings:open"
    object: Invitation

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            token = actions.make_link(self.object.pk, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as refused:
            return self.refuse(form, refused)
        address = self.request.build_absolute_uri(Frame(self.request).local(f"/rate/{token}/"))
        return not_kept(self.render_to_response(self.get_context_data(form=form, address=address)))

    def get_cancel_url(self) -> str:
        return reverse(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        caption = f"{self.object} · {self.object.enterprise}"
        return super().get_context_data(**{"caption": caption, **kwargs})


class MakeOwnLink(MakeLink):
    """For somebody of the enterprise who has no account."""

    permission = rules.GIVE
    queryset = staticmethod(own)
    layout = "my.html"
    back = "ratings:mine"


class RateByLink(FormPage):
    """How was it? Once, without a name and without an account."""

    permission = rules.BY_LINK
    form_class = RateForm
    layout = "public.html"
    template_name = "ratings/by_link.html"
    title = _("服务评价")
    intro = _("不用登录，也不记名：存下来的只有科室、季度、评分和您写的话。被评价的科室看不到单份评价。只能评价一次。")
    button = pgettext_lazy("verb", "提交评价")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.invitation = self.opened()
        except Refused as refused:
            return self.over(refused)
        return no_store(super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.invitation = self.opened()
            return no_store(super().post(request, *args, **kwargs))
        except Refused as refused:
            return self.over(refused)

    def opened(self) -> Invitation:
        return rules.is_open(queries.by_token(self.kwargs["token"]), timezone.localdate())

    def over(self, refused: Refused) -> HttpResponse:
        context = self.get_context_data(form=None, refused=refused, over=True, step_form=False)
        return no_store(self.render_to_response(context, status=410))

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        actions.rate_by_link(self.kwargs["token"], on=timezone.localdate(), **form.cleaned_data)
        return HttpResponseRedirect(Frame(self.request).local("/rate/done/"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = getattr(self, "invitation", None)
        caption = f"{about.case.bureau} · {about.section} · {about.get_service_display()}" if about else ""
        return super().get_context_data(**{"caption": caption, **kwargs})
