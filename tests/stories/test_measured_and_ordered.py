"""A visit suspects the outlet: measured, judged by somebody else, told, ordered, and kept as evidence."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement.monitoring import actions, sampling
from enforcement.orders import actions as orders
from envportal.audit import log
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests.builders import applicant, moment
from tests.documents import corpus
from tests.monitoring.conftest import SAMPLE, TASK, Site, site

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Site:
    return site()


def test_what_was_measured_leads_to_an_order_and_stands_in_the_penalty_case(of, client):
    reader = applicant(of.source.enterprise)
    order = actions.ask(of.source.pk, by=of.inspector, at=moment("2026-11-02"), **TASK)
    taken = actions.sample(order.pk, by=of.inspector, at=moment("2026-11-03", "17:00"), **SAMPLE)
    what = order.parameters.get(name="化学需氧量")
    acid = order.parameters.get(name="pH")
    actions.report(
        order.pk, file=corpus.upload(corpus.pdf()), found={
            (taken.pk, what.pk): (Decimal(210), False), (taken.pk, acid.pk): (Decimal(7), False),
        },
        report_number="云监字〔2026〕第118号", laboratory_mark="CMA 1", reported_on=date(2026, 11, 9), by=of.inspector,
        at=moment("2026-11-09"),
    )  # fmt: skip
    client.force_login(reader)
    assert client.get("/my/monitoring/").content.decode().count("云溪纸业总排口") == 0

    actions.judge(order.pk, verb="accept", by=of.other, at=moment("2026-11-10"))
    told = client.get(f"/my/monitoring/{order.pk}/").content.decode()
    assert "超标 1.10 倍" in told
    assert Letter.objects.get(case=order.case).kind == "monitoring_result"
    assert Message.objects.filter(template="monitoring_told", to_user=reader).exists()

    draft = orders.open_order(
        of.source, enterprise=of.source.enterprise, facts="总排口化学需氧量超标 1.10 倍", corrections=["达标排放"],
        violation="over_standard", within=date(2026, 12, 1), by=of.inspector, at=moment("2026-11-11"),
    )  # fmt: skip
    orders.sign_order(draft.pk, article="第九条", by=of.head, at=moment("2026-11-12"))
    order.case.refresh_from_db()
    assert order.case.closed_on == date(2026, 11, 12)
    assert "monitoring_followed" in {event.name for event in log.history(order.case)}

    lead = orders.open_penalty(
        of.source, enterprise=of.source.enterprise, violation="over_standard", facts="超标排放", by=of.inspector,
        act_from=date(2026, 11, 3), discovered_on=date(2026, 11, 9), at=moment("2026-11-12"),
    )  # fmt: skip
    assert list(sampling.near(lead.case)) == [order]
