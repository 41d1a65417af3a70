"""The desk of the bureau that runs the errand: all of them, one of them, its steps, the delegations it seeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.errands import actions, forms, queries, rules
from approvals.errands.views.common import WORDS, Shown, Step, Zip, visible
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.http import HttpRequest

COLUMNS = (
    Column(_("编号"), lambda row: row.case.number, "case__number"),
    Column(_("项目名称"), lambda row: row.case.title, "case__title"),
    Column(_("建设单位"), lambda row: row.case.enterprise or "", "case__enterprise__name"),
    Column(_("报批什么"), "get_what_display", "what"),
    Column(_("上级机关"), "superior_name", "superior_name"),
    Column(_("状态"), "get_state_display", "state"),
    Column(_("上级应决定的最后一天"), "superior_due_on", "superior_due_on"),
    Column(_("本局谁负责"), lambda row: row.case.holder.name if row.case.holder else "", "case__holder__name"),
)


class Listed(ListPage):
    """What is open first, what the bureau above should have decided first of it."""

    permission = "errand.view"
    template_name = "errands/list.html"
    title = _("协助向上报批")
    file_name = "errands"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    queryset = staticmethod(visible)
    columns = COLUMNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"today": timezone.localdate(), "side": "desk", "law": rules.FREE, **kwargs})


class ErrandPage(Shown):
    permission = "errand.view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errand = self.errand
        verbs = rules.available(self.request.user, errand, timezone.localdate())  # type: ignore[arg-type]
        return super().get_context_data(
            steps=[{"url": reverse(f"errands:{verb}", args=[errand.pk]), "word": WORDS[verb]} for verb in verbs],
            missing=queries.missing(errand), delegations=list(errand.delegations.select_related("proof")), **kwargs,
        )  # fmt: skip


class DeskPackage(Zip):
    permission = "errand.view"


class Take(Step):
    permission = "errand.take"
    verb = "take"
    form_class = Form
    action = staticmethod(actions.take)
    intro = _("承接后由您负责到底：材料、上报、跟踪和领取，企业只找您。")
    done = _("已承接，企业已收到消息。")


class Want(Step):
    permission = "errand.handle"
    verb = "want"
    form_class = forms.WantForm
    action = staticmethod(actions.want)
    intro = _("一次列全，写明依据；本局能查到的不要企业交。")
    done = _("已列出，企业已收到消息。")


class PutIn(Step):
    permission = "errand.handle"
    verb = "put_in"
    form_class = forms.FileForm
    action = staticmethod(actions.put_in)
    done = _("已放入。")

    def get_form_kwargs(self) -> dict[str, Any]:
        items = self.object.items.filter(round=queries.current_round(self.object))
        return {**super().get_form_kwargs(), "items": items}


class Send(Step):
    permission = "errand.handle"
    verb = "send"
    form_class = Form
    action = staticmethod(actions.send)
    intro = _(
        "材料打成一个压缩包，附目录和每个文件的 SHA-256；上报以后不能再改。"
        "上级在本门户的，它马上看得到；不在的，下载后报送。"
    )
    done = _("已上报，企业已收到消息。")

    def check(self) -> None:
        super().check()
        rules.is_complete(self.object)


class Note(Step):
    permission = "errand.handle"
    verb = "note"
    form_class = forms.ProvedNewsForm
    action = staticmethod(actions.note)
    intro = _("上级机关不在本门户：照它的回执、通知书登记日期，并上传凭据。")
    done = _("已登记，企业已收到消息。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "steps": rules.steps_of(self.object)}


class Seek(Step):
    permission = "errand.handle"
    verb = "seek"
    form_class = forms.SeekForm
    action = staticmethod(actions.seek)
    intro = _("请求上级机关把这一类项目委托本局办理。得到委托以前，仍由上级决定。")


class AnswerSought(Step):
    permission = "errand.handle"
    verb = "answer_sought"
    form_class = forms.SoughtForm
    action = staticmethod(actions.answer_sought)
    intro = _("登记文件、范围和期限。谁有权决定，由审批权限的规则另行设定。")


class GiveUp(Step):
    permission = "errand.handle"
    verb = "give_up"
    form_class = forms.ReasonForm
    action = staticmethod(actions.give_up)
    intro = _("企业会看到理由。")
    danger = True
    done = _("已结束，企业已收到消息。")


class Delegations(ListPage):
    """Every delegation the bureau asked for, and what came of it."""

    permission = "errand.view"
    template_name = "errands/delegations.html"
    title = _("争取的委托")
    file_name = "delegations-sought"
    take_away = "export.case_list"
    counted = _("共 %(n)s 项")
    columns = (
        Column(_("项目名称"), lambda row: row.errand.case.title),
        Column(_("上级机关"), lambda row: row.errand.superior_name),
        Column(_("请求委托办理什么"), "scope"),
        Column(_("请求日期"), "asked_on", "asked_on"),
        Column(_("结果"), "get_outcome_display", "outcome"),
        Column(_("文件和文号"), "document_number", "document_number"),
        Column(_("委托的范围"), "granted_scope"),
        Column(_("从哪一天起"), "valid_from", "valid_from"),
        Column(_("到哪一天"), "valid_to", "valid_to"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> Any:
        return queries.sought(request.user, timezone.localdate())  # type: ignore[arg-type]
