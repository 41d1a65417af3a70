"""Upload a table, say what its columns are, put it on the board, let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board.forms import WithdrawForm
from disclosure.imports import actions, queries, rules
from disclosure.imports.forms import ColumnsForm, UploadForm
from disclosure.imports.views.runs import OfImports
from disclosure.runs import views
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.imports.models import Line


class Upload(views.Fresh):
    permission = "import.notices"
    form_class = UploadForm
    title = gettext_lazy("导入历史公示")
    intro = gettext_lazy(
        "上传以前在别处公示过的表格。下一步核对各列是什么，再看每一行收不收，最后由另一位编辑或局领导确认，才会出现在公示栏。"
    )
    button = gettext_lazy("上传并看各列")
    done = gettext_lazy("已收到，还没有公开。请核对各列。")

    def make(self, typed: dict[str, Any]) -> str:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        run = actions.upload(
            typed["file"], source=typed["source"], kind=typed["kind"], by=user, at=timezone.now(), key=self.key
        )
        return reverse("imports:columns", args=[run.pk])

    def get_cancel_url(self) -> str:
        return reverse("imports:runs")


class RunStep(OfImports, views.RunStep):
    """A step of an import, which leads back to its page."""


class Columns(OfImports, views.Columns):
    permission = "import.notices"
    rule = staticmethod(rules.require_map)
    form_class = ColumnsForm
    said = ("kind", "publisher", "source")
    choose = staticmethod(actions.choose)


class Apply(RunStep):
    permission = "import.publish"
    rule = staticmethod(rules.require_apply)
    action = staticmethod(actions.apply)
    template_name = "imports/apply.html"
    title = gettext_lazy("导入公示栏")
    button = gettext_lazy("导入公示栏")
    done = gettext_lazy("正在导入，导入的公示标明“历史导入”和原发布机关。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.object, **kwargs)


class Drop(RunStep):
    permission = "import.notices"
    rule = staticmethod(rules.require_drop)
    action = staticmethod(actions.drop)
    title = gettext_lazy("放弃这次导入")
    intro = gettext_lazy("表格和逐行的核对结果都会删掉，没有任何内容公开。")
    button = gettext_lazy("放弃导入")
    done = gettext_lazy("已放弃，表格已删掉。")
    danger = True

    def get_success_url(self) -> str:
        return reverse("imports:runs")

    def get_cancel_url(self) -> str:
        return self.address()


def lines(request: HttpRequest) -> QuerySet[Line]:
    return queries.lines_seen_by(request.user)


class AskOff(StepView):
    """One row the command read: asked to be taken off, by the first of two people."""

    permission = "import.publish"
    queryset = staticmethod(lines)
    rule = staticmethod(rules.require_ask_off)
    action = staticmethod(actions.ask_off)
    form_class = WithdrawForm
    intro = gettext_lazy("这一行是在服务器上导入的，撤回要两个人：您写明原因提请，另一位局领导撤回。撤回以前仍然公开。")
    button = gettext_lazy("提请撤回")
    done = gettext_lazy("已提请，等另一位局领导撤回。")

    def get_title(self) -> object:
        return _("提请撤回历史公示：%(title)s") % {"title": self.object.title}

    def get_success_url(self) -> str:
        return reverse("imports:run", args=[self.object.run_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class TakeOff(StepView):
    """One row off the board again."""

    permission = "board.withdraw"
    queryset = staticmethod(lines)
    rule = staticmethod(rules.require_take_off)
    action = staticmethod(actions.take_off)
    form_class = WithdrawForm
    button = gettext_lazy("撤回公示")
    done = gettext_lazy("已撤回，原因留在公示的地址上；再导入也不会重新出现。")
    danger = True

    def get_title(self) -> object:
        return _("撤回历史公示：%(title)s") % {"title": self.object.title}

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.object.off_asked_why}

    def get_intro(self) -> object:
        asked_by = self.object.off_asked_by
        return _("%(who)s提请撤回，原因见下。") % {"who": asked_by.name} if asked_by else ""

    def get_success_url(self) -> str:
        return reverse("imports:run", args=[self.object.run_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()
