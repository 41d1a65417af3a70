"""One item of an agenda: its papers, what each says, and its conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.meetings import actions, forms, queries, rules
from approvals.meetings.states import SHARED, ItemState, View
from approvals.meetings.views.common import MeetingStep, visible_items
from envportal.accounts.models import User
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.documents.models import Document
from envportal.documents.views.files import served
from envportal.refusals import Refused
from envportal.web.forms import Form
from envportal.web.views import Page, PagePart

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from approvals.meetings.models import AgendaItem, Meeting


class ItemPage(Page):
    """The papers of an item, read beforehand, and whatever was said of it."""

    permission = "meeting.view"
    template_name = "meetings/item.html"

    @cached_property
    def item(self) -> AgendaItem:
        return get_object_or_404(visible_items(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.item.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, user, today = self.item, self.request.user, timezone.localdate()
        verbs = rules.available(user, item.meeting, today)  # type: ignore[arg-type]
        is_member = item.meeting.attendance.filter(user=user.pk).exists()
        return super().get_context_data(
            item=item, meeting=item.meeting, case=item.case, papers=queries.papers_of([item.case])[item.case_id],
            promise=clocks.promised(item.case), faces=clocks.faces(item.case, today),
            reads=reads_papers(cast("User", user), item),
            may_write=_may_write(cast("User", user), item, verbs),
            has_read=item.readings.filter(user=user.pk).exists(), is_member=is_member, verbs=verbs,
            others=queries.items_of_case(item.case).exclude(pk=item.pk), **kwargs,
        )  # fmt: skip


def reads_papers(user: User, item: AgendaItem) -> bool:
    """Who sits in the meeting, and whoever may read the files of the case anyway."""
    return queries.sits(user, item.meeting) or cases.may(user, "file.download_original", item.case)


def _may_write(user: User, item: AgendaItem, verbs: list[str]) -> bool:
    if "write" not in verbs or item.state != ItemState.PENDING:
        return False
    try:
        rules.may_write(user, item, queries.present(item.meeting))
    except Refused:
        return False
    return True


class Paper(PagePart):
    """A paper of an item as it was handed in, for those who sit in the meeting."""

    permission = "meeting.view"

    def get(self, request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
        item = get_object_or_404(visible_items(request), pk=pk)
        found = get_object_or_404(Document, pk=document, case=item.case, replaced_by=None, is_inside=False)
        if not reads_papers(cast("User", request.user), item):
            raise PermissionDenied
        return served(found)


class ItemStep(MeetingStep):
    """A step on one item."""

    queryset: Any = staticmethod(visible_items)
    template_name = "meetings/item_step.html"

    @property
    def meeting(self) -> Meeting:
        return self.object.meeting  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"item": self.object, "case": self.object.case, **kwargs})


class ReadPapers(ItemStep):
    permission = "meeting.opine"
    verb = "read_papers"
    form_class = Form
    action = staticmethod(actions.read_papers)
    title = _("标记已阅")
    button = _("已阅材料")
    done = _("已标记已阅。")

    def get_success_url(self) -> str:
        return reverse("meetings:item", args=[self.object.pk])


class TakeOff(ItemStep):
    permission = "meeting.convene"
    verb = "take_off"
    form_class = forms.ReasonForm
    action = staticmethod(actions.take_off)
    title = pgettext_lazy("agenda item", "撤下")
    intro = _("撤下的案件等下一次会，时限照常计算。")
    button = pgettext_lazy("agenda item", "撤下")
    done = _("已撤下。")


class Recuse(ItemStep):
    permission = "meeting.opine"
    verb = "recuse"
    form_class = forms.RecuseForm
    action = staticmethod(actions.recuse)
    title = pgettext_lazy("verb", "登记回避")
    intro = _("回避的人不看材料、不发表意见，不计入本项人数；理由写入纪要。自己申明回避的，以后也不再办理本件。")
    button = pgettext_lazy("verb", "登记回避")
    done = _("已登记回避。")

    def get_form_kwargs(self) -> dict[str, Any]:
        user, meeting = self.request.user, self.meeting
        members = User.objects.filter(pk__in=meeting.attendance.values("user")).order_by("name")
        if not rules.may("recuse_other", user, meeting, timezone.localdate()):  # type: ignore[arg-type]
            members = members.filter(pk=user.pk)  # type: ignore[misc]
        return {**super().get_form_kwargs(), "members": members}

    def get_initial(self) -> dict[str, Any]:
        return {"user": self.request.user.pk}


class Opine(ItemStep):
    permission = "meeting.opine"
    verb = "opine"
    form_class = forms.OpinionForm
    action = staticmethod(actions.opine)
    title = pgettext_lazy("verb", "发表意见")
    button = pgettext_lazy("verb", "发表意见")
    done = _("意见已记录。")


class Write(ItemStep):
    """A member who is not there, in writing."""

    permission = "meeting.opine"
    verb = "write"
    form_class = forms.OpinionForm
    action = staticmethod(actions.write)
    title = _("提交书面意见")
    intro = _(
        "不能到会的，可以事先提交书面意见：会上宣读，写入纪要并注明；不计入到会人数。后来到会的，书面意见不再宣读，请当面发表。"
    )
    button = _("提交书面意见")
    done = _("书面意见已提交，会上宣读。")

    def check(self) -> None:
        super().check()
        rules.is_pending(self.object)
        rules.may_write(cast("User", self.request.user), self.object, queries.present(self.meeting))

    def get_success_url(self) -> str:
        return reverse("meetings:item", args=[self.object.pk])


class ReopenItem(ItemStep):
    permission = "meeting.minute"
    verb = "reopen_item"
    form_class = forms.ReasonForm
    action = staticmethod(actions.reopen_item)
    title = _("重新讨论这一项")
    intro = _("结论记错了，或者改期的现在可以讨论的，写明理由重新讨论。各人已发表的意见保留；理由记入日志。")
    button = _("重新讨论")
    done = _("这一项可以重新讨论。")


class Record(ItemStep):
    permission = "meeting.minute"
    verb = "record"
    form_class = forms.RecordForm
    action = staticmethod(actions.record)
    title = _("记录各人意见")
    intro = _("逐人记录；主持人最后发表，要等其他人都发表以后。")
    button = _("记录意见")
    done = _("意见已记录。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "speakers": rules.silent(self.object, queries.present(self.meeting))}


class Conclude(ItemStep):
    permission = "meeting.minute"
    verb = "conclude"
    form_class = forms.ConcludeForm
    action = staticmethod(actions.conclude)
    title = _("会审结论")
    intro = _("会审意见供签发人决定，不代替签发。不同意见写入纪要。")
    button = _("记入纪要，下一项")
    done = _("会审结论已记入纪要。")

    def get_initial(self) -> dict[str, Any]:
        return leaning(self.object, queries.present(self.meeting))


def leaning(item: AgendaItem, there: list[User]) -> dict[str, Any]:
    """The chair's opinion as a conclusion to begin with, and what members want revised as lines."""
    chair, opinions = rules.chair_of(item, there), queries.opinions_that_count(item)
    last = next((one for one in opinions if one.user == chair), None)
    asked = [one.words for one in opinions if one.view == View.REVISE]
    return {
        "conclusion": SHARED[View(last.view)] if last else "", "text": last.words if last else "",
        "conditions": "\n".join(asked),
    }  # fmt: skip


class Postpone(ItemStep):
    permission = "meeting.minute"
    verb = "postpone"
    form_class = forms.ReasonForm
    action = staticmethod(actions.postpone)
    title = pgettext_lazy("agenda item", "改期")
    intro = _("本件等下一次会，时限照常计算；经办人会收到消息。")
    button = pgettext_lazy("agenda item", "改期")
    done = _("已改期，经办人已收到消息。")
