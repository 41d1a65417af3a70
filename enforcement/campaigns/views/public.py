"""What everybody may read: campaigns as they were published, each with its list, its figures and its editions."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.board.views.anonymous import Anonymous
from enforcement.campaigns import queries
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.states import TargetState
from enforcement.campaigns.views.common import TONES, shown
from envportal.web.views import Column, Page, PagePart
from envportal.web.views.export import FORMATS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enforcement.campaigns.models import Edition

STATES = dict(TargetState.choices)
DAYS = ("due_on", "first_due_on", "verified_on", "added_on")
IN_FILES = (
    Column(_("序号"), itemgetter("number")),
    Column(_("名称"), itemgetter("name")),
    Column(_("乡镇街道"), itemgetter("township")),
    Column(_("地点"), itemgetter("place")),
    Column(_("基数"), itemgetter("baseline")),
    Column(_("要求的措施"), itemgetter("measure")),
    Column(_("期限"), itemgetter("due_on")),
    Column(_("原定期限"), itemgetter("first_due_on")),
    Column(_("状态"), lambda one: STATES[one["state"]]),
    Column(_("逾期"), lambda one: _("是") if one["late"] else _("否")),
    Column(_("现场核实日期"), itemgetter("verified_on")),
    Column(_("核实的数量"), itemgetter("result")),
    Column(_("核实的减排量"), itemgetter("reduction")),
    Column(_("列入日期"), itemgetter("added_on")),
    Column(_("补列的原因"), itemgetter("added_why")),
    Column(_("延期、不再实施、移出的原因"), itemgetter("why")),
)


class Overview(Anonymous, Page):
    """Every campaign that was published, with the newest figures."""

    template_name = "campaigns/public_list.html"
    title = _("专项行动进度")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = {one.shown[0]: one for one in queries.public_campaigns()}  # type: ignore[attr-defined]
        told = queries.contents(newest)
        listed = [
            {"one": one, "kind": kind_of(one.kind), "edition": edition, **shown(told[edition.pk])}
            for edition, one in newest.items()
        ]
        return super().get_context_data(listed=listed, **kwargs)


class OfEdition(Anonymous):
    """The newest published edition, or an earlier one that is asked for."""

    kwargs: dict[str, Any]

    @cached_property
    def editions(self) -> list[Edition]:
        found = list(queries.public_editions().filter(campaign=self.kwargs["pk"]))
        if not found:
            raise Http404(_("这次行动没有公开，或者已经撤回。"))
        return found

    @cached_property
    def shown_edition(self) -> Edition:
        asked = self.request.GET.get("edition", "")
        if not asked:
            return self.editions[0]
        found = next((one for one in self.editions if str(one.number) == asked), None)
        if found is None:
            raise Http404(_("没有这一版。"))
        return found


class CampaignPage(OfEdition, Page):
    template_name = "campaigns/public.html"

    def get_title(self) -> object:
        return self.shown_edition.campaign.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.shown_edition
        told, campaign = edition.content, edition.campaign
        listed = [_shown(one) for one in told["targets"]]
        kind = kind_of(campaign.kind)
        return super().get_context_data(
            edition=edition, editions=self.editions, is_latest=edition == self.editions[0], campaign=campaign,
            case=campaign.case, kind=kind, listed=listed, closing=told["closing"], **shown(told), **kwargs,
        )  # fmt: skip


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    """A target of an edition with its days as days, and the words of its state."""
    days = {name: date.fromisoformat(one[name]) if one[name] else None for name in DAYS}
    is_done = one["state"] in {TargetState.REPORTED, TargetState.VERIFIED}
    return {
        **one, **days, "word": STATES[one["state"]], "tone": TONES.get(TargetState(one["state"]), ""),
        "is_done": is_done,
    }  # fmt: skip


class CampaignFile(OfEdition, PagePart):
    """The list of an edition as a table."""

    def get(self, _request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        name = f"campaign-{pk}-{self.shown_edition.number}"
        answer: HttpResponse = FORMATS[kind](name, IN_FILES, self.shown_edition.content["targets"])
        return answer
