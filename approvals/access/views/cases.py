"""The screening sheet of a case, for the desk and for its applicant, and what is done on it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.access import actions, queries
from approvals.access.forms import AnswerForm, CorrectionForm, site_initial
from approvals.access.rules import cases as standings
from approvals.access.rules import changes
from approvals.access.rules.words import areas, basis, sentence
from envportal.cases import rules as case_rules
from envportal.cases.enums import Pollutant
from envportal.cases.queries import visible_to
from envportal.refusals import Refused
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.access.models import Sheet
    from approvals.access.rules.cases import Standing
    from envportal.cases.models import Case


def screened(request: HttpRequest) -> QuerySet[Case]:
    """The cases this person may see that were screened."""
    seen = visible_to(request.user, timezone.localdate(), "screening.view")
    return seen.filter(screenings__isnull=False).distinct()


def row(standing: Standing) -> dict[str, Any]:
    """A rule as a page tells it."""
    return {"one": standing, "rule": standing.rule, "why": sentence(standing), "basis": basis(standing.rule)}


def told(found: list[Standing]) -> dict[str, Any]:
    """What stands against it, what waits, what is noted, and what lets it pass, apart."""
    return {
        "hits": [row(one) for one in found if one.is_hit],
        "waits": [row(one) for one in found if one.is_open],
        "answered": [row(one) for one in found if one.answer and not one.is_hit],
        "noted": [row(one) for one in found if one.result == "noted"],
        "passed": [row(one) for one in found if one.result == "met" and not one.answer],
    }


class SheetPage(Page):
    """The sheet as it stands today, or, by its number, as it was drawn up."""

    permission = "screening.view"
    template_name = "access/sheet.html"
    title = _("准入筛查表")
    inside = True

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(screened(self.request), pk=self.kwargs["pk"])

    @cached_property
    def sheet(self) -> Sheet | None:
        """The kept sheet the address names; none for the one that stands."""
        number = self.kwargs.get("number")
        return get_object_or_404(queries.sheets(self.case), number=number) if number else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, kept = self.case, list(queries.sheets(self.case))
        return super().get_context_data(
            case=case, sheet=self.sheet, latest=kept[0], sheets=kept, inside=self.inside,
            layout="desk.html" if self.inside else "my.html", facts=fact_pairs(self.facts(kept[0])),
            may_refuse=self.may("review.write_opinion") and case.holder_id == self.request.user.pk,
            may_answer=self.may("screening.answer"), may_correct=self.may("screening.correct"),
            **told(self.standing()), **kwargs,
        )  # fmt: skip

    def facts(self, latest: Sheet) -> dict[str, Any]:
        """As a kept sheet has them; of a running case as they are now, the ledger's among them."""
        if self.sheet is not None or self.case.closed_on is not None:
            kept: dict[str, Any] = (self.sheet or latest).facts
            return kept
        return standings.snapshot(self.case, queries.facts_of(self.case), timezone.localdate())

    def standing(self) -> list[Standing]:
        if self.sheet is None:
            return standings.stand_now(self.case, timezone.localdate())
        return standings.stand_of_sheet(self.sheet)

    def may(self, action: str) -> bool:
        open_now = self.inside and self.sheet is None and self.case.closed_on is None
        return open_now and case_rules.may(self.request.user, action, self.case)


class MySheet(SheetPage):
    """The same in plain words, for the applicant."""

    inside = False


def fact_pairs(facts: dict[str, Any]) -> list[tuple[Any, str]]:
    """The facts of a sheet: what, and what is known."""
    return [
        (_("行业代码"), facts["industry"]),
        (_("地点"), facts["place"]),
        (_("管控单元"), _("、").join(facts["units"]) or facts["unit"] or _("不知道")),
        (_("坐标"), ", ".join(facts["coordinates"]) or "—"),
        (_("占用的环境敏感区"), areas(facts["inside"])),
        (_("评价范围内的环境敏感区"), areas(facts["near"])),
        (_("排放量"), _loads(facts["emissions"])),
        (_("总量台账绑定的减排量"), _replaced(facts)),
        (_("替代来源的说明（备注）"), facts["replaced_from"] or "—"),
    ]


def _replaced(facts: dict[str, Any]) -> str:
    sources = _("、").join(facts["replaced_by"])
    return f"{_loads(facts['replaced'])} · {sources}" if sources else "—"


def _loads(amounts: dict[str, str]) -> str:
    loads = (f"{Pollutant(name).label} {amount}" for name, amount in amounts.items() if Decimal(amount))
    return _("、").join(loads) or "—"


class CaseStep(StepView):
    """A step on the sheet at the desk."""

    queryset = staticmethod(screened)

    def get_success_url(self) -> str:
        return reverse("access:sheet", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def check(self) -> None:
        case_rules.require(self.request.user, self.permission, self.object)
        if self.object.closed_on is not None:
            raise changes.CaseIsOver(_("本件已办结，筛查表不再改动。"))


class Correct(CaseStep):
    """The facts put right, with a reason; the applicant's own words stay on the sheets before."""

    permission = "screening.correct"
    action = staticmethod(actions.correct)
    form_class = CorrectionForm
    title = _("更正或者补充筛查事实")
    intro = _("更正后按现行规则重新筛查，旧的筛查表保留，改了什么、谁改的记入案卷。")
    button = _("更正并重新筛查")
    done = _("事实已更正，已重新筛查。")

    def get_initial(self) -> dict[str, Any]:
        facts = queries.facts_of(self.object)
        return {
            **site_initial(facts), "replaced_from": facts.replaced_from,
        }  # fmt: skip

    def act(self, **typed: Any) -> Any:
        values = {name.removeprefix("site_"): value for name, value in typed.items() if name.startswith("site_")}
        return super().act(reason=typed["reason"], replaced_from=typed["replaced_from"], **values)


class Answer(CaseStep):
    """A person's word on one rule."""

    permission = "screening.answer"
    template_name = "access/answer.html"
    form_class = AnswerForm
    title = _("判断一条规则")
    button = _("记入判断")
    done = _("判断已记入筛查表和案卷。")

    @cached_property
    def standing(self) -> Standing:
        found = {one.rule.pk: one for one in standings.stand(self.object, timezone.localdate())}
        if self.kwargs["rule"] not in found:
            raise Http404
        return found[self.kwargs["rule"]]

    def check(self) -> None:
        super().check()
        changes.require_answerable(self.standing)

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.answer(
            self.object.pk, rule=self.kwargs["rule"], by=by, at=timezone.now(), key=self.key, **typed
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            shown = row(self.standing)
        except Refused:
            shown = {}
        return super().get_context_data(**{**shown, "case": self.object, **kwargs})
