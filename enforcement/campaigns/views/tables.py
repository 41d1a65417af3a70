"""Lists and progress as tables: brought, their columns said, tried, applied, dropped; with a report of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disclosure.runs import views
from disclosure.runs.rules import allows
from enforcement.campaigns import actions, forms, queries, rules
from enforcement.campaigns.actions import tables
from enforcement.campaigns.rules.rows import fields_of, label_of, sentence
from enforcement.campaigns.states import State, TableKind
from enforcement.campaigns.views.desk import Step
from envportal.documents.guards.tables import BadTable
from envportal.web.views import Column, PagePart
from envportal.web.views.export import as_csv

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse

    from envportal.refusals import Refused


class Upload(Step):
    """The table of a campaign: its list, or how far it is."""

    form_class = forms.UploadForm
    button = pgettext_lazy("verb", "上传并看各列")
    kind = TableKind.TARGETS
    done = _("已收到，还没有列入。请核对各列。")

    def get_form_kwargs(self) -> dict[str, Any]:
        needs = self.kind == TableKind.TARGETS and self.object.state == State.RUNNING
        return {**super().get_form_kwargs(), "needs_why": needs}

    def act(self, **typed: Any) -> Any:
        user = self.request.user
        return actions.upload(
            self.object.pk, typed["file"], kind=self.kind, why=typed.get("why", ""), by=user, at=timezone.now(),  # type: ignore[arg-type]
            key=self.key,
        )  # fmt: skip

    def refuse(self, form: django_forms.BaseForm, refused: Refused) -> HttpResponse:
        if isinstance(refused, BadTable):
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        return super().refuse(form, refused)

    def get_success_url(self) -> str:
        made = getattr(self, "result", None)
        if made is not None:
            return reverse("campaigns:columns", args=[made.pk])
        return super().get_success_url()

    def get_cancel_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [(field.label, field.required) for field in fields_of(self.kind).values()]
        return super().get_context_data(**{
            **kwargs, "button": type(self).button, "fields": columns,
            "sample": reverse("campaigns:sample", args=[self.kind]),
        })  # fmt: skip


class UploadList(Upload):
    permission = rules.COMPOSE
    verb = "list_table"
    template_name = "campaigns/upload.html"
    intro = _("一行一个对象。上传以后先核对各列，再逐行试一遍，看清楚哪一行收不收，确认以后才列入；再传一次不会重复。")


class UploadProgress(Upload):
    permission = rules.WORK
    verb = "progress_table"
    template_name = "campaigns/upload.html"
    kind = TableKind.PROGRESS
    intro = _("一行一个对象，写做到哪一步。报告的人不能自己核实；没有证明材料的不能核实；试过一遍，确认以后才登记。")
    done = _("已收到，还没有登记。请核对各列。")


class Sample(PagePart):
    """A table with the right headings and nothing in it."""

    permission = rules.WORK

    def get(self, _request: HttpRequest, kind: str) -> HttpResponse:
        columns = [Column(field.label, lambda _row: "") for field in fields_of(kind).values()]
        return as_csv(f"campaign-{kind}", columns, [])


def seen_by(user: Any) -> Any:
    return queries.tables_seen(user, timezone.localdate())


class OfTable:
    room = "campaigns"
    way = actions.WAY
    seen_by = staticmethod(seen_by)
    title_of = _("对象")
    sentence = staticmethod(sentence)

    def address(self, name: str = "run") -> str:
        place = "table_report" if name == "report" else name
        return reverse(f"campaigns:{place}", args=[self.kwargs["pk"]])  # type: ignore[attr-defined]


class RunPage(OfTable, views.RunPage):
    permission = rules.VIEW
    template_name = "campaigns/run.html"

    def label(self, of: str) -> object:
        return label_of(self.run.kind, of)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, user = self.run, self.request.user
        steps = {"map": tables.require_map, "apply": tables.require_apply, "drop": tables.require_drop}
        may = {f"may_{name}": allows(rule, user, run) for name, rule in steps.items()}
        return super().get_context_data(case=run.campaign.case, **may, **kwargs)


class RunStep(OfTable, views.RunStep):
    permission = rules.WORK


class Columns(OfTable, views.Columns):
    permission = rules.WORK
    rule = staticmethod(tables.require_map)
    form_class = forms.ColumnsForm
    choose = staticmethod(actions.choose)


class Apply(RunStep):
    rule = staticmethod(tables.require_apply)
    action = staticmethod(actions.apply)
    title = _("按这张表登记")
    intro = _("收下的行会列入清单或者登记进度，不收的行不动；每一行的结果留在这里。")
    button = pgettext_lazy("verb", "登记")
    done = _("正在登记。")


class Drop(RunStep):
    rule = staticmethod(tables.require_drop)
    action = staticmethod(actions.drop)
    title = _("放弃这张表")
    intro = _("表格和逐行的核对结果都会删掉，清单和进度不变。")
    button = pgettext_lazy("verb", "放弃这张表")
    done = _("已放弃，表格已删掉。")
    danger = True


class Report(OfTable, views.Report):
    permission = rules.VIEW
