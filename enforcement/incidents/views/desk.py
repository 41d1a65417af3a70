"""The desk: every incident with the minutes left, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enforcement.incidents import forms, queries, rules
from enforcement.incidents.states import TYPED_IN, ReportKind
from enforcement.incidents.views import words
from enforcement.monitoring import sampling
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.incidents.models import Incident


def visible(request: HttpRequest) -> QuerySet[Incident]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def left(incident: Incident) -> str:
    """What a list says of the time, as long as somebody has to be told."""
    now = words.now_of(incident, timezone.now())
    return now.left if now.untold and incident.case.closed_on is None else ""


class Incidents(ListPage):
    """Incidents of the bureau, the open ones first."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "incidents/list.html"
    title = _("突发环境事件")
    file_name = "incidents"
    form_class = forms.Find
    counted = _("共 %(n)s 起")
    empty_sentence = _("没有符合条件的突发环境事件。")
    empty_more = _("接到电话的，先登记接报；时限从接报的那一分钟起算。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("发生地点"), "place", "place"),
        Column(_("发现或者得知的时间"), "discovered_at", "discovered_at"),
        Column(_("信息来源"), "get_source_display", "source"),
        Column(_("级别"), "get_level_display", "level"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("原因类别"), "get_cause_kind_display", "cause_kind"),
        Column(_("报告时限"), left),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, now = super().get_context_data(**kwargs), timezone.now()
        listed = [{"row": row, "now": words.now_of(row, now)} for row in context["rows"]]
        may_receive = self.request.may(rules.RECEIVE)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "may_receive": may_receive}


class IncidentPage(Page):
    """One incident: first who has to be told by when; then what happened and what was done."""

    permission = rules.VIEW
    template_name = "incidents/incident.html"

    @cached_property
    def incident(self) -> Incident:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.incident.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, now = self.incident, self.request.user, timezone.now()
        today = timezone.localdate(now)
        names = rules.available(user, one, today)  # type: ignore[arg-type]
        rounds = words.standings(one, now)
        figures = {name: getattr(one, name) for name in rules.FIGURES}
        called_for = one.case.links_from.select_related("target").exclude(why=sampling.FOR)
        links = [link.target for link in called_for if cases.address(user, link.target, "desk", today)]
        return super().get_context_data(
            one=one, case=one.case, rounds=rounds, now=rounds[-1], reached=rules.reached(figures),
            steps=self.steps(names), verbs=set(names), waiting=list(queries.unsigned_reports(one)),
            reports=list(queries.signed_reports(one)), measures=list(one.measures.select_related("document")),
            owed=rules.owed(one) if one.case.closed_on is None else [],
            notices=list(queries.notices(one)), monitored=list(sampling.near(one.case)),
            links=links, timeline=timeline(one, {target.number or "" for target in links}),
            cards=list(one.case.cards.order_by("opened_at")),
            asks_monitoring=one.case.closed_on is None and cases.may(user, "monitoring.ask", one.case, today),
            sees_reporter=cases.may(user, rules.IDENTITY, one.case, today),
            is_typed_in=one.source in {source.value for source in TYPED_IN}, **kwargs,
        )  # fmt: skip

    def steps(self, names: list[str]) -> list[dict[str, Any]]:
        """The buttons; to write leads to each kind of report that may still be written."""
        pk = self.incident.pk
        found = [
            {"url": reverse(f"incidents:{name}", args=[pk]), "word": words.VERBS[name], "name": name}
            for name in names if name not in {"sign", "write"} and (name != "visit" or self.incident.case.enterprise)
        ]  # fmt: skip
        if "write" in names:
            made = queries.signed_kinds(self.incident)
            open_kinds = [kind for kind in ReportKind if kind == ReportKind.FOLLOW_UP or kind not in made]
            for kind in open_kinds:
                url, word = reverse("incidents:write", args=[pk, kind.value]), words.WRITE % {"kind": kind.label}
                found.append({"url": url, "word": word, "name": "write"})
        return found


def timeline(incident: Incident, seen: set[str]) -> list[dict[str, Any]]:
    """The log in words; a case that was linked is named to whoever sees it."""
    events = [event for event in reversed(log.history(incident.case)) if event.name in words.EVENTS]
    return [
        {"at": event.at, "verb": words.EVENTS[event.name], "text": event.actor_name or _("系统"),
         "small": _small(event.facts, seen)}
        for event in events
    ]  # fmt: skip


def _small(facts: Mapping[str, Any], seen: set[str]) -> str:
    to = facts.get("to", "")
    return facts.get("why") or facts.get("letter") or (to if to in seen else "")
