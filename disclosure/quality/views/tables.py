"""Tables of measurements at the desk: brought, said what their columns are, taken in, undone; and the report."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from disclosure.quality import actions
from disclosure.quality.forms.desk import ColumnsForm, UndoForm, UploadForm
from disclosure.quality.queries import runs as queries
from disclosure.quality.rules import who
from disclosure.quality.rules.remarks import LABELS, sentence
from disclosure.quality.views.desk import Fresh
from disclosure.runs import views
from disclosure.runs.rules import allows


class Upload(Fresh):
    permission = "quality.import"
    form_class = UploadForm
    title = gettext_lazy("导入监测数据")
    intro = gettext_lazy("上传以后先核对各列，再看每一行收不收，确认以后才会公开；导入以后可以整张撤销。")
    button = gettext_lazy("上传并看各列")
    done = gettext_lazy("已收到，还没有公开。请核对各列。")

    def make(self, typed: dict[str, Any]) -> str:
        user, is_history = self.request.user, typed["kind"] == "history"
        assert user.is_authenticated  # noqa: S101  the permission says so
        asked = actions.Asked(
            typed["medium"], user.bureau, is_history, typed["publisher"], typed["source"] if is_history else ""
        )
        run = actions.upload(typed["file"], asked, by=user, at=timezone.now(), key=self.key)
        return reverse("quality:columns", args=[run.pk])


class OfQuality:
    room = "quality"
    way = actions.WAY
    seen_by = staticmethod(queries.seen_by)
    title_of = gettext_lazy("站点")
    sentence = staticmethod(sentence)


class RunPage(OfQuality, views.RunPage):
    permission = "quality.desk"
    template_name = "quality/run.html"

    def label(self, of: str) -> object:
        return LABELS.get(of, of)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, user = self.run, self.request.user
        steps = {"map": who.require_map, "take": who.require_take, "drop": who.require_drop, "undo": who.require_undo}
        may = {f"may_{name}": allows(rule, user, run) for name, rule in steps.items()}
        return super().get_context_data(**may, **kwargs)


class RunStep(OfQuality, views.RunStep):
    permission = "quality.import"


class Columns(OfQuality, views.Columns):
    permission = "quality.import"
    rule = staticmethod(who.require_map)
    form_class = ColumnsForm
    said = ("replaces",)
    choose = staticmethod(actions.choose)


class Take(RunStep):
    rule = staticmethod(who.require_take)
    action = staticmethod(actions.take)
    title = gettext_lazy("导入这张表")
    intro = gettext_lazy("照录和有改动的行会马上公开；不收的行不会出现。以后可以整张撤销。")
    button = gettext_lazy("导入数据")
    done = gettext_lazy("正在导入。")


class Drop(RunStep):
    rule = staticmethod(who.require_drop)
    action = staticmethod(actions.drop)
    title = gettext_lazy("放弃这张表")
    intro = gettext_lazy("表格和逐行的核对结果都会删掉，没有任何数据公开。")
    button = gettext_lazy("放弃导入")
    done = gettext_lazy("已放弃，表格已删掉。")


class Undo(RunStep):
    rule = staticmethod(who.require_undo)
    action = staticmethod(actions.undo)
    form_class = UndoForm
    title = gettext_lazy("撤销这次导入")
    intro = gettext_lazy("这张表带来的数据都会撤下，被它替换的数据恢复原样；已经发布的公报不变。")
    button = gettext_lazy("撤销导入")
    done = gettext_lazy("已撤销，数据恢复到导入以前。")
    danger = True


class Report(OfQuality, views.Report):
    permission = "quality.desk"
