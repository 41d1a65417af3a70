"""Filing: check your answers and file them the way the bureau takes them; number and check of a registration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.forms.filing import (
    DeclareForm,
    FilingCheckForm,
    FilingNumberForm,
    MendFilingForm,
    SupplementForm,
)
from approvals.applications.states import FileKind, State
from approvals.applications.views.common import FileAndAnswers, Side, Step
from approvals.applications.views.steps import CaseStep
from approvals.applications.views.today import HALF_A_YEAR
from disclosure.performance.queries.returns import came_back
from envportal.deadlines import clocks
from envportal.documents.rules import BadFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.utils.functional import _StrPromise

    from approvals.applications.states import Words
    from envportal.refusals import Refused
    from envportal.web.forms import Form


@dataclass(frozen=True)
class Way:
    """One way of filing: what it does, its button, what is said afterwards and where it leads."""

    action: Callable[..., object]
    button: str | _StrPromise
    done: str | _StrPromise
    leads_to: str


WAYS = {
    "submit": Way(actions.submit, _("确认并提交"), _("申请已提交。"), "receipt"),
    "file": Way(actions.file_registration, _("确认并备案"), _("已备案，备案回执在下面的“文书”里。"), "mine_case"),
    "hand_over": Way(
        actions.hand_over,
        _("确认，去备案"),
        _("内容已保存。请到全国登记表备案系统备案，再回来登记备案号。"),
        "mine_case",
    ),
}


class Check(Side, Step):
    """Check your answers, declare, submit once; or, answering a correction letter, hand in the supplement."""

    permission = "application.edit_draft"
    template_name = "applications/check.html"
    title = _("提交前核对")
    verb = "edit"

    @cached_property
    def way(self) -> str:
        """How this draft is filed at its bureau today."""
        return queries.way_of_filing(self.object, timezone.localdate())

    @property
    def words(self) -> Words:
        return queries.words(self.object, timezone.localdate())

    @property
    def is_supplement(self) -> bool:
        return self.object.state == State.CORRECTION

    def get_form_class(self) -> type[Form]:
        return SupplementForm if self.is_supplement else DeclareForm

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {} if self.is_supplement else {"declaration": self.words.declaration}
        return {**super().get_form_kwargs(), **told}

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_supplement else {"way": self.way}

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        correction = queries.open_correction(self.object)
        left = correction is not None and any(not item.answer for item in correction.items.all())
        if left or any(not step.done for step in queries.steps(self.object)):
            return HttpResponseRedirect(self.address("tasks", self.object.pk))
        return super().get(request, *args, **kwargs)

    def refuse(self, form: BaseForm, refused: Refused) -> HttpResponse:
        """Handed in meanwhile, in another tab or by a colleague: where it stands, not a form that can do nothing."""
        self.object.refresh_from_db()
        if self.object.state in (State.DRAFT, State.CORRECTION):
            form.data = {**form.data, "way": self.way}
            return super().refuse(form, refused)
        messages.warning(self.request, str(refused.sentence))
        return HttpResponseRedirect(self.address("mine_case", self.object.pk))

    def act(self, **typed: Any) -> object:
        shown = WAYS.get(typed.pop("way", ""), WAYS[self.way])
        act = actions.supplement if self.is_supplement else shown.action
        return act(self.object.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        if self.request.method == "POST":
            return self.address(WAYS[self.way].leads_to, self.object.pk)
        return self.address("mine_case", self.object.pk)

    def get_done(self) -> object:
        return _("补正材料已提交。") if self.is_supplement else WAYS[self.way].done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object.case
        return super().get_context_data(**{
            "side": self.side, "application": self.object, "case": case, "answers": queries.answers(self.object),
            "button": _("提交补正材料") if self.is_supplement else WAYS[self.way].button,
            "way": self.way, "words": self.words,
            "correction": queries.open_correction(self.object),
            "if_today": clocks.preview(
                case.bureau, self.object.document_kind, on=timezone.localdate(), filed=self.way != "submit"
            ),
            **self.advice(), "back_url": self.address("tasks", self.object.pk), **kwargs,
        })  # fmt: skip

    def advice(self) -> dict[str, Any]:
        """What the record says of such files, what comes after, and the last look at the attachments."""
        case, today = self.object.case, timezone.localdate()
        last = queries.last_look(self.object)
        kind = self.object.document_kind
        found = {"looks_at": queries.may_be_looked_at(self.object), "look": last}
        if self.way != "submit":
            return found
        since = today - HALF_A_YEAR
        return {
            **found,
            "ahead": queries.ahead(case.bureau, kind, today),
            "returns": came_back(case.bureau, kind, since),
        }


class NumberStep(FileAndAnswers):
    """Number, day and receipt of the ministry's system; the receipt stays while the number is mended."""

    permission = "filing.enter"
    verb = "enter_filing"
    files_of = FileKind.FILING_RECEIPT
    form_class = FilingNumberForm
    action: Callable[..., object] = staticmethod(actions.enter_filing)
    title: object = _("登记备案号")
    intro: object = _("在全国登记表备案系统备案后，把备案号和回执登记在这里；本局据此核查，并向社会公开。")
    button: object = _("登记备案号")
    done: object = _("备案号已登记，核查时限从今天起算。")

    def keep_file(self, file: Any) -> None:
        by: Any = self.request.user
        actions.keep_receipt(self.object.pk, file=file, verb=self.verb, by=by, at=timezone.now())

    def refuse(self, form: BaseForm, refused: Refused) -> HttpResponse:
        if not isinstance(refused, BadFile):
            self.keep(form)
        return super().refuse(form, refused)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"files": queries.files(self.object, self.files_of), **kwargs})


class MendNumber(NumberStep):
    """更正备案号: the row as it stands comes filled in; what was wrong is told beside it."""

    permission = "filing.mend"
    verb = "mend_filing"
    form_class = MendFilingForm
    action = staticmethod(actions.mend_filing)
    title = _("更正备案号")
    intro = _("备案号、日期或者回执登记错了的，在这里更正；原来登记的和更正的理由都留在记录里。核查时限不变。")
    button = _("更正")
    done = _("备案号已更正，向社会公开的内容一并更正。")

    def get_initial(self) -> dict[str, Any]:
        """Asked also of a case that has no filing, which the action then refuses with its reason."""
        filing = self.object.filings.filter(mended_why="").first()
        return {"number": filing.number, "filed_on": filing.filed_on} if filing else {}


class MyNumber(NumberStep):
    """On the applicant's side."""

    layout = "my.html"
    template_name = "applications/step.html"

    def get_success_url(self) -> str:
        return reverse("applications:mine_case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class EnterFiling(MyNumber):
    """登记备案号, by the applicant."""


class MendMyFiling(MendNumber, MyNumber):
    """更正备案号, by the applicant, before the check."""


class EnterFilingAtTheDesk(NumberStep, CaseStep):
    """登记备案号 by a window clerk, for an applicant who brings the receipt."""


class MendFiling(MendNumber, CaseStep):
    """更正备案号 by the window that entered it, or by who checks the filing."""


class EndFiling(CaseStep):
    permission = "filing.end"
    verb = "end_filing"
    form_class = ReasonForm
    action = staticmethod(actions.end_filing)
    intro = _(
        "转办备案以后，建设单位一直没有来登记备案号的，写明理由终止办理，书面告知建设单位。以后备案的，可以重新填报。"
    )
    button = pgettext_lazy("verb", "终止办理")
    danger = True
    done = _("已终止，告知书已出具。")


class CheckFiling(CaseStep):
    """备案核查."""

    permission = "filing.check"
    verb = "check_filing"
    form_class = FilingCheckForm
    action = staticmethod(actions.check_filing)
    intro = _("备案不是审批：核查只看备案内容是否属实、是否应当报批报告书或者报告表。结果书面告知建设单位。")
    button = pgettext_lazy("verb", "登记核查结果")
    done = _("核查结果已登记，告知书已出具。")
