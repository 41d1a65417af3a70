"""The pages of monitoring: ordered, sampled, reported in the browser's way; what the enterprise reads."""

from decimal import Decimal

import pytest
import time_machine

from enforcement.monitoring import actions, forms, queries
from enforcement.monitoring.models import Monitoring
from envportal.deadlines.enums import Matter
from tests.accounts.conftest import just_confirmed
from tests.builders import applicant
from tests.documents import corpus
from tests.monitoring.conftest import SAMPLE
from tests.monitoring.test_actions import JUDGED, SAMPLED, file_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("化学需氧量 mg/L 100 GB 8978-1996 表4", None, Decimal(100)),
        ("pH - 6-9 GB 8978-1996 表4", Decimal(6), Decimal(9)),
        ("流量 m3/h", None, None),
    ],
)
def test_a_line_is_a_parameter(line, low, high):
    told = forms.parameter(line)

    assert (told["low"], told["high"], told["unit"] == "-") == (low, high, False)


@pytest.mark.parametrize(
    "line", ["化学需氧量", "pH - 9-6 GB 8978", "pH - 6.6.6 GB 8978", "化学需氧量 mg/L 100", "铅 mg/L 999999999 GB 8978"]
)
def test_a_line_that_says_too_little_is_answered_in_place(line):
    form = forms.AskForm({"reason": "enforcement", "place": "口", "laboratory": "站", "parameters": line})

    assert not form.is_valid()
    assert line[:10] in form.errors["parameters"][0]


def test_the_order_the_sample_and_the_report_are_typed(site):
    client = just_confirmed(site.inspector)
    typed = {
        "reason": "enforcement",
        "place": "总排口",
        "laboratory": "监测站",
        "parameters": "化学需氧量 mg/L 100 GB 8978",
    }
    answer = client.post(f"/desk/monitoring/for/{site.source.pk}/", typed)
    order = Monitoring.objects.get()
    assert answer["Location"] == f"/desk/monitoring/{order.pk}/"

    sample = {**SAMPLE, "taken_at": "2026-11-03 10:00"}
    alone = client.post(f"/desk/monitoring/{order.pk}/sample/", {**sample, "taken_by": "程野"})
    assert alone.status_code == 422
    client.post(f"/desk/monitoring/{order.pk}/sample/", sample)
    box = f"r_{order.samples.get().pk}_{order.parameters.get().pk}"
    paper = {
        "report_number": "1号",
        "laboratory_mark": "CMA",
        "reported_on": "2026-11-09",
        "file": corpus.upload(corpus.pdf()),
    }
    wrong = client.post(f"/desk/monitoring/{order.pk}/report/", {**paper, box: "很多"})
    assert wrong.status_code == 422
    paper["file"] = corpus.upload(corpus.pdf())
    client.post(f"/desk/monitoring/{order.pk}/report/", {**paper, box: "<0.5"})

    page = client.get(f"/desk/monitoring/{order.pk}/").content.decode()
    assert "&lt;0.5" in page
    assert "达标" in page


def test_the_enterprise_reads_a_report_once_it_holds(client, site, ordered):
    actions.sample(ordered.pk, by=site.inspector, at=SAMPLED, **SAMPLE)
    file_report(ordered, site.inspector, "152", "7")
    client.force_login(applicant(site.source.enterprise))
    assert client.get(f"/my/monitoring/{ordered.pk}/").status_code == 404

    actions.judge(ordered.pk, verb="accept", by=site.other, at=JUDGED)

    assert "超标 0.52 倍" in client.get(f"/my/monitoring/{ordered.pk}/").content.decode()
    assert ordered.case.number in client.get("/my/monitoring/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(site, n, django_assert_max_num_queries):
    for _one in range(n):
        ask(site)
    client = just_confirmed(site.inspector)
    client.get("/desk/monitoring/")

    with django_assert_max_num_queries(16):
        assert client.get("/desk/monitoring/?q=云溪").status_code == 200


def ask(site, *parameters, place="口"):
    return actions.ask(
        site.source.pk, by=site.inspector, at=SAMPLED, reason="complaint", place=place, laboratory="站",
        parameters=parameters or [{"name": "氨", "unit": "", "low": None, "high": None, "standard": ""}],
    )  # fmt: skip


def test_the_list_begins_with_what_is_open_then_with_what_was_closed_last(site):
    first, second, third = ask(site, place="甲"), ask(site, place="乙"), ask(site, place="丙")
    for one, at in ((first, JUDGED), (third, SAMPLED)):
        actions.cancel(one.pk, why="不再需要", by=site.inspector, at=at)

    assert list(queries.visible(site.inspector, JUDGED.date())) == [second, first, third]


def test_a_limit_is_printed_as_a_paper_has_it(site):
    ends = [(None, "100"), ("6", "9"), ("6.5", None), (None, None), (None, "0.05")]
    rows = [
        {"name": f"第{n}项", "unit": "", "low": low and Decimal(low), "high": high and Decimal(high), "standard": "GB"}
        for n, (low, high) in enumerate(ends)
    ]
    order = ask(site, *rows)

    assert [one.limits for one in order.parameters.order_by("pk")] == ["≤100", "≥6 ≤9", "≥6.5", "", "≤0.05"]
    page = just_confirmed(site.inspector).get(f"/desk/monitoring/{order.pk}/").content.decode()
    assert ("≥6 ≤9，GB" in page, ".0000" in page) == (True, False)


def test_what_was_found_over_a_limit_stays_in_the_list_with_the_day_to_have_it_corrected(site, ordered):
    actions.sample(ordered.pk, by=site.inspector, at=SAMPLED, **SAMPLE)
    file_report(ordered, site.inspector, "152", "7")
    with time_machine.travel(JUDGED):
        client = just_confirmed(site.other)
        judging = client.get(f"/desk/monitoring/{ordered.pk}/accept/").content.decode()
        listed = client.get("/desk/monitoring/").content.decode()
        told = client.get(f"/desk/monitoring/{ordered.pk}/").content.decode()

    assert "超标 0.52 倍" in judging
    assert ("11月12日" in listed, str(Matter.CORRECTION_ORDER.label) in listed) == (True, True)
    assert "不视为批准" not in told


def test_asking_and_going_back_leads_to_the_case_that_asks(site):
    page = just_confirmed(site.inspector).get(f"/desk/monitoring/for/{site.source.pk}/").content.decode()

    assert f'href="/desk/visits/{site.source.pk}/"' in page
