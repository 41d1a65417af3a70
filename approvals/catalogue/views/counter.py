"""The desk: one-time notices that were told, and the check a case stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.catalogue import actions
from approvals.catalogue.forms.desk import RulingForm, TellForm
from approvals.catalogue.queries import kept
from approvals.catalogue.rules.cases import OVERRULE, require_open
from approvals.catalogue.views.desk import bureau_of
from approvals.catalogue.views.guide import shown
from approvals.catalogue.views.public import ToldPage
from envportal.cases.queries import visible_to
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.catalogue.models import Told
    from envportal.cases.models import Case


class ToldList(ListPage):
    """Every one-time notice of the bureau."""

    permission = "window_rule.view"
    template_name = "catalogue/told_list.html"
    title = _("一次性告知")
    file_name = "told"
    empty_sentence = _("还没有出具过一次性告知书。")
    columns = (
        Column(_("告知日"), "on", "on"),
        Column(_("项目名称"), "project", "project"),
        Column(_("告知对象"), "to", "to"),
        Column(_("文件类别"), "get_document_display", "document"),
        Column(_("告知方式"), "get_channel_display", "channel"),
        Column(_("清单版本"), "list_version", "list_version"),
        Column(_("核对码"), "code"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Told]:
        return kept.told_by(bureau_of(request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_tell = self.request.may("notice.tell")  # type: ignore[attr-defined]
        return super().get_context_data(may_tell=may_tell, **kwargs)


class Tell(StepView):
    """Tell the whole list in force today."""

    permission = "notice.tell"
    object = None
    form_class = TellForm
    title = _("出具一次性告知书")
    intro = _("按今天施行的清单一次写全；出具以后内容不再变，凭核对码可以证明当时告知了什么。")
    button = _("出具")
    done = _("已出具，可以打印。")

    def act(self, **typed: Any) -> Any:
        return actions.tell(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        told = kept.told_by(bureau_of(self.request)).filter(by=self.request.user.pk).first()
        return reverse("catalogue:told_desk", args=[told.code]) if told else reverse("catalogue:told_list")

    def get_cancel_url(self) -> str:
        return reverse("catalogue:told_list")


class ToldDesk(ToldPage):
    """The same with the name in full, to print and hand over."""

    permission = "window_rule.view"
    layout = "desk.html"

    @cached_property
    def found(self) -> Told:
        return get_object_or_404(kept.told_by(bureau_of(self.request)), code=self.kwargs["code"])

    def whom(self) -> str:
        return self.found.to


class Overrule(StepView):
    """The check a case stands on, and what a person of the bureau says in its place."""

    permission = "catalogue.overrule"
    template_name = "catalogue/overrule.html"
    form_class = RulingForm
    action = staticmethod(actions.overrule)
    title = _("分类检查和改判")
    button = _("登记改判")
    done = _("已登记；原来的检查结果保留。")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Case]:
        seen = visible_to(request.user, timezone.localdate(), OVERRULE)
        return seen.filter(opened_on__isnull=False)

    def check(self) -> None:
        require_open(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stood = kept.basis_of(self.object)
        return super().get_context_data(**{
            "case": self.object, "basis": stood, "entries": shown(stood.snapshot) if stood else [],
            "rulings": list(kept.rulings_of(self.object)), **kwargs,
        })  # fmt: skip
