"""The desk: every petition with its limit, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from disclosure.board.views.linked import linked_for
from enforcement.monitoring import sampling
from enforcement.petitions import queries, rules
from enforcement.petitions.forms import desk as forms
from enforcement.petitions.queries import sealed
from enforcement.petitions.states import Satisfied
from enforcement.petitions.views.words import next_of
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.documents.views import served
from envportal.web.views import Column, ListPage, Page, PagePart

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrPromise

    from enforcement.petitions.models import Petition
    from envportal.audit.models import Event
    from envportal.deadlines.models import Clock

WORDS: dict[str, str | _StrPromise] = {
    "route": pgettext_lazy("verb", "转办"),
    "accept": pgettext_lazy("verb", "受理"),
    "answer": pgettext_lazy("verb", "答复"),
    "review": pgettext_lazy("verb", "作出复查复核答复"),
    "grant_extension": pgettext_lazy("verb", "决定是否延长"),
    "reopen": pgettext_lazy("verb", "重新办理"),
    "settle": pgettext_lazy("verb", "回访说明，不再办理"),
    "ask_visit": pgettext_lazy("verb", "提出检查需求"),
    "mediate": pgettext_lazy("verb", "登记调解"),
    "merge": pgettext_lazy("verb", "并案"),
    "ask_extension": pgettext_lazy("verb", "提出延长期限"),
    "submit_result": pgettext_lazy("verb", "办理结果送公示"),
    "ask_review": pgettext_lazy("verb", "登记复查复核申请"),
    "correct": pgettext_lazy("verb", "更正登记"),
    "link": pgettext_lazy("verb", "关联案件"),
    "decline": pgettext_lazy("verb", "不予受理"),
    "direct": pgettext_lazy("verb", "引导到其他渠道"),
    "move": pgettext_lazy("verb", "转送其他局"),
    "send_out": pgettext_lazy("verb", "转送本门户以外的机关"),
    "see_reporter": pgettext_lazy("verb", "查看反映人"),
}
EVENTS = {
    "petition_registered": _l("登记"),
    "petition_added_to": _l("反映人补充"),
    "petition_routed": _l("转办"),
    "petition_moved": _l("转送其他局"),
    "petition_sent_out": _l("转送其他机关"),
    "petition_accepted": _l("受理"),
    "petition_declined": _l("不予受理"),
    "petition_directed": _l("引导到其他渠道"),
    "petition_corrected": _l("更正登记"),
    "petition_merged": _l("并入另一件"),
    "petition_took_in": _l("并入了另一件"),
    "petition_linked": _l("关联案件"),
    "petition_visit_asked": _l("提出检查需求"),
    "petition_extension_asked": _l("提出延长期限"),
    "petition_extended": _l("准予延长"),
    "petition_extension_declined": _l("不准延长"),
    "petition_answered": _l("答复"),
    "petition_rated": _l("反映人评价"),
    "petition_supervised": _l("三次不满意，督办"),
    "petition_reopened": _l("重新办理"),
    "petition_settled": _l("回访说明"),
    "petition_review_asked": _l("申请复查"),
    "petition_reviewed": _l("复查答复"),
    "petition_recheck_asked": _l("申请复核"),
    "petition_rechecked": _l("复核答复，终结"),
    "petition_mediated": _l("登记调解"),
    "petition_mediation_seen": _l("登记约定是否做到"),
    "petition_result_submitted": _l("办理结果送公示"),
    "petition_reporter_seen": _l("查看反映人"),
    "notice_published": _l("公示发布"),
    "yellow_card_opened": _l("黄牌"),
    "red_card_opened": _l("红牌"),
}  # fmt: skip
SMALL = ("why", "section", "bureau", "number", "into", "reason")


def visible(request: HttpRequest) -> QuerySet[Petition]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def running(petition: Petition) -> Clock | None:
    """What has to be done next by a day."""
    return next(iter(petition.case.running), None)  # type: ignore[attr-defined]


def kinds(petition: Petition) -> str:
    return "、".join(str(one.label) for one in petition.pollutions)


class Petitions(ListPage):
    """Tip-offs and petitions of the bureau, the open ones first; nobody's name stands in it."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "petitions/list.html"
    title = _l("信访举报")
    file_name = "petitions"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _l("共 %(n)s 件")
    empty_sentence = _l("没有符合条件的信访举报。")
    empty_more = _l("群众在网上提交的自动登记在这里；来电、来信、来访和 12345 工单由窗口登记。")
    columns = (
        Column(_l("编号"), lambda row: row.case.number, "case__number"),
        Column(_l("反映的问题"), lambda row: row.case.title, "case__title"),
        Column(_l("依法属于"), "get_kind_display", "kind"),
        Column(_l("渠道"), "get_channel_display", "channel"),
        Column(_l("乡镇街道"), "division", "division"),
        Column(_l("污染类型"), kinds),
        Column(_l("企业"), lambda row: row.enterprise or "", "enterprise__name"),
        Column(_l("收到时间"), "received_at", "received_at"),
        Column(_l("状态"), "get_state_display", "state"),
        Column(_l("科室"), lambda row: row.case.section or "", "case__section__name"),
        Column(_l("最后一天"), "next_due", "next_due"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            clock = running(row)
            left = (clock.due_on - today).days if clock else 0
            listed.append({"row": row, "kinds": kinds(row), "clock": clock, "left": left, "late": left < 0})
        registers = self.request.may(rules.REGISTER)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "registers": registers}


class PetitionPage(Page):
    """One petition: what was reported, how long there is, what is next and what may be done."""

    permission = rules.VIEW
    template_name = "petitions/petition.html"

    @cached_property
    def petition(self) -> Petition:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.petition.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.petition, timezone.localdate()
        case, user = one.case, self.request.user
        names, what = rules.available(user, one, today), sealed.masked(one, one.what)  # type: ignore[arg-type]
        return super().get_context_data(
            one=one, case=case, what=what, kinds=kinds(one), next=next_of(one), faces=clocks.faces(case, today),
            cards=list(case.cards.select_related("clock").order_by("opened_at")), answers=queries.answers(one),
            reviews=queries.reviews(one), asked=queries.open_extension(one), bad=queries.dissatisfied(one),
            merged=queries.merged_with(one), mediations=list(one.mediations.select_related("duty").order_by("pk")),
            judges="mediate" in dict(names), visits=self.visits(),
            linked=linked_for(self.request, case), monitored=sampling.near(case),
            asks_monitoring=cases.may(user, "monitoring.ask", case, today), letters=list(case.letters.order_by("pk")),
            photos=list(one.photos.filter(addition=None).select_related("document").order_by("pk")),
            additions=list(one.additions.prefetch_related("photos__document").order_by("pk")), notice=notice_of(one),
            timeline=timeline(one), steps=[step(one, name, against) for name, against in names], **kwargs,
        )  # fmt: skip

    def visits(self) -> list[Any]:
        rows = self.petition.visitings.select_related("demand__visit__case", "demand__enterprise")
        return [one.demand for one in rows.order_by("pk")]


def notice_of(petition: Petition) -> Any:
    return petition.case.notices.filter(kind="petition_result").order_by("-pk").first()


def step(petition: Petition, name: str, against: str) -> dict[str, object]:
    return {"url": reverse(f"petitions:{name}", args=[petition.pk]), "word": WORDS[name], "against": against}


def timeline(petition: Petition) -> list[dict[str, object]]:
    events = [event for event in reversed(log.history(petition.case)) if event.name in EVENTS]
    return [
        {
            "at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统或者反映人"),
            "small": small(event),
        }
        for event in events
    ]  # fmt: skip


def small(event: Event) -> object:
    """What an event says besides its name."""
    if event.name == "petition_rated":
        return Satisfied(str(event.facts["satisfied"])).label
    # Which case it was linked to stands above, for those who may read that case.
    told = () if event.name == "petition_linked" else SMALL
    return next((event.facts[name] for name in told if event.facts.get(name)), "")


class PhotoFile(PagePart):
    """A photograph, for whoever of the bureau may read the petition."""

    permission = rules.VIEW

    def get(self, request: HttpRequest, pk: int, photo: int) -> HttpResponseBase:
        petition = get_object_or_404(visible(request), pk=pk)
        found = petition.photos.select_related("document").filter(pk=photo).first()
        if found is None:
            raise Http404
        return served(found.document, f"{petition.case.number} {found.document.name}")
