"""窗口代录: the applicant's own pages once more, for a clerk who types for somebody at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import View

from approvals.applications import actions, queries
from approvals.applications.forms import counter as forms
from approvals.applications.models import Application
from approvals.applications.states import EDITABLE, State
from approvals.applications.views import applicant, drafts, filing, revisions
from approvals.applications.views.common import Side
from envportal.accounts import actions as accounts
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.forms import CounterForm
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import has_account, owners_by
from envportal.audit import log
from envportal.cases.queries import COUNTER
from envportal.refusals import NotYours
from envportal.web.forms import tidy
from envportal.web.views import ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_FOUND = 20
SHORTEST = 2


class Counter(Side):
    """Of the counter: the desk's frame around the applicant's pages."""

    permission = COUNTER
    side = "applications:counter"
    layout = "counter.html"
    request: HttpRequest

    @property
    def clerk(self) -> User:
        return self.request.user  # type: ignore[return-value]


class AtCounter(Counter, View):
    """A page about one application this bureau's counter typed; an applicant's own is no business of the window."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whose it is comes before all else a page may have to say."""
        self.get_queryset()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def application(self) -> Application:
        pk = self.kwargs["pk"]
        found = queries.at_counter(self.clerk, timezone.localdate()).filter(pk=pk).first()
        if found is not None:
            return found
        if not Application.objects.filter(pk=pk, discarded_at=None).exists():
            raise Http404
        raise NotYours(_("这份申请不是本局窗口代录的，窗口不能打开；请申请人登录门户自己办理。"), COUNTER)

    def get_queryset(self) -> QuerySet[Application]:
        """Where a step looks for its application; with the reason where it is not the counter's."""
        return queries.with_case().filter(pk=self.application.pk)


class Start(Counter, ListPage):
    """Find the enterprise, or go on with what was begun here."""

    template_name = "applications/counter.html"
    title = _("窗口代录")
    counted = _("没有交的 %(n)s 份")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Application]:
        return queries.at_counter(request.user, timezone.localdate()).filter(state__in=EDITABLE)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = tidy(self.request.GET.get("q", "")).strip()[:60]
        found = list(owners_by(words)[:MOST_FOUND]) if len(words) >= SHORTEST else []
        return super().get_context_data(
            q=words, found=found, too_short=0 < len(words) < SHORTEST, too_many=len(found) == MOST_FOUND, **kwargs
        )


class RegisterHere(Counter, StepView):
    """Enter an enterprise that stands at the window with its licence."""

    object = None
    form_class = CounterForm
    title = _("登记单位")
    intro = _(
        "对照营业执照原件填写。登记即核验，由您负责；该单位没有门户账号，以后可以在网上认领，认领须窗口再次核对。"
    )
    button = _("登记，接着建草稿")
    done = _("单位已登记并核验。")

    def get_initial(self) -> dict[str, Any]:
        words = tidy(self.request.GET.get("q", "")).strip()[:60]
        return {"uscc" if any(sign.isdigit() for sign in words) else "name": words}

    def get_cancel_url(self) -> str:
        return self.address("mine")

    def act(self, **typed: Any) -> Enterprise:
        contact = {name: typed[name] for name in ("contact_name", "contact_phone", "contact_email")}
        details = {name: typed[name] for name in ("uscc", "name", "legal_representative", "address")}
        return accounts.register_at_counter(
            enterprise={**details, "kind": EnterpriseKind.OWNER.value, "bureau": self.clerk.bureau},  # type: ignore[typeddict-item]
            contact=contact,  # type: ignore[arg-type]
            by=self.clerk,
            at=timezone.now(),
            key=self.key,
        )

    def get_success_url(self) -> str:
        entered = log.already(self.key)
        return self.address("new", entered.facts["enterprise"]) if entered else self.address("mine")


class New(Counter, applicant.New):
    """The applicant's own form of a new draft, for one enterprise, at this clerk's bureau."""

    title = _("代录一份申请或者备案")
    intro = _("草稿由本局窗口保管，申请人登录门户也能看到、接着填。内容由申请人负责，交之前打印出来请申请人核对签字。")

    @cached_property
    def enterprise(self) -> Enterprise:
        return get_object_or_404(Enterprise, pk=self.kwargs["enterprise"], kind=EnterpriseKind.OWNER)

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = {
            "enterprises": Enterprise.objects.filter(pk=self.enterprise.pk),
            "bureaus": Bureau.objects.filter(staff=self.clerk),
        }
        return {**super().get_form_kwargs(), **rows}

    def get_cancel_url(self) -> str:
        return self.address("mine")


class OnDesk(AtCounter, applicant.ApplicationPage):
    """Where the application stands, for the window: its case at the desk, or the draft it still is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        pk = self.application.pk
        is_draft = self.application.state == State.DRAFT
        return HttpResponseRedirect(self.address("tasks", pk) if is_draft else reverse("applications:case", args=[pk]))


class Slip(AtCounter, applicant.Receipt):
    """收件凭条: number, query code, the dates, whom to ask; printed and handed over the counter."""

    template_name = "applications/slip.html"
    of_filings = True

    def get_title(self) -> object:
        return self.application.words.slip


class Contact(AtCounter, drafts.Contact):
    form_class = forms.ContactForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "has_account": has_account(self.object.owner)}


class Check(AtCounter, filing.Check):
    """Printed for the applicant, who checks and signs it; then handed in with the scanned signature."""

    def get_title(self) -> object:
        return self.words.check_sheet

    def get_form_class(self) -> type[forms.DeclarationForm]:
        return forms.SupplementForm if self.is_supplement else forms.DeclarationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is declared is printed and signed; the form asks for the signature only."""
        return {name: value for name, value in super().get_form_kwargs().items() if name != "declaration"}

    def act(self, **typed: Any) -> object:
        act = actions.supplement_at_counter if self.is_supplement else actions.submit_at_counter
        return act(self.object.pk, by=self.clerk, at=timezone.now(), key=self.key, **typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{
            "check_code": queries.check_code(self.object, self.way),
            "mode": queries.mode_of(self.object, timezone.localdate()), **kwargs,
        })  # fmt: skip


class Withdraw(AtCounter, applicant.Withdraw):
    form_class = forms.WithdrawForm
    action = staticmethod(actions.withdraw_at_counter)

    def get_intro(self) -> object:
        return self.object.words.withdraw_on_paper


class AnswerRevision(AtCounter, revisions.AnswerRevision):
    form_class = forms.AnswerRevisionForm
    action = staticmethod(actions.answer_revision_at_counter)

    def get_success_url(self) -> str:
        return self.address("mine_case", self.object.pk)


# The pages that are other than the applicant's, by the name of their address.
OWN: dict[str, type[AtCounter]] = {
    "mine_case": OnDesk, "receipt": Slip, "check": Check, "withdraw": Withdraw, "step_contact": Contact,
    "answer_revision": AnswerRevision,
}  # fmt: skip
SAME = frozenset({"tasks", "remove_file", "delete_draft", "answer_item", "file_later", "pre_check"})


def has_page(name: str) -> bool:
    """Whether the applicant's page of this name has one at the counter; every step of the task list has."""
    return name in OWN or name in SAME or name.startswith("step_")


def page(name: str, view: type[Any]) -> type[Any]:
    """The applicant's page as the counter uses it: the same form, checks and template."""
    return OWN.get(name) or type(f"Counter{view.__name__}", (AtCounter, view), {})
