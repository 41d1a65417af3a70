"""What was measured for a visit is evidence of the cases it led to, and the order that follows ends its limit."""

from datetime import date
from typing import Any

import pytest

from enforcement.monitoring import actions, sampling
from enforcement.orders import actions as orders
from enforcement.orders.forms import evidence
from enforcement.orders.models import Order
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from tests.builders import moment
from tests.monitoring.test_actions import JUDGED, file_report, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(site, ordered):
    """Accepted, and over its limit."""
    take(ordered, site.inspector)
    file_report(ordered, site.inspector, "152", "7.2")
    return actions.judge(ordered.pk, verb="accept", by=site.other, at=JUDGED)


def test_a_signed_order_ends_the_three_days_of_what_was_measured_for_its_visit(site, over):
    case = orders.open_order(
        site.source, enterprise=site.source.enterprise, facts="总排口化学需氧量超标", corrections=["达标排放"],
        violation="over_standard", within=date(2026, 12, 1), by=site.inspector, at=JUDGED,
    )  # fmt: skip
    assert clocks.open_clock(over.case, Matter.CORRECTION_ORDER) is not None

    orders.sign_order(case.pk, article="第九条", by=site.head, at=JUDGED)

    over.case.refresh_from_db()
    assert over.case.closed_on == date(2026, 11, 10)
    assert list(sampling.near(Order.objects.get().case)) == [over]


def test_an_accepted_report_may_be_chosen_as_evidence_where_its_visit_led(site, over):
    penalty = orders.open_penalty(
        site.source, enterprise=site.source.enterprise, violation="over_standard", facts="超标", by=site.inspector,
        act_from=date(2026, 11, 3), discovered_on=date(2026, 11, 9), at=moment("2026-11-11"),
    )  # fmt: skip

    chosen: Any = evidence.EvidenceForm(row=penalty).fields["source"]

    assert list(chosen.queryset) == [over.case]
