"""Upload a table, say what its columns are, put it on the board, let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board.forms import WithdrawForm
from disclosure.imports import actions, queries, rules
from disclosure.imports.forms import MOST_HEAD_ROWS, ColumnsForm, UploadForm
from disclosure.imports.guards.refusals import BadMapping
from disclosure.imports.models import Line, Run
from envportal.documents.guards.tables import BadTable
from envportal.web.views import FormPage, StepView

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.refusals import Refused

SAMPLES, SHOWN, LONG = 3, 8, 40


class Upload(FormPage):
    permission = "import.notices"
    form_class = UploadForm
    layout = "desk.html"
    title = gettext_lazy("导入历史公示")
    intro = gettext_lazy(
        "上传以前在别处公示过的表格。下一步核对各列是什么，再看每一行收不收，最后由另一位编辑或局领导确认，才会出现在公示栏。"
    )
    button = gettext_lazy("上传并看各列")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        user, typed = self.request.user, form.cleaned_data
        assert user.is_authenticated  # noqa: S101  the permission says so
        try:
            run = actions.upload(typed["file"], source=typed["source"], by=user, at=timezone.now())
        except BadTable as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, _("已收到，还没有公开。请核对各列。"))
        return HttpResponseRedirect(reverse("imports:columns", args=[run.pk]))

    def get_cancel_url(self) -> str:
        return reverse("imports:runs")


def of_my_bureau(request: HttpRequest) -> QuerySet[Run]:
    return queries.seen_by(request.user)


class RunStep(StepView):
    """A step of an import, which leads back to its page."""

    queryset = staticmethod(of_my_bureau)

    def get_success_url(self) -> str:
        return reverse("imports:run", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Columns(RunStep):
    """The columns as found with a proposal for each; nothing is public by this."""

    permission = "import.notices"
    rule = staticmethod(rules.require_map)
    form_class = ColumnsForm
    template_name = "imports/columns.html"
    title = gettext_lazy("核对各列")
    button = gettext_lazy("核对整张表")
    done = gettext_lazy("正在逐行核对，核对完会列出每一行收不收、改了什么。")

    @cached_property
    def run(self) -> Run:
        run = self.object
        assert isinstance(run, Run)  # noqa: S101  the queryset says so
        if self.asked_head is not None and self.asked_head != run.head_rows:
            run.head_rows = self.asked_head
            names = rules.names_of(self.rows, run.head_rows)
            run.mapping = {str(column): str(of) for column, of in rules.guess(names).items()}
        return run

    @property
    def asked_head(self) -> int | None:
        asked = self.request.GET.get("head", "") or self.request.POST.get("head_rows", "")
        is_number = asked.isascii() and asked.isdecimal() and len(asked) < 3
        return int(asked) if is_number and 1 <= int(asked) <= MOST_HEAD_ROWS else None

    @cached_property
    def rows(self) -> list[list[str]]:
        return [cells for _number, cells in queries.top(self.object)]

    def get_form_kwargs(self) -> dict[str, Any]:
        run, names = self.run, rules.names_of(self.rows, self.run.head_rows)
        samples = [self.sample(column) for column in range(len(names))]
        initial = {"head_rows": run.head_rows, "kind": run.kind, "publisher": run.publisher, "source": run.source}
        return {**super().get_form_kwargs(), "run": run, "names": names, "samples": samples, "initial": initial}

    def sample(self, column: int) -> str:
        """What stands in the first rows of a column."""
        under = self.rows[self.run.head_rows :]
        said = dict.fromkeys(cells[column].strip() for cells in under if column < len(cells) and cells[column].strip())
        return _("；").join(text if len(text) <= LONG else f"{text[:LONG]}…" for text in list(said)[:SAMPLES])

    def act(self, **typed: Any) -> object:
        user, form = self.request.user, self.sent
        assert user.is_authenticated  # noqa: S101  the permission says so
        whole = rules.Whole(typed["kind"], typed["publisher"], typed["source"])
        return actions.choose(
            self.run.pk, head_rows=typed["head_rows"], mapping=form.mapping(), whole=whole, by=user,
            at=timezone.now(), key=self.key,
        )  # fmt: skip

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        assert isinstance(form, ColumnsForm)  # noqa: S101  form_class says so
        self.sent = form
        return super().form_valid(form)

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        """What is wrong with a column stands at that column; all choices stay."""
        if not isinstance(refused, BadMapping):
            return super().refuse(form, refused)
        form.add_error(refused.of if refused.of in form.fields else None, str(refused))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names, run = rules.names_of(self.rows, self.run.head_rows), self.run
        heads = [{"label": str(n), "url": f"?head={n}", "current": n == run.head_rows} for n in range(1, 6)]
        shown = [[cell[:60] for cell in cells] for cells in self.rows[run.head_rows : run.head_rows + SHOWN]]
        return super().get_context_data(run=run, names=names, shown=shown, heads=heads, **kwargs)


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
        return reverse("imports:run", args=[self.kwargs["pk"]])


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
