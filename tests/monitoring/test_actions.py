"""An order is sampled by two, reported, judged by somebody else, and what is over its limit asks for an order."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement.monitoring import actions, queries, rules, sampling
from enforcement.monitoring.guards import NoEvidence, NotPossible, OutOfOrder
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.refusals import NotYours
from tests.builders import moment
from tests.documents import corpus
from tests.monitoring.conftest import ORDERED, SAMPLE, TASK

pytestmark = pytest.mark.django_db
SAMPLED, REPORTED, JUDGED = moment("2026-11-03", "17:00"), moment("2026-11-09"), moment("2026-11-10")


def take(order, by, **told):
    return actions.sample(order.pk, by=by, at=SAMPLED, **{**SAMPLE, **told})


def found(order, *values):
    taken = order.samples.get()
    return {
        (taken.pk, what.pk): (Decimal(value.lstrip("<")), value.startswith("<"))
        for what, value in zip(order.parameters.order_by("pk"), values, strict=False)
    }


def file_report(order, by, *values, **told):
    plain = {"report_number": "云监字〔2026〕第118号", "laboratory_mark": "CMA 1", "reported_on": date(2026, 11, 9)}
    return actions.report(
        order.pk, file=corpus.upload(corpus.pdf()), found=found(order, *values), by=by, at=REPORTED, **{**plain, **told}
    )


@pytest.fixture
def reported(site, ordered):
    take(ordered, site.inspector)
    return file_report(ordered, site.inspector, "152", "7.2")


def test_an_order_runs_ten_working_days_and_stands_in_both_logs(site, ordered):
    assert clocks.open_clock(ordered.case, Matter.MONITORING_REPORT).due_on == date(2026, 11, 16)
    assert [event.name for event in log.history(site.source)] == ["monitoring_asked"]
    assert list(sampling.wanted_by(site.source)) == [ordered]


def test_ordering_twice_with_one_key_is_one_order(site):
    first = actions.ask(site.source.pk, by=site.inspector, at=ORDERED, key="k1", **TASK)

    assert actions.ask(site.source.pk, by=site.inspector, at=ORDERED, key="k1", **TASK).pk == first.pk


def test_a_sample_is_of_the_past_and_its_code_is_its_own(site, ordered):
    take(ordered, site.inspector)

    with pytest.raises(NotPossible, match="W1"):
        take(ordered, site.inspector)
    with pytest.raises(NotPossible, match="现在以前"):
        take(ordered, site.inspector, code="W2", taken_at=moment("2026-11-03", "17:01"))


def test_there_is_no_report_before_a_sample(site, ordered):
    with pytest.raises(OutOfOrder):
        actions.report(
            ordered.pk, file=corpus.upload(corpus.pdf()), found={}, by=site.inspector, at=REPORTED, report_number="1",
            laboratory_mark="", reported_on=date(2026, 11, 9),
        )  # fmt: skip


def test_a_report_is_not_older_than_its_samples(site, ordered):
    take(ordered, site.inspector)

    with pytest.raises(NotPossible, match="早于采样"):
        file_report(ordered, site.inspector, "1", "7", reported_on=date(2026, 11, 2))


def test_who_sampled_does_not_judge(site, reported):
    with pytest.raises(NotYours):
        actions.judge(reported.pk, verb="accept", by=site.inspector, at=JUDGED)


@pytest.mark.parametrize(
    ("sentence", "sample", "values", "told"),
    [
        ("资质认定", {}, ("152", "7"), {"laboratory_mark": ""}),
        ("两人", {"taken_by": "程野"}, ("152", "7"), {}),
        ("pH", {}, ("152",), {}),
    ],
)
def test_what_a_court_would_miss_is_no_evidence(site, ordered, sentence, sample, values, told):
    take(ordered, site.inspector, **sample)
    file_report(ordered, site.inspector, *values, **told)

    with pytest.raises(NoEvidence, match=sentence):
        actions.judge(ordered.pk, verb="accept", by=site.other, at=JUDGED)


def test_what_is_over_its_limit_asks_for_an_order_within_three_working_days_of_the_report(site, reported):
    order = actions.judge(reported.pk, verb="accept", by=site.other, at=JUDGED)

    letter = Letter.objects.get(case=order.case)
    assert letter.fields["tables"][0]["rows"][0][-1] == "超标 0.52 倍"
    assert clocks.open_clock(order.case, Matter.CORRECTION_ORDER).due_on == date(2026, 11, 12)
    assert order.case.closed_on is None

    sampling.followed(site.source, by=site.inspector, at=JUDGED)

    order.case.refresh_from_db()
    assert order.case.closed_on == date(2026, 11, 10)
    assert clocks.open_clock(order.case, Matter.CORRECTION_ORDER) is None


def test_what_keeps_its_limits_is_closed_when_it_is_judged(site, ordered):
    take(ordered, site.inspector)
    file_report(ordered, site.inspector, "100", "<9.5")

    order = actions.judge(ordered.pk, verb="accept", by=site.other, at=JUDGED)

    assert order.case.closed_on == date(2026, 11, 10)
    assert list(sampling.evidence_of(site.source)) == [order]


def test_a_result_left_without_an_order_says_why(site, reported):
    actions.judge(reported.pk, verb="accept", by=site.other, at=JUDGED)

    order = actions.leave(reported.pk, why="当场改正，轻微", by=site.head, at=JUDGED)

    assert order.case.closed_on is not None
    assert log.history(order.case).get(name="monitoring_left").facts == {"why": "当场改正，轻微"}


def test_a_report_sent_back_is_filed_again_with_new_results(site, reported):
    actions.judge(reported.pk, verb="send_back", why="单位写错", by=site.other, at=JUDGED)

    assert clocks.open_clock(reported.case, Matter.CORRECTION_ORDER) is None
    again = file_report(reported, site.inspector, "15.2", "7.2", reported_on=date(2026, 11, 9))

    assert [str(one) for one in queries.results(again)] == ["15.2", "7.2"]


def test_what_is_rejected_is_no_evidence(site, reported):
    actions.judge(reported.pk, verb="reject", why="样品超过保存期", by=site.other, at=JUDGED)

    assert not sampling.evidence_of(site.source).exists()
    assert clocks.open_clock(reported.case, Matter.CORRECTION_ORDER) is None


@pytest.mark.parametrize(
    ("value", "low", "high", "is_over", "times"),
    [
        ("100", None, "100", False, None),
        ("100.01", None, "100", True, "0.00"),
        ("250", None, "100", True, "1.50"),
        ("5.9", "6", "9", True, None),
        ("9.1", "6", "9", True, None),
        ("6", "6", "9", False, None),
        ("<200", None, "100", False, None),
        ("3", None, "0", True, None),
    ],
)
def test_over_is_more_than_the_limit_and_not_found_is_never_over(site, ordered, value, low, high, is_over, times):
    what = ordered.parameters.first()
    what.low, what.high = (Decimal(one) if one else None for one in (low, high))
    what.save()
    taken = take(ordered, site.inspector)
    result = taken.results.create(
        parameter=what, value=Decimal(value.lstrip("<")), is_below=value.startswith("<")
    )  # fmt: skip

    shown = rules.Found(result)

    assert (shown.is_over, shown.times_over) == (is_over, Decimal(times) if times else None)
