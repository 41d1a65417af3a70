"""The applicant's pages: my applications, a new one, one case, its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.applications import actions, queries, rules
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.forms.filing import NewApplicationForm
from approvals.applications.states import APPROVAL_GONE, EDITABLE, RegistrationMode, State
from approvals.applications.views.common import Side, Step, visible
from approvals.catalogue import classifying
from approvals.prereview import queries as prereview
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.queries import pre_reviews_of, query_code
from envportal.deadlines import clocks
from envportal.web.views import Column, ListPage, Page, StepView
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from approvals.applications.states import Words


class Mine(ListPage):
    """My applications, drafts first."""

    permission = "application.view_list"
    template_name = "applications/mine.html"
    title = _("我的申请")
    file_name = "applications"
    columns = (
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("收件日期"), "received_on", "received_on"),
        Column(_("决定日期"), "decided_on", "decided_on"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Application]:
        return queries.of_applicant(request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unread = queries.letters_to_read(self.request.user, timezone.localdate())[:20]  # type: ignore[arg-type]
        return super().get_context_data(unread=unread, **kwargs)


class New(Side, StepView):
    """Whose application, to which bureau, for which project: makes the draft."""

    permission = "application.create_draft"
    object = None
    form_class = NewApplicationForm
    title = _("新建环评审批申请或者登记表备案")
    intro = _("先建一份草稿。可以随时离开，回来接着填；提交以前，本局看不到内容。")
    button = _("建立草稿")
    done = _("草稿已建立。")

    def get_form_kwargs(self) -> dict[str, Any]:
        enterprises = queries.applicants_of(self.request.user, timezone.localdate())  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "enterprises": enterprises, "bureaus": queries.receiving_bureaus()}

    def get_initial(self) -> dict[str, Any]:
        """The kind a check of the catalogue came to, for whoever begins with one."""
        found = classifying.snapshot(self.request.GET.get("check", ""))
        return {**super().get_initial(), **({"check": found.code, "document_kind": found.tier} if found else {})}

    def act(self, **typed: Any) -> Application:
        return actions.create_draft(
            typed["enterprise"],
            typed["bureau"],
            document_kind=typed["document_kind"],
            project_name=typed["project_name"],
            check=typed["check"],
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            key=self.key,
        )

    def get_success_url(self) -> str:
        drafted = log.already(self.key)
        return self.address("tasks", drafted.case_id) if drafted else self.address("mine")


class ApplicationPage(Side, Page):
    """A page about one application."""

    permission = "application.view"

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whose = {"side": self.side, "layout": self.layout}
        return super().get_context_data(application=self.application, case=self.application.case, **whose, **kwargs)


class Tasks(ApplicationPage):
    """The task list of a draft, or of a correction."""

    template_name = "applications/tasks.html"

    @property
    def words(self) -> Words:
        return queries.words(self.application, timezone.localdate())

    def get_title(self) -> object:
        return self.words.task_list

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.application.state not in EDITABLE:
            return HttpResponseRedirect(self.address("mine_case", self.application.pk))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = queries.steps(self.application)
        groups = [(title, [step for step in steps if step.group == name]) for name, title in queries.GROUPS.items()]
        done = sum(step.done for step in steps)
        correction = queries.open_correction(self.application)
        left = [item for item in correction.items.all() if not item.answer] if correction else []
        today = timezone.localdate()
        way = queries.way_of_filing(self.application, today)
        return super().get_context_data(
            groups=[group for group in groups if group[1]],
            done=done,
            total=len(steps) + 1,
            ready=done == len(steps) and not left,
            correction=correction,
            answers_items=correction is not None,
            may_follow=self.may_follow(),
            promised=queries.promised(self.application),
            words=self.words,
            follows=self.follows(),
            way=way,
            if_today=clocks.preview(
                self.application.case.bureau, self.application.document_kind, on=today, filed=way != "submit"
            ),
            **kwargs,
        )

    def may_follow(self) -> bool:
        """Whether any of its materials may be filed after acceptance."""
        has_files = self.application.procedure.full_text is not None
        return has_files and bool(classifying.may_follow(self.application.case.bureau, timezone.localdate()))

    def follows(self) -> dict[str, object] | None:
        """The pre-review this draft follows, where its owner has an answered one to choose."""
        application = self.application
        if application.state != State.DRAFT or application.case.assisted:
            return None
        if not prereview.answered_for(application.owner, application.case.bureau).exists():
            return None
        return {"chosen": pre_reviews_of(application.case).first()}


class MyCase(ApplicationPage):
    """Where the application stands, for its applicant."""

    template_name = "applications/my_case.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A letter names its case; what follows an approval has a page of its own."""
        if own := cases.address_elsewhere(request.user, self.kwargs["pk"], "my"):
            return HttpResponseRedirect(Frame(request).local(own))
        if self.application.state == State.DRAFT:
            return HttpResponseRedirect(self.address("tasks", self.application.pk))
        return super().get(request, *args, **kwargs)

    def get_title(self) -> object:
        return self.application.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **queries.case_page(self.application, timezone.localdate(), inside=False),
            hearing_right=queries.hearing_right(self.application, timezone.localdate()),
            may_ask_hearing=rules.may("ask_hearing", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            may_withdraw_hearing=queries.may_withdraw_hearing(self.application, timezone.now())
            and rules.may("withdraw_hearing", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            may_mend_filing=self.application.registration_mode == RegistrationMode.NATIONAL
            and rules.may("mend_filing", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            may_answer_revision=rules.may("answer_revision", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            today=timezone.localdate(),
            may_file_later=rules.may("file_later", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            may_withdraw=rules.may("withdraw", self.request.user, self.application, timezone.localdate()),  # type: ignore[arg-type]
            **self.about_the_end(),
            correction=queries.open_correction(self.application),
            # What is to be typed once more in the ministry's system.
            answers=queries.answers(self.application) if self.application.state == State.HANDED_OVER else [],
            query_code=query_code(self.application.case),
            **kwargs,
        )

    def about_the_end(self) -> dict[str, bool]:
        """What may be done about an approval that stands, or shall end, and whether it has ended."""
        may_speak = rules.may("answer_revocation", self.request.user, self.application, timezone.localdate())  # type: ignore[arg-type]
        waits = may_speak and self.application.revocations.filter(decided_at=None).exists()
        gone = self.application.state in APPROVAL_GONE
        return {"may_answer_revocation": waits, "may_give_up": may_speak and not waits, "approval_gone": gone}


class Receipt(ApplicationPage):
    """The receipt: number, query code, and the two dates by which the bureau answers."""

    template_name = "applications/receipt.html"
    title = _("已收到您的申请")
    of_filings = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.application.state == State.DRAFT:
            return HttpResponseRedirect(self.address("tasks", self.application.pk))
        if self.application.is_filing and not self.of_filings:
            return HttpResponseRedirect(self.address("mine_case", self.application.pk))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(
            faces=clocks.faces(self.application.case, today),
            elapsed=clocks.elapsed(self.application.case, today),
            letter=self.application.case.letters.filter(kind__in=["receipt", "filing_receipt"]).order_by("pk").last(),
            query_code=query_code(self.application.case),
            clerk=queries.window_section(self.application.case.bureau),
            **kwargs,
        )


class Withdraw(Side, Step):
    """撤回: with a reason, before the decision."""

    permission = "application.withdraw"
    verb = "withdraw"
    form_class = ReasonForm
    action: Callable[..., object] = staticmethod(actions.withdraw)
    danger = True

    def get_title(self) -> object:
        return self.object.words.withdraw

    def get_intro(self) -> object:
        return self.object.words.withdraw_means

    def get_done(self) -> object:
        return self.object.words.withdrawn

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"button": self.object.words.withdraw, **kwargs})

    def get_success_url(self) -> str:
        return self.address("mine_case", self.object.pk)

    def get_cancel_url(self) -> str:
        return self.get_success_url()
