"""The desk: what is due first, all cases, one case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.applications import queries, rules
from approvals.applications.actions.bundle import WHOLE
from approvals.applications.queries import revocations
from approvals.applications.states import UNDER_REVIEW, State
from approvals.applications.views import work
from approvals.applications.views.common import visible
from approvals.applications.views.doors import doors, elsewhere
from approvals.applications.views.gate import gate_for
from approvals.applications.views.offered import OfferCondition
from approvals.green import channel
from approvals.meetings import resolutions
from disclosure.participation import participation
from envportal.accounts import queries as accounts
from envportal.cases import rules as cases
from envportal.cases.queries import COUNTER
from envportal.documents.rules.voiding import DECIDE, PROPOSE
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, Page
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from approvals.applications.models import Application


class Find(Form):
    """The filter above a list of cases."""

    q = forms.CharField(label=_("编号、项目、企业"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *State.choices[1:]], required=False)

    def filter(self, rows: QuerySet[Application]) -> QuerySet[Application]:
        words, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if words:
            by_name = Q(case__title__icontains=words) | Q(case__enterprise__name__icontains=words)
            rows = rows.filter(by_name | Q(case__number__icontains=words) | Q(case__letters__number=words)).distinct()
        return rows.filter(state=state) if state else rows


class Home(Page):
    """My desk: what is due first, and what I can do next."""

    permission = "account.view_self"
    template_name = "applications/desk.html"
    title = _("我的桌面")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.enterprise_id is not None:  # type: ignore[union-attr]
            return HttpResponseRedirect(reverse("applications:mine"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        chosen = self.request.GET.get("show", "")
        rows = work.queue(self.request.user, today)  # type: ignore[arg-type]
        return super().get_context_data(
            rows=[row for row in rows if not chosen or chosen in row.marks][:100],
            stats=work.stats(rows),
            chosen=chosen,
            to_hand_over=queries.letters_to_hand_over(self.request.user, today)[:50],  # type: ignore[arg-type]
            ending=revocations.waiting(self.request.user, today),  # type: ignore[arg-type]
            sees_cases=self.request.may(Cases.permission),  # type: ignore[attr-defined]
            saved=self.request.user.saved_lists.order_by("name", "pk"),  # type: ignore[union-attr]
            finds=self.request.may("case.find"),  # type: ignore[attr-defined]
            doors=doors(Frame(self.request)),
            elsewhere=elsewhere(self.request.user),  # type: ignore[arg-type]
            acts_for=accounts.held_by(self.request.user, today),  # type: ignore[arg-type]
            to_agree=self.request.may("delegation.decide") and accounts.waiting(self.request.user, today).count(),  # type: ignore[attr-defined,arg-type]
            **kwargs,
        )


class Cases(ListPage):
    """All cases this person may see."""

    permission = "application.view_list"
    template_name = "applications/cases.html"
    title = _("全部案件")
    file_name = "cases"
    take_away = "export.case_list"
    form_class = Find
    counted = _("共 %(n)s 件")
    columns = (
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("建设单位"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("收件日期"), "received_on", "received_on"),
        Column(_("受理日期"), "accepted_on", "accepted_on"),
        Column(_("决定日期"), "decided_on", "decided_on"),
        Column(_("经办人"), lambda row: row.case.holder.name if row.case.holder else "", "case__holder__name"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Application]:
        return visible(request).exclude(state=State.DRAFT).order_by("-case__opened_on", "-pk")


class CasePage(Page):
    """One case at the desk: clocks, why, hands, gate, timeline, files."""

    permission = "application.view"
    template_name = "applications/case.html"

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(visible(self.request).exclude(state=State.DRAFT), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A card or a list names a case; what is no application has a page of its own."""
        if own := cases.address_elsewhere(request.user, self.kwargs["pk"], "desk"):
            return HttpResponseRedirect(Frame(request).local(own))
        return super().get(request, *args, **kwargs)

    def get_title(self) -> object:
        return self.application.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, application = timezone.localdate(), self.application
        names = rules.available(self.request.user, application, today)  # type: ignore[arg-type]
        return super().get_context_data(
            application=application,
            today=today,
            case=application.case,
            **queries.case_page(application, today, inside=True),
            verbs=[
                {"url": reverse(f"applications:{name}", args=[application.pk]), "word": work.VERB_WORDS[name]}
                for name in names
                if name in work.VERB_WORDS and work.makes_sense(name, application)
            ],
            counter=self.at_counter(names),
            cannot=work.CANNOT if application.state in UNDER_REVIEW else (),
            may_serve="serve" in names,
            may_file_later="file_later" in names and cases.may(self.request.user, COUNTER, application.case, today),
            may_propose_void=cases.may(self.request.user, PROPOSE, application.case, today),
            may_decide_void=cases.may(self.request.user, DECIDE, application.case, today),
            may_ask_departments=application.state in UNDER_REVIEW
            and cases.may(self.request.user, "consultation.ask", application.case, today),
            may_overrule=not application.case.closed_on
            and cases.may(self.request.user, "catalogue.overrule", application.case, today),
            may_export=cases.may(self.request.user, WHOLE, application.case, today),
            may_correct_service="correct_service" in names,
            gate=gate_for(self.request.user, application, today) if application.state in UNDER_REVIEW else [],  # type: ignore[arg-type]
            sign=work.sign_verb(application),
            comments=participation.comments_of(application.case).count(),
            sees_quota=application.state in UNDER_REVIEW and self.request.may("quota.view"),  # type: ignore[attr-defined]
            sees_comments=self.request.may("comment.queue"),  # type: ignore[attr-defined]
            opinions=list(
                application.opinions.select_related("by").prefetch_related("conditions").order_by("-version")
            ),
            special_steps=list(application.special_steps.order_by("-pk")),
            legal_reviews=queries.legal_reviews(application),
            answers=queries.answers(application),
            channels=channel.of_case(application.case),
            offers=self.offers(),
            coincided=queries.coincidence(application.case),
            is_green=channel.is_open(application.case, today),
            may_ask_green=application.state in UNDER_REVIEW | {State.SUBMITTED}
            and channel.may_ask(self.request.user, application.case, today),  # type: ignore[arg-type]
            docket=resolutions.waits(application.case),
            meetings=resolutions.times(application.case),
            sees_meetings=self.request.may("meeting.view"),  # type: ignore[attr-defined]
            may_hand_in=application.state in UNDER_REVIEW
            and resolutions.may_hand_in(self.request.user, application.case, today),  # type: ignore[arg-type]
            **kwargs,
        )

    def offers(self) -> set[int]:
        """The conditions of the last opinion that are not from the library, for whoever may propose to it."""
        last = self.application.opinions.order_by("-version").first()
        if last is None or not self.request.may(OfferCondition.permission):  # type: ignore[attr-defined]
            return set()
        return queries.own_words(last, timezone.localdate())

    def at_counter(self, names: list[str]) -> list[dict[str, object]]:
        """What the window may do for an applicant it typed for; the slip can be printed again at any time."""
        case = self.application.case
        if not cases.may(self.request.user, COUNTER, case, timezone.localdate()):
            return []
        pages = [
            work.COUNTER_WORDS[name]
            for name in names
            if name in work.COUNTER_WORDS and work.makes_sense(name, self.application)
        ]
        return [
            {"url": reverse(f"applications:counter:{page}", args=[case.pk]), "word": word}
            for page, word in [("receipt", self.application.words.print_slip), *pages]
        ]
