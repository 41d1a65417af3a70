"""公众参与办法第31条: who consults in the simpler way lies in a zone whose plan lets it, as it stood when it began."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from approvals.applications import guards
from approvals.applications.forms.participation import ParticipationForm
from approvals.applications.models import Application, Participation
from approvals.applications.states import DocumentKind
from approvals.zones import zoning
from approvals.zones.models import Ban, Inside, Plan
from envportal.deadlines import clocks
from tests import world
from tests.applications.parks import PARK, TODAY, park

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


def simplify(of: world.World, draft: Application, **typed: Any) -> str:
    """What the form says to the tick, or nothing."""
    parks = zoning.simplifying(draft.case, TODAY.date())
    calendar = clocks.calendar_of(of.bureau.pk)
    form = ParticipationForm({**PARK, **typed}, today=TODAY.date(), calendar=calendar, has_file=True, parks=parks)
    form.is_valid()
    return " ".join(str(one) for name in ("is_simplified", "park_plan") for one in form.errors.get(name, []))


def test_without_a_finished_plan_that_allows_it_nobody_consults_in_the_simpler_way() -> None:
    of = world.world()
    draft = world.draft(of, TODAY, kind=DocumentKind.REPORT)
    park(of, simplifies=False)
    park(of, "云环规审〔2016〕1号", opinion_on=date(2016, 1, 4), valid_to=date(2025, 12, 31))
    park(of, "云环规审〔2026〕9号", state="review")

    assert "没有列出的不能简化" in simplify(of, draft)
    assert "公众参与不能简化" in simplify(of, draft, park_plan="")
    with pytest.raises(zoning.NotSimplified) as refused:
        zoning.simplifies(draft.case, PARK["park_plan"], date(2026, 9, 18), TODAY.date())
    assert refused.value.article == "环境影响评价公众参与办法第31条"


def test_the_plan_was_finished_when_the_consultation_began_and_not_a_day_later() -> None:
    of = world.world()
    draft = world.draft(of, TODAY, kind=DocumentKind.REPORT)
    plan = park(of, opinion_on=date(2026, 9, 18))

    assert simplify(of, draft, draft_from="2026-09-18") == ""
    plan.opinion_on = date(2026, 9, 19)
    plan.save()
    assert "还没有出具" in simplify(of, draft, draft_from="2026-09-18")


def test_a_project_on_the_negative_list_or_placed_elsewhere_is_refused() -> None:
    of = world.world()
    draft = world.draft(of, TODAY, kind=DocumentKind.REPORT)
    plan = park(of)
    draft.project.industry = "C2221"
    draft.project.save()
    draft = Application.objects.get(pk=draft.pk)
    assert simplify(of, draft) == ""

    Ban.objects.create(plan=plan, kind="industry", code="22", text="造纸")
    assert "负面清单（22 造纸）" in simplify(of, draft)

    Ban.objects.all().delete()
    Inside.objects.create(case=draft.case, zone=None)
    assert "没有列出的不能简化" in simplify(of, draft)


def test_before_it_is_proposed_the_officer_has_placed_the_project_in_the_zone_it_named() -> None:
    of = world.world()
    plan = park(of)
    application = world.filled(of, TODAY, kind=DocumentKind.REPORT)
    Participation.objects.filter(application=application).update(is_simplified=True, park_plan=plan.opinion_number)
    application = Application.objects.get(pk=application.pk)
    on = date(2026, 11, 2)

    with pytest.raises(zoning.NotSimplified, match="退回补做公众参与"):
        guards.consulted_as_it_should(application, on)
    assert guards.consulted_as_it_should in guards.before_decision(application)
    inside = Inside.objects.create(case=application.case, zone=plan.zone)
    guards.consulted_as_it_should(application, on)

    inside.process, inside.is_banned = "含铬电镀", True
    inside.save()
    with pytest.raises(zoning.NotSimplified, match="含铬电镀"):
        guards.consulted_as_it_should(application, on)


def test_what_became_of_the_plan_since_the_consultation_began_makes_no_lawful_one_unlawful() -> None:
    of = world.world()
    plan = park(of)
    application = world.filled(of, TODAY, kind=DocumentKind.REPORT)
    Participation.objects.filter(application=application).update(is_simplified=True, park_plan=plan.opinion_number)
    application = Application.objects.get(pk=application.pk)
    Inside.objects.create(case=application.case, zone=plan.zone)
    begun, on = application.participation.draft_from, date(2026, 11, 2)
    plan.valid_to = begun
    plan.replace()
    plan.save()
    newer = park(of, "云环规审〔2026〕30号", opinion_on=begun + timedelta(days=1), simplifies=False)
    Plan.objects.filter(pk=newer.pk).update(zone=plan.zone)

    guards.consulted_as_it_should(application, on)

    ban = Ban.objects.create(plan=newer, kind="industry", code=application.case.project.industry[1:3], text="禁止")
    with pytest.raises(zoning.NotSimplified, match="负面清单"):
        guards.consulted_as_it_should(application, on)
    ban.delete()
    Plan.objects.filter(pk=newer.pk).update(opinion_on=begun)
    with pytest.raises(zoning.NotSimplified, match="没有登记"):
        guards.consulted_as_it_should(application, on)
