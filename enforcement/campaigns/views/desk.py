"""The desk: every campaign with how it stands, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disclosure.board import board
from disclosure.runs import views as runs
from enforcement.campaigns import actions, forms, queries, rules
from enforcement.campaigns.queries import figures, public
from enforcement.campaigns.rules.kinds import kind_of, kinds
from enforcement.campaigns.states import UNFINISHED, State
from enforcement.campaigns.views.common import PACES, WORDS, row, shown, timeline, visible
from envportal.web.views import Column, ListPage, Page, VerbStep

if TYPE_CHECKING:
    from enforcement.campaigns.models import Campaign

A_PAGE = 30


def standing(campaign: Campaign) -> figures.Standing:
    indicator = kind_of(campaign.kind).indicator
    on = figures.counted_on(campaign, timezone.localdate())
    return figures.standing(campaign, indicator, list(campaign.targets.all()), on)


def kind_label(campaign: Campaign) -> str:
    return kind_of(campaign.kind).label


class Campaigns(ListPage):
    """Campaigns of the bureau, the open ones first."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "campaigns/list.html"
    title = _("专项行动")
    file_name = "campaigns"
    form_class = forms.Find
    counted = _("共 %(n)s 次行动")
    empty_sentence = _("没有符合条件的专项行动。")
    empty_more = _("先立项，再用表格或者逐个列出对象，启动以后每个对象都有期限。")
    columns = (
        Column(_("编号"), lambda one: one.case.number, "case__number"),
        Column(_("行动名称"), lambda one: one.case.title, "case__title"),
        Column(_("种类"), kind_label, "kind"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("开始日期"), "from_on", "from_on"),
        Column(_("结束日期"), "to_on", "to_on"),
        Column(_("目标（百分比）"), "target_rate", "target_rate"),
        Column(_("曾列入"), lambda one: standing(one).tally.listed),
        Column(_("批准移出"), lambda one: standing(one).tally.removed),
        Column(_("现场核实完成"), lambda one: standing(one).tally.verified),
        Column(_("完成率（移出的不计，%）"), lambda one: standing(one).tally.rate),
        Column(_("完成率（移出的也计，%）"), lambda one: standing(one).tally.rate_ever),
        Column(_("逾期"), lambda one: standing(one).tally.late),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        listed = []
        for one in context["rows"]:
            reached = standing(one)
            listed.append({
                "one": one, "kind": kind_label(one), "reached": reached, "is_open": one.state == State.RUNNING,
                "pace": reached.pace.label, "tone": PACES.get(reached.pace, ""),
                "left": (one.to_on - timezone.localdate()).days,
            })  # fmt: skip
        may_open = self.request.may(rules.COMPOSE)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "may_open": may_open}


class Kinds(Page):
    """The kinds of campaigns, as the table of the room has them."""

    permission = rules.VIEW
    template_name = "campaigns/kinds.html"
    title = _("专项行动的种类")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kinds=list(kinds().values()), **kwargs)


class CampaignPage(Page):
    """One campaign: what it aims at, how it stands, its list, what may be done."""

    permission = rules.VIEW
    template_name = "campaigns/campaign.html"

    @cached_property
    def campaign(self) -> Campaign:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.campaign.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.campaign, timezone.localdate()
        kind, names = kind_of(one.kind), rules.available(self.request.user, one, today)  # type: ignore[arg-type]
        counted = public.counted(one, kind.indicator, list(one.targets.all()), figures.counted_on(one, today))
        editions = list(one.editions.select_related("notice").defer("content").order_by("-number"))
        urls = {name: reverse(f"campaigns:{name}", args=[one.pk]) for name in names}
        return super().get_context_data(
            one=one, case=one.case, kind=kind, steps=[{"url": urls[name], "word": WORDS[name]} for name in names],
            waiting=list(queries.waiting(one)), editions=editions, tables=list(one.tables.order_by("-pk")[:5]),
            is_public=board.current(one.case, board.Kind.CAMPAIGN) is not None, timeline=timeline(one.case)[:40],
            is_running=one.state == State.RUNNING, **self.listed(today), **shown(counted), **kwargs,
        )  # fmt: skip

    def listed(self, today: Any) -> dict[str, Any]:
        """The list below the figures, found by GET and paged."""
        rows = self.campaign.targets.select_related("enterprise").order_by("number")
        form = forms.FindTarget(self.request.GET)
        found = form.filter(rows) if form.is_valid() else rows
        page = Paginator(found, A_PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            "form": form, "page": page, "listed": [row(one, today, self.campaign) for one in page.object_list],
            "filtered": query.urlencode(), "counted": page.paginator.count,
        }  # fmt: skip


# STEPS ------------------------------------------------------------------------------------
class Open(runs.Fresh):
    permission = rules.COMPOSE
    form_class = forms.PlanForm
    title = _("专项行动立项")
    intro = _("先写清目标和依据；下一步列出对象。启动以前都可以改。")
    button = pgettext_lazy("verb", "立项")
    done = _("已立项，请列出对象。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureau": getattr(self.request.user, "bureau", None)}

    def make(self, typed: dict[str, Any]) -> str:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        made = actions.open_campaign(by=user, at=timezone.now(), key=self.key, **typed)
        return reverse("campaigns:campaign", args=[made.pk])

    def get_cancel_url(self) -> str:
        return reverse("campaigns:list")


class Step(VerbStep):
    """A step on one campaign; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    object: Campaign
    require = staticmethod(rules.require)
    words = WORDS
    page = "campaigns:campaign"


class Edit(Step):
    permission = rules.COMPOSE
    verb = "edit"
    form_class = forms.PlanForm
    action = staticmethod(actions.edit)
    done = _("方案已修改。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureau": self.object.case.bureau}

    def get_initial(self) -> dict[str, Any]:
        one = self.object
        plain = {name: getattr(one, name) for name in forms.PlanForm.base_fields if hasattr(one, name)}
        return {**plain, "name": one.case.title, "section": one.case.section_id, "leader": one.leader_id}


class Start(Step):
    permission = rules.APPROVE
    verb = "start"
    action = staticmethod(actions.start)
    done = _("行动已启动，每个对象都有了期限；清单上的企业已通知。")

    def get_intro(self) -> object:
        n = self.object.targets.count()
        return _("清单上有 %(n)s 个对象。启动以后清单只能写明理由补列，移出要经批准，并保留在清单上。") % {"n": n}


class Cancel(Step):
    permission = rules.COMPOSE
    verb = "cancel"
    form_class = forms.WhyForm
    action = staticmethod(actions.cancel)
    danger = True


class Tell(Step):
    permission = rules.COMPOSE
    verb = "tell"
    form_class = forms.TellForm
    action = staticmethod(actions.tell)
    intro = _(
        "今天的清单和进度定为一版，由另一位信息公开编辑或者局领导核对后发布；发布以后不再改变，下个月再出新的一版。"
    )
    done = _("已交公示栏，等另一个人发布。")


class Close(Step):
    permission = rules.CLOSE
    verb = "close"
    form_class = forms.CloseForm
    action = staticmethod(actions.close)
    template_name = "campaigns/close.html"
    done = _("行动已结束，结果已交公示栏。")

    @cached_property
    def reached(self) -> figures.Standing:
        return standing(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_met": self.reached.is_met, "left": self.reached.tally.left}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.object, timezone.localdate()
        left = one.targets.filter(state__in=UNFINISHED).order_by("number")
        counted = public.counted(one, kind_of(one.kind).indicator, list(one.targets.all()), today)
        return super().get_context_data(one=one, unfinished=list(left), **shown(counted), **kwargs)
