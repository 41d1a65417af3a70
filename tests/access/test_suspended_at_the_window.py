"""The order of a suspension that says so stops the window, and is its ground to decline."""

from __future__ import annotations

import pytest

from approvals.access import screening
from approvals.applications import actions as applications
from approvals.applications.actions import intake
from envportal.documents.models import Letter
from tests import world
from tests.access.rows import CEMENT, rule
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def test_only_an_order_that_says_so_stops_acceptance(yunxi):
    rule(yunxi, stops="acceptance")
    application = world.submitted(yunxi, **CEMENT)

    with pytest.raises(screening.Suspended, match="江原省生态环境厅的限批决定写明不予受理"):
        applications.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-17"))


def test_an_order_that_says_so_is_a_ground_to_decline_and_nothing_else_is(yunxi):
    application = world.submitted(yunxi, **CEMENT)
    said = {"ground": "suspended", "reasons": "江环函〔2026〕77号写明不予受理。", "by": yunxi.clerk}
    with pytest.raises(intake.NotSuspended):
        applications.decline(application.pk, at=moment("2026-09-16"), **said)
    rule(yunxi, stops="acceptance")

    applications.decline(application.pk, at=moment("2026-09-17"), **said)

    letter = Letter.objects.get(case=application.case, kind="declined")
    assert letter.fields["limb"] == "suspended"
    assert "生态环境法典" in letter.frame["basis"]["suspension"]
