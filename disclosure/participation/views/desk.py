"""The desk: comments and hearing requests as they came, what may be public, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.participation import actions, guards
from disclosure.participation.enums import GROUNDS, Kind, State
from disclosure.participation.forms import desk as forms
from disclosure.participation.models import Submission, Topic
from disclosure.participation.queries import submissions as queries
from disclosure.participation.queries.public import heard
from disclosure.participation.rules import masks, steps
from disclosure.participation.rules.conditions import conditions_of
from envportal.cases import rules as cases
from envportal.cases.queries import visible_to
from envportal.documents.views import served
from envportal.refusals import Refused
from envportal.web.views import Column, Page, PagePart, Sortable, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from envportal.accounts.models import User
    from envportal.cases.models import Case


def standing(row: Submission) -> str:
    """What became of it, in a word."""
    if row.kind == Kind.HEARING:
        return _("已登记") if row.taken_up_at else _("等登记")
    if row.topic and row.topic.disposition:
        return str(row.topic.get_disposition_display())
    return str(row.going_on.get_why_display()) if row.going_on else _("没有处理")


def everything(request: HttpRequest) -> QuerySet[Submission]:
    """What a member of staff may open: of their cases, and of their bureau's opinion box."""
    user, may = request.user, request.may  # type: ignore[attr-defined]
    mine = Q(pk__in=[])
    if may("comment.queue"):
        mine |= Q(pk__in=queries.on_desk(user, timezone.localdate()).order_by().values("pk"))
    if may("opinion.queue"):
        mine |= Q(pk__in=queries.messages_of(user).order_by().values("pk"))
    return Submission.objects.filter(mine).select_related(*queries.LINKED, "original")


class Comments(Sortable):
    """公众意见: everything sent about the cases this person sees."""

    permission = "comment.queue"
    template_name = "participation/desk.html"
    title = _l("公众意见")
    file_name = "comments"
    take_away = "export.case_list"
    form_class = forms.Find
    empty_sentence = _l("还没有收到公众意见。")
    empty_more = _l("公示期内有人提意见，会马上出现在这里。")
    columns = (
        Column(_l("编号"), "number", "number"),
        Column(_l("种类"), "get_kind_display", "kind"),
        Column(_l("项目"), lambda row: row.case.title, "case__title"),
        Column(_l("收到时间"), "received_at", "received_at"),
        Column(_l("逾期"), lambda row: _("是") if row.is_late else "", "is_late"),
        Column(_l("公开状态"), "get_state_display", "state"),
        Column(_l("处理"), standing, "topic__disposition"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Submission]:
        return queries.on_desk(request.user, timezone.localdate())


class One(Page):
    """One submission as it came, with what can be done about it."""

    permission = "account.view_self"
    template_name = "participation/one.html"

    @cached_property
    def one(self) -> Submission:
        found = everything(self.request).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这份来件。"))
        return found

    def get_title(self) -> object:
        return self.one.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.one, self.request.user
        allowed = {
            "moderate": one.kind != Kind.HEARING and _allows(steps.require_moderate, user, one),
            "author": _allows(steps.require_see_author, user, one),
            "answer": one.kind == Kind.MESSAGE and _allows(steps.require_answer, user, one),
            "longer": one.kind == Kind.MESSAGE and _allows(may_take_longer, user, one),
        }
        return super().get_context_data(
            one=one, allowed=allowed, ground=GROUNDS.get(one.hidden_why, ""), reply=getattr(one, "reply", None),
            home=masks.looks_like_a_home(one.original.text), today=timezone.localdate(), standing=standing(one),
            **kwargs,
        )  # fmt: skip


class Attachment(PagePart):
    """The file of a comment, for who reads the comment as it came."""

    permission = "account.view_self"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        one = everything(request).filter(pk=pk, attachment__isnull=False).select_related("attachment").first()
        if one is None or one.attachment is None:
            raise Http404(_("没有这份附件。"))
        return served(one.attachment)


def may_take_longer(user: User, one: Submission) -> None:
    steps.require_longer(user, one, timezone.localdate())


def _allows(rule: Any, user: Any, one: Submission) -> bool:
    try:
        rule(user, one)
    except Refused:
        return False
    return True


class Step(StepView):
    """A step on one submission."""

    queryset = staticmethod(everything)
    template_name = "participation/step.html"

    def get_success_url(self) -> str:
        return reverse("participation:one", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"one": self.object, "reply": getattr(self.object, "reply", None), **kwargs})


class Moderate(Step):
    permission = "account.view_self"
    rule = staticmethod(steps.require_moderate)
    action = staticmethod(actions.moderate)
    form_class = forms.ModerateForm
    title = _l("审核公开")
    button = _l("保存审核结果")
    done = _l("已处理，公众现在看到的就是这样。")

    def get_queryset(self) -> QuerySet[Submission]:
        return super().get_queryset().exclude(kind=Kind.HEARING)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "has_attachment": self.object.attachment_id is not None}

    def refuse(self, form: BaseForm, refused: Refused) -> HttpResponse:
        if not isinstance(refused, guards.AttachmentUnfit):
            return super().refuse(form, refused)
        form.add_error("with_attachment", str(refused))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            preview = actions.public_copy(self.object)
        except guards.StillPersonal:
            preview = ""
        return super().get_context_data(
            **{"preview": preview, "home": masks.looks_like_a_home(self.object.original.text), **kwargs}
        )


class SeeAuthor(Step):
    """Name and contact, shown once for a reason that stays on the log."""

    permission = "account.view_self"
    rule = staticmethod(steps.require_see_author)
    action = staticmethod(actions.see_author)
    form_class = forms.WhyForm
    title = _l("查看提交人")
    button = _l("写入日志并查看")
    intro = _l("姓名和联系方式单独封存。只为办理这一件事查看，不得用于别的用途。")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        author = self.act(**form.cleaned_data)
        return self.render_to_response(self.get_context_data(form=form, author=author, seen=True))


def cases_on_desk(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), "comment.queue")


class CaseComments(Page):
    """Everything said on one case: groups and what became of them, and what is still to be considered."""

    permission = "comment.queue"
    template_name = "participation/case.html"

    @cached_property
    def case(self) -> Case:
        found = cases_on_desk(self.request).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这件事，或者它不在您的办理范围内。"))
        return found

    def get_title(self) -> object:
        return self.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        rows = queries.comments_of(case).select_related("topic", "going_on", "original")
        return super().get_context_data(
            case=case, rows=[(row, standing(row)) for row in rows], heard=heard(case),
            open_count=queries.unconsidered(case).count(), hearings=list(queries.hearing_requests(case)),
            topics=list(Topic.objects.filter(case=case).order_by("pk")), received=State.RECEIVED,
            may_consider=cases.may(self.request.user, "comment.consider", case, timezone.localdate()), **kwargs,
        )  # fmt: skip


def _may_consider(user: User, case: Case) -> None:
    steps.require_consider(user, case, timezone.localdate())


class Consider(StepView):
    """归并和处理."""

    permission = "comment.consider"
    queryset = staticmethod(cases_on_desk)
    rule = staticmethod(_may_consider)
    action = staticmethod(actions.consider)
    form_class = forms.ConsiderForm
    template_name = "participation/consider.html"
    title = _l("意见归并和处理")
    button = _l("保存")
    done = _l("已保存；处理和理由已经公开，提意见的人凭查询码能看到。")

    def get_form_kwargs(self) -> dict[str, Any]:
        comments = queries.comments_of(self.object).select_related("original", "topic")
        topics = Topic.objects.filter(case=self.object).order_by("pk")
        return {**super().get_form_kwargs(), "comments": comments, "topics": topics,
                "conditions": conditions_of(self.object)}  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("participation:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"case": self.object, **kwargs})
