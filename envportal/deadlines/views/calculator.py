"""The public calculator: anybody can check the dates the portal writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envportal.deadlines import queries
from envportal.deadlines.forms.calculator import BeforeForm, CalculatorForm, HoursForm, RuleForm, WindowForm
from envportal.deadlines.queries import NoRule
from envportal.deadlines.rules import trial
from envportal.web.views import Page
from envportal.web.views.frame import frame
from envportal.workdays import TermError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time

    from django.http import HttpRequest

    from envportal.accounts.models import Bureau
    from envportal.deadlines.rules.trial import Answer
    from envportal.web.forms import Form

# Longer strips are for machines: the API gives every day of them.
MOST_DAYS_SHOWN = 400
# What the command and its address compute; months, years and backwards are the page's own.
AT_THE_API = frozenset({"working_day", "calendar_day", "hour"})


@dataclass(frozen=True)
class Kind:
    """One question of the calculator: its form, what its answer is called, and who answers it."""

    name: object
    form: type[Form]
    due_word: object
    answer: Callable[..., Answer]
    is_at_api: bool = True


def _term(calendar_of: int | None, *, starts_on: date, amount: int, unit: str, pauses: Any) -> Answer:
    return trial.trial(queries.calendar_of(calendar_of), starts_on, amount, unit, pauses)


def _by_rule(
    _calendar_of: int | None, *, bureau: Bureau, matter: str, starts_on: date, extension: int, pauses: Any
) -> Answer:
    name, _slash, variant = matter.partition("/")
    rule = queries.rule_on(bureau, name, variant, starts_on)
    return trial.ruled(queries.calendar_of(bureau.pk), rule, starts_on, pauses, extension)


def _window(calendar_of: int | None, *, starts_on: date, amount: int, unit: str, first_day_counted: bool) -> Answer:
    calendar = queries.calendar_of(calendar_of)
    return trial.windowed(calendar, starts_on, amount, unit, first_day_counted=first_day_counted)


def _hours(_calendar_of: int | None, *, starts_on: date, clock: time, amount: int) -> Answer:
    return trial.hours(timezone.make_aware(datetime.combine(starts_on, clock)), amount)


def _before(calendar_of: int | None, *, starts_on: date, amount: int, unit: str) -> Answer:
    return trial.before(queries.calendar_of(calendar_of), starts_on, amount, unit)


KINDS = {
    "deadline": Kind(gettext_lazy("自己填期限"), CalculatorForm, gettext_lazy("届满日"), _term),
    "rule": Kind(gettext_lazy("按一个局的规则"), RuleForm, gettext_lazy("届满日"), _by_rule),
    "window": Kind(gettext_lazy("公示期间"), WindowForm, gettext_lazy("公示到"), _window),
    "hours": Kind(gettext_lazy("按小时"), HoursForm, gettext_lazy("届满"), _hours),
    "before": Kind(gettext_lazy("倒推"), BeforeForm, gettext_lazy("最迟"), _before, is_at_api=False),
}


class Calculator(Page):
    permission = "public.view"
    template_name = "deadlines/calculator.html"
    title = gettext_lazy("期限计算")

    @cached_property
    def key(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in KINDS else "deadline"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, asked = KINDS[self.key], _asked(self.request)
        form = kind.form(asked) if asked else kind.form()
        chips = [{"label": one.name, "url": f"?kind={key}", "current": key == self.key} for key, one in KINDS.items()]
        context = super().get_context_data(form=form, key=self.key, kind=kind, chips=chips, **kwargs)
        if form.is_bound and form.is_valid():
            context |= self.answered(kind, form)
        return context

    def answered(self, kind: Kind, form: Form) -> dict[str, Any]:
        bureau = frame(self.request)["bureau"]
        try:
            found = kind.answer(bureau.pk if bureau else None, **form.cleaned_data)
        except TermError:
            place = "amount" if "amount" in form.fields else "starts_on"
            form.add_error(place, _("算到日历以外了（日历只有 2004 年到 2100 年），请改小天数或者换日期"))
            return {}
        except NoRule as missing:
            form.add_error("matter", str(missing))
            return {}
        return {
            "found": found,
            "faces": [found.face] if found.face else [],
            "short": found.face is None or len(found.face.cells) <= MOST_DAYS_SHOWN,
            "address": _address(self.key, form.cleaned_data, found, bureau) if kind.is_at_api else "",
            "print_address": f"?{self.request.GET.urlencode()}&print=1",
            "printed": "print" in self.request.GET,
        }


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks; a pause may be a field of its own, as the API has it."""
    asked = {key: value for key, value in request.GET.dict().items() if key not in ("kind", "print")}
    return {**asked, "pauses": " ".join(request.GET.getlist("pauses"))} if asked else {}


def _address(key: str, typed: dict[str, Any], found: Answer, bureau: Bureau | None) -> str:
    """The same question to the API, by the same calendar; none where the API has no such question."""
    whose = typed.get("bureau") or bureau
    unit = found.face.unit if found.face else "hour"
    if unit not in AT_THE_API:
        return ""
    facts = {
        "window": lambda: [("kind", "window"), ("first_day_counted", str(typed["first_day_counted"]).lower())],
        "hours": lambda: [
            ("kind", "hours"),
            ("starts_at", timezone.make_aware(datetime.combine(typed["starts_on"], typed["clock"])).isoformat()),
        ],
    }.get(key, list)()
    started = [] if key == "hours" else [("starts_on", str(typed["starts_on"]))]
    amount = found.face.total if found.face else typed["amount"]
    pauses = [("pauses", f"{first}/{last}") for first, last in typed.get("pauses", [])]
    of_bureau = [("bureau", whose.code)] if whose else []
    asked = [*facts, *started, ("amount", str(amount)), ("unit", unit), *pauses, *of_bureau, ("explain", "1")]
    return "/api/v1/compute/deadline?" + urlencode(asked, safe="/")
