"""A bureau's own catalogue: read in, told line by line, agreed to by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.access import actions, queries
from approvals.access.actions.files import REFUSED, SAME, TAKEN, touched_by
from approvals.access.forms import DeclineForm
from approvals.access.forms.files import RuleFileForm
from approvals.access.models import RuleFile
from approvals.access.rules import changes
from approvals.access.views.rules import bureau_of
from envportal.audit import log
from envportal.web.forms import Form
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

RESULTS = {TAKEN: _("已提出，等另一人同意"), SAME: _("与现行的相同，不重复"), REFUSED: _("没有采用")}


def files(request: HttpRequest) -> QuerySet[RuleFile]:
    return RuleFile.objects.filter(bureau=bureau_of(request)).select_related("by", "bureau")


class Import(StepView):
    permission = "access_rule.propose"
    object = None
    form_class = RuleFileForm
    action = staticmethod(actions.read_catalogue)
    title = _("从表格导入产业政策目录")
    intro = _("每行一条规则，逐行报告；由另一人整批同意以后才适用，同意以前会列出影响哪些在办案件。")
    button = _("导入")
    done = _("表格已读完，逐行结果如下。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.read_catalogue(by=by, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        event = log.already(self.key)
        return reverse("access:file", args=[event.facts["file"]]) if event else reverse("access:rules")

    def get_cancel_url(self) -> str:
        return reverse("access:rules")


class FilePage(Page):
    """What became of every line, what waits, and whom it would touch."""

    permission = "access_rule.view"
    template_name = "access/file.html"

    @cached_property
    def file(self) -> RuleFile:
        return get_object_or_404(files(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.file.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, may = self.file, self.request.may  # type: ignore[attr-defined]
        waits = queries.waiting_of(found).count()
        words = RESULTS if waits else {**RESULTS, TAKEN: _("另一人已经决定")}
        lines = [(number, text, result, words[result], why) for number, text, result, why in found.lines]
        return super().get_context_data(
            file=found, waits=waits, lines=lines,
            counts=[(words[name], sum(line[2] == name for line in found.lines)) for name in (TAKEN, SAME, REFUSED)],
            may_decide=bool(waits) and may("access_rule.decide") and found.by_id != self.request.user.pk, **kwargs,
        )  # fmt: skip


class AgreeToAll(StepView):
    permission = "access_rule.decide"
    queryset = staticmethod(files)
    template_name = "access/agree_file.html"
    form_class = Form
    action = staticmethod(actions.agree_to_all)
    title = _("同意整批规则")
    button = _("同意，自施行日起适用")
    done = _("整批规则已写入；受影响的在办案件已重新筛查，经办人已收到通知。")
    object: RuleFile

    def check(self) -> None:
        first = queries.waiting_of(self.object).first()
        if first is None:
            raise changes.IsDecided(_("这张表里没有等待决定的规则。"))
        changes.check_decide(self.request.user, first)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("access:file", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = touched_by(self.object, timezone.localdate())
        waits = queries.waiting_of(self.object).count()
        return super().get_context_data(**{"file": self.object, "touched": found, "waits": waits, **kwargs})


class DeclineAll(AgreeToAll):
    template_name = "step.html"
    form_class = DeclineForm
    action = staticmethod(actions.decline_all)  # type: ignore[assignment]
    title = _("不同意整批规则")
    button = _("不同意")
    done = _("整批规则已退回，现行规则继续适用；改正后可以重新导入。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super(AgreeToAll, self).get_context_data(**kwargs)
