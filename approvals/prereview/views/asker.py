"""The enterprise's pages: my pre-reviews, a new one, its draft, its receipt, its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.prereview import actions, forms, queries
from approvals.prereview.states import DRAFT_DOCUMENT, State
from approvals.prereview.views.common import NOT_YET, PreReviewPage, Step, own
from envportal.accounts.queries import applicants_of, receiving_bureaus
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.documents.views import remark
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.forms import BaseForm

    from approvals.prereview.models import PreReview


class Mine(ListPage):
    """My pre-reviews, drafts first."""

    permission = "prereview.view_list"
    template_name = "prereview/mine.html"
    layout = "my.html"
    title = _("申请前审查")
    file_name = "pre-reviews"
    extra = {"not_yet": NOT_YET}
    columns = (
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("提出日期"), lambda row: row.case.opened_on, "case__opened_on"),
        Column(_("答复结论"), "get_outcome_display", "outcome"),
        Column(_("答复日期"), "answered_on", "answered_on"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[PreReview]:
        return queries.of_asker(request.user, timezone.localdate())  # type: ignore[arg-type]


class New(StepView):
    """For whom, at which bureau, about which project: makes the draft."""

    permission = "prereview.ask"
    object = None
    layout = "my.html"
    form_class = forms.NewForm
    title = _("提出申请前审查")
    caption = NOT_YET
    intro = _("正式申请以前，可以请审批科先看一看。先存成草稿，下一步可以上传环评文件草稿，核对后再提出。")
    button = _("保存草稿")
    done = _("草稿已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        enterprises = applicants_of(self.request.user, timezone.localdate())  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "enterprises": enterprises, "bureaus": receiving_bureaus()}

    def act(self, **typed: Any) -> PreReview:
        enterprise, bureau, who = typed.pop("enterprise"), typed.pop("bureau"), self.request.user
        return actions.create_draft(enterprise, bureau, by=who, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        drafted = log.already(self.key)
        return reverse("prereview:ask", args=[drafted.case_id]) if drafted else reverse("prereview:mine")

    def get_cancel_url(self) -> str:
        return reverse("prereview:mine")


class MyPage(PreReviewPage):
    """Where it stands, and the answer."""

    queryset = staticmethod(own)
    template_name = "prereview/page.html"
    extra = {"layout": "my.html"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found.state == State.DRAFT:
            return HttpResponseRedirect(reverse("prereview:ask", args=[self.found.pk]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(query_code=query_code(self.found.case), **kwargs)


class Receipt(MyPage):
    """Number and query code, and the day by which the section answers."""

    template_name = "prereview/receipt.html"
    title = _("已收到您的申请前审查")


class AskerStep(Step):
    """A step of the enterprise."""

    permission = "prereview.ask"
    layout = "my.html"
    page = "my_page"

    def get_success_url(self) -> str:
        return reverse(f"prereview:{self.page}", args=[self.object.pk])


class Edit(AskerStep):
    verb = "edit"
    page = "ask"
    form_class = forms.QuestionForm
    action: Callable[..., object] = staticmethod(actions.edit)
    title = _("修改内容")
    caption = NOT_YET
    done = _("已保存。")

    def get_initial(self) -> dict[str, Any]:
        found = self.object
        return {
            "document_kind": found.document_kind, "project_name": found.project.name,
            "place": found.project.place, "question": found.question,
        }  # fmt: skip


class Attach(AskerStep):
    verb = "edit"
    page = "ask"
    form_class = forms.DraftFileForm
    action: Callable[..., object] = staticmethod(actions.attach)
    title = _("上传环评文件草稿")
    caption = NOT_YET
    button = _("上传并继续")
    done = _("已上传。")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Done, and a word where it is the very file that was there."""
        said = remark(self.object.case, form.cleaned_data.get("file"), DRAFT_DOCUMENT, {})
        response = super().form_valid(form)
        if said and isinstance(response, HttpResponseRedirect):
            messages.warning(self.request, said)
        return response


class Ask(AskerStep):
    """Look at everything once more, and hand it in."""

    verb = "ask"
    page = "receipt"
    template_name = "prereview/check.html"
    form_class = forms.UnderstoodForm
    action: Callable[..., object] = staticmethod(actions.ask)
    title = _("核对并提出申请前审查")
    button = _("确认并提出")
    done = _("申请前审查已提出。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.state != State.DRAFT:
            return HttpResponseRedirect(reverse("prereview:my_page", args=[self.object.pk]))
        return super().get(request, *args, **kwargs)

    def get_cancel_url(self) -> str:
        return reverse("prereview:mine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"files": list(queries.files(self.object)), **kwargs})


class Discard(AskerStep):
    verb = "discard"
    form_class = Form
    action: Callable[..., object] = staticmethod(actions.discard)
    title = _("删除草稿")
    intro = _("草稿从列表中删去，不能恢复；本局没有看到过它。")
    button = pgettext_lazy("verb", "删除草稿")
    danger = True
    done = _("草稿已删除。")

    def get_success_url(self) -> str:
        return reverse("prereview:mine")


class Supply(AskerStep):
    verb = "supply"
    template_name = "prereview/supply.html"
    form_class = forms.SupplyForm
    action: Callable[..., object] = staticmethod(actions.supply)
    title = _("补充说明")
    caption = NOT_YET
    button = _("提交补充说明")
    done = _("补充说明已提交。")


class Withdraw(AskerStep):
    verb = "withdraw"
    form_class = forms.WithdrawForm
    action: Callable[..., object] = staticmethod(actions.withdraw)
    title = _("撤回申请前审查")
    intro = _("撤回后本件办结，不再答复；以后可以重新提出，也可以直接提出申请。")
    button = pgettext_lazy("verb", "撤回")
    danger = True
    done = _("已撤回。")
