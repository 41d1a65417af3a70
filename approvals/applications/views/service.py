"""送达: record how a letter reached its party, that it did not, or put a record right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from approvals.applications import actions
from approvals.applications.queries import service as queries
from approvals.applications.views.steps import CaseStep
from envportal.documents import letters
from envportal.documents.enums import ServiceWay
from envportal.documents.forms import service as forms
from envportal.documents.rules import BY_HAND, WAYS
from envportal.web.forms import Form
from envportal.web.templatetags import days
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.documents.models import Letter


class LetterStep(CaseStep):
    """A step on one letter of the case."""

    template_name = "applications/service_step.html"

    @cached_property
    def letter(self) -> Letter:
        found: Letter = get_object_or_404(self.object.case.letters.select_related("to"), pk=self.kwargs["letter"])
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{
            "letter": self.letter, "brings": queries.service_brings(self.letter),
            "services": list(self.letter.services.select_related("recorded_by")), **kwargs,
        })  # fmt: skip


class RecordService(LetterStep):
    """How it reached the party: signed for, by post, left, or by public notice; counter unless another is chosen."""

    permission = "letter.serve"
    verb = "serve"
    title = _l("登记送达")
    button = _l("登记送达")

    @property
    def way(self) -> str:
        way: str = self.kwargs.get("way", ServiceWay.COUNTER)
        if way not in BY_HAND:
            raise Http404
        return way

    def get_form_class(self) -> type[forms.ServiceForm]:
        return forms.ServiceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        others = queries.waiting_with(self.letter)
        return {**super().get_form_kwargs(), "way": self.way, "letter": self.letter, "others": others}

    def act(self, **typed: Any) -> object:
        return actions.record_service(
            self.object.pk, letter=self.letter.pk, way=self.way, at=timezone.now(), key=self.key,
            by=self.request.user, **typed,  # type: ignore[arg-type]
        )  # fmt: skip

    def get_done(self) -> object:
        self.letter.refresh_from_db(fields=["served_on"])
        on = self.letter.served_on
        if on is None:
            return ""
        words = {"day": days.short(on), "next": days.short(on + timedelta(days=1))}
        return _("送达已登记：%(day)s 送达，当事人的期限从 %(next)s 起算。") % words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"ways": self.ways(), "way": WAYS[self.way], **kwargs})

    def ways(self) -> list[dict[str, object]]:
        pk, letter = self.object.pk, self.letter.pk
        return [
            {
                "url": reverse("applications:record_service_by", args=[pk, letter, way]),
                "label": ServiceWay(way).label,
                "current": way == self.way,
            }
            for way in BY_HAND
        ]


class RecordFailedService(LetterStep):
    permission = "letter.serve"
    verb = "serve"
    title = _l("登记没有送达")
    intro = _l("退件和没有送到的经过都要留在案卷里；文书继续等待送达，公告送达以此为前提。")
    button = _l("登记没有送达")
    done = _l("已登记没有送达，文书继续等待送达。")
    form_class = forms.FailedForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letter": self.letter}

    def act(self, **typed: Any) -> object:
        return actions.record_failed_service(
            self.object.pk, letter=self.letter.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed  # type: ignore[arg-type]
        )  # fmt: skip


class CorrectService(LetterStep):
    permission = "letter.correct_service"
    verb = "correct_service"
    title = _l("更正送达登记")
    intro = _l("由登记人以外的另一人更正。原来的登记保留；由送达起算的期限按新的日期重新计算。")
    button = _l("更正")
    danger = True
    done = _l("送达登记已更正，有关期限已重新计算。")
    form_class = forms.CorrectServiceForm

    def get_initial(self) -> dict[str, Any]:
        standing = letters.standing_service(self.letter)
        return {"on": standing.happened_on if standing else None, "reached": True}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letter": self.letter}

    def act(self, **typed: Any) -> object:
        return actions.correct_service(
            self.object.pk, letter=self.letter.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed  # type: ignore[arg-type]
        )  # fmt: skip


class Find(Form):
    """The filter above the letters that wait."""

    q = django_forms.CharField(label=_l("文号、项目、企业"), required=False)
    show = django_forms.ChoiceField(
        label=_l("看哪些"),
        choices=(("", _l("等待送达")), ("back", _l("送过、没有送到")), ("unread", _l("已送门户、未签收"))),
        required=False,
    )

    def filter(self, rows: QuerySet[Letter]) -> QuerySet[Letter]:
        words = self.cleaned_data["q"]
        if not words:
            return rows
        about = Q(case__title__icontains=words) | Q(to__name__icontains=words)
        return rows.filter(about | Q(number__icontains=words))


LISTS = {"": queries.to_serve, "back": queries.came_back, "unread": queries.sent_not_read}


class ServiceQueue(ListPage):
    """Letters that have reached nobody, by the end of their limit; or those sent to the portal and not read."""

    permission = "service.list"
    template_name = "applications/service_queue.html"
    title = _l("文书送达")
    file_name = "service"
    take_away = "export.case_list"
    form_class = Find
    counted = _l("共 %(n)s 份")
    columns = (
        Column(_l("文书"), lambda row: row.get_kind_display(), "kind"),
        Column(_l("文号"), "number", "number"),
        Column(_l("受送达人"), lambda row: row.to.name if row.to else row.fields.get("addressee", ""), "to__name"),
        Column(_l("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_l("成文"), "decided_on", "issued_at"),
        Column(_l("最迟送达"), "due_on", "due_on"),
        Column(_l("已等（天）"), lambda row: (timezone.localdate() - row.decided_on).days),
        Column(_l("没有送到（次）"), "in_vain", "in_vain"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Letter]:
        found = LISTS.get(request.GET.get("show", ""), queries.to_serve)
        return found(request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today, user = timezone.localdate(), self.request.user
        rows = list(context["rows"])
        context["rows"] = rows
        context["waiting"] = queries.waiting_rows(rows, today)
        context["other_rooms"] = queries.OTHER_ROOMS
        context["show"] = self.request.GET.get("show", "")
        kept = {name: self.request.GET[name] for name in ("q", "show") if name in self.request.GET}
        context["heads"] = [
            {"label": label, "url": f"?{urlencode({**kept, 'sort': sort})}"}
            for label, sort in (
                (_("时限"), "due_on"), (_("文书"), "kind"), (_("受送达人"), "to__name"), (_("已等"), "issued_at"),
            )
        ]  # fmt: skip
        context["servable"] = queries.servable(user, rows, today)  # type: ignore[arg-type]
        return context
