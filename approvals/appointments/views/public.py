"""Anybody: choose a matter, a day with places left and an hour; change or cancel it by number and code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _l

from approvals.appointments import actions, rules
from approvals.appointments.forms import booking as forms
from approvals.appointments.guards import Full
from approvals.appointments.models import Appointment, Service
from approvals.appointments.queries import hours, visits
from approvals.appointments.states import CASE, State
from disclosure.board.views.followed import Acted, Followed
from disclosure.board.views.posted import Posted
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.queries import query_code
from envportal.refusals import Refused
from envportal.web.forms import OfReceipt
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from approvals.appointments.queries.hours import Piece
    from envportal.cases.models import Case
    from envportal.web.forms import AskForm


class Choose(Page):
    """The matters of a bureau that can be booked."""

    permission = rules.FIGURES
    template_name = "appointments/choose.html"
    title = _l("预约窗口")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureaus = list(receiving_bureaus())
        asked = self.request.GET.get("bureau", "")
        bureau = next((one for one in bureaus if one.code == asked), home_bureau())
        # Who has an account books with it: their page knows name and telephone.
        mine = self.request.may(rules.OWN)  # type: ignore[attr-defined]
        return super().get_context_data(
            services=list(hours.services(bureau)), of_bureau=bureau, bureaus=bureaus, mine=mine, **kwargs
        )


class Book(Posted):
    """网上预约 of one matter."""

    permission = rules.BOOK
    template_name, receipt_template = "appointments/book.html", "appointments/receipt.html"
    form_class = forms.PublicBookForm
    button = _l("预约")
    heading = _l("已经约好")

    @cached_property
    def service(self) -> Service:
        rows = Service.objects.filter(is_open=True, counters__is_open=True).select_related("bureau").distinct()
        return get_object_or_404(rows, pk=self.kwargs["service"])

    @cached_property
    def free(self) -> dict[date, list[Piece]]:
        return hours.free(self.service, timezone.now())

    @cached_property
    def day(self) -> date | None:
        """The day that was chosen, or the first with a place left."""
        asked = self.request.POST.get("day") or self.request.GET.get("day", "")
        named = next((day for day in self.free if day.isoformat() == asked), None)
        return named or next((day for day, pieces in self.free.items() if any(one.left for one in pieces)), None)

    def get_title(self) -> object:
        return self.service.name

    def get_form_kwargs(self) -> dict[str, Any]:
        pieces = self.free[self.day] if self.day else []
        return {**super().get_form_kwargs(), "pieces": pieces}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = [
            {"day": day, "left": sum(one.left for one in pieces), "is_current": day == self.day}
            for day, pieces in self.free.items()
        ]
        rule = hours.rule_on(self.service.bureau, timezone.localdate())
        return super().get_context_data(service=self.service, day=self.day, days=offered, terms=rule, **kwargs)

    def take_in(self, form: forms.PublicBookForm, key: str) -> Appointment:
        typed, address = form.cleaned_data, address_of(self.request)
        who = actions.Who(typed["name"], typed["phone"])
        try:
            return actions.book_publicly(self.service, typed["piece"], who, key=key, address=address, at=timezone.now())
        except Full:
            self.__dict__.pop("free", None)
            form.fields["piece"].choices = forms.of_one_day(self.free[self.day] if self.day else [])  # type: ignore[attr-defined]
            raise

    def by_key(self, key: str) -> Appointment | None:
        return visits.by_key(key)

    def told(self, made: Appointment, key: str) -> dict[str, Any]:  # noqa: ARG002
        return {"one": made, "case": made.case, "code": query_code(made.case)}


class Follow(Followed):
    """查预约: when and where, and the two things that can be done about it."""

    permission = "progress.view"
    template_name = "appointments/follow.html"
    title = _l("查预约、改期、取消")
    kind, home = CASE, "/appointments/progress/"

    def found(self, case: Case) -> Appointment:
        rows = Appointment.objects.select_related("case__bureau", "service__bureau", "slot__counter", "queue")
        return rows.get(pk=case.pk)

    def shown(self, one: Appointment, form: AskForm) -> dict[str, Any]:
        known = {"no": form.cleaned_data["no"], "code": form.cleaned_data["code"]}
        against = self.against(one)
        opens = one.state == State.BOOKED and not against
        change = forms.ChangeForm(initial=known, free=hours.free(one.service, timezone.now())) if opens else None
        ahead = [other.pk for other in visits.waiting(one.case.bureau, one.day)] if one.state == State.ARRIVED else []
        return {
            **known, "one": one, "case": one.case, "change": change, "against": against,
            "ahead": ahead.index(one.pk) if one.pk in ahead else None,
        }  # fmt: skip

    def against(self, one: Appointment) -> str:
        try:
            rules.can_be_changed(one, timezone.now())
        except Refused as refused:
            return str(refused)
        return ""


class Change(Acted, Follow):
    permission = rules.BOOK
    form_name, form_class = "change", forms.ChangeForm
    done = _l("已经改好。")

    def typed(self, one: Appointment) -> OfReceipt:
        return forms.ChangeForm(self.request.POST, free=hours.free(one.service, timezone.now()))

    def act(self, one: Appointment, told: dict[str, Any]) -> None:
        actions.change(one.pk, by=None, at=timezone.now(), **told)


class Cancel(Acted, Follow):
    permission = rules.BOOK
    form_name, form_class = "gone", OfReceipt
    done = _l("已经取消，位置让给了别人。")

    def act(self, one: Appointment, told: dict[str, Any]) -> None:  # noqa: ARG002
        actions.cancel(one.pk, by=None, at=timezone.now())


class Figures(Page):
    """窗口预约统计: sums of the last six months; nobody stands in them."""

    permission = rules.FIGURES
    template_name = "appointments/figures.html"
    title = _l("窗口预约统计")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau, today = home_bureau(), timezone.localdate()
        months = [(first, visits.figures(bureau, first, last)) for first, last in _months(today)]
        return super().get_context_data(months=months, of_bureau=bureau, **kwargs)


def _months(today: date) -> list[tuple[date, date]]:
    """First and last day of the last six months, this one first."""
    n = today.year * 12 + today.month - 1
    firsts = [date((n - back) // 12, (n - back) % 12 + 1, 1) for back in range(-1, 6)]
    ends = [date.fromordinal(first.toordinal() - 1) for first in firsts]
    return list(zip(firsts[1:], ends, strict=False))
