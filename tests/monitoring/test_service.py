"""送达 of letters whose service begins nothing: of monitoring results, and of answers to a re-examination."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.aftercare import actions as aftercare
from enforcement.monitoring import actions
from envportal.documents.models import Document, Letter, Service
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.aftercare import rows
from tests.builders import applicant, moment, one_time_code
from tests.documents import corpus
from tests.monitoring.test_actions import JUDGED, file_report, take

pytestmark = pytest.mark.django_db
SIGNED = {
    "on": "2026-11-12", "receiver": "沈雁", "capacity": "office", "identity": "居民身份证，尾号 0318", "place": "厂区",
}  # fmt: skip


@pytest.fixture
def letter(site, ordered) -> Letter:
    take(ordered, site.inspector)
    file_report(ordered, site.inspector, "152", "7.2")
    actions.judge(ordered.pk, verb="accept", by=site.other, at=JUDGED)
    return Letter.objects.get(kind="monitoring_result")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-11-13"), tick=True):
        yield


def post(client, letter: Letter, name: str = "served", **typed: object):
    return client.post(reverse(f"documents:{name}", args=[letter.pk]), {"_key": str(uuid4()), **typed})


def test_the_inspector_records_the_way_the_day_and_the_scan_and_the_enterprise_reads_the_day(site, letter):
    client = just_confirmed(site.inspector)
    desk = f"/desk/monitoring/{letter.case_id}/"
    assert reverse("documents:served", args=[letter.pk]) in client.get(desk).content.decode()

    assert post(client, letter, **SIGNED, evidence=corpus.upload(corpus.pdf())).status_code == 302

    letter.refresh_from_db()
    assert letter.served_on == date(2026, 11, 12)
    scan = Document.objects.get(kind="service_proof")
    assert (Service.objects.get().evidence, scan.is_inside, scan.case_id) == (scan, True, letter.case_id)
    page = client.get(desk).content.decode()
    assert ("沈雁" in page, "更正送达登记" in page, reverse("documents:served", args=[letter.pk]) in page) == (
        True, True, False,
    )  # fmt: skip
    owner = signed_in(applicant(site.source.enterprise))
    mine = owner.get(f"/my/monitoring/{letter.case_id}/").content.decode()
    assert ("已送达" in mine, "0318" in mine) == (True, False)


def test_a_day_before_the_letter_a_second_service_and_a_stranger_are_refused(site, letter):
    client = just_confirmed(site.inspector)
    early = post(client, letter, **{**SIGNED, "on": "2026-11-01"})
    assert (early.status_code, "沈雁" in early.content.decode()) == (409, True)
    assert post(client, letter, **{**SIGNED, "receiver": ""}).status_code == 422
    assert post(signed_in(applicant(site.source.enterprise)), letter, **SIGNED).status_code in {403, 404}

    assert post(client, letter, **SIGNED).status_code == 302
    assert post(client, letter, **SIGNED).status_code == 409
    assert Service.objects.count() == 1


def test_what_came_back_may_be_announced_and_a_record_is_put_right_by_another(site, letter):
    client, other = just_confirmed(site.inspector), just_confirmed(site.head)
    back = {"way": "post", "tracking": "EMS 1", "reason": "原址已搬迁", "on": "2026-11-12"}
    key = str(uuid4())
    for _twice in range(2):
        assert post(client, letter, "not_served", **back, _key=key).status_code == 302
    assert Service.objects.count() == 1
    assert post(client, letter, **SIGNED).status_code == 302
    right = {"on": "2026-11-11", "reached": "True", "reason": "看错了"}
    assert post(client, letter, "put_right", **right).status_code == 409

    assert post(other, letter, "put_right", **right).status_code == 302

    assert Letter.objects.get(pk=letter.pk).served_on == date(2026, 11, 11)


def test_an_answer_to_a_re_examination_on_paper_is_served_by_hand():
    of = world.world()
    care = rows.followed(of, date(2021, 1, 5))
    type(care).objects.filter(pk=care.pk).update(portal_service=False)
    aftercare.ask_re_examination(care.pk, words="没有变化", by=of.applicant, at=moment("2026-11-02"))
    aftercare.propose_answer(care.pk, agrees=True, reason="没有变化", by=of.officer, at=moment("2026-11-03"))
    at = moment("2026-11-04")
    aftercare.answer(care.pk, code=one_time_code(at), by=of.leader, at=at)
    letter = Letter.objects.get(kind="re_examination")
    client = just_confirmed(of.officer)
    assert reverse("documents:served", args=[letter.pk]) in client.get(f"/desk/aftercare/{care.pk}/").content.decode()

    assert post(client, letter, **SIGNED).status_code == 302

    assert Letter.objects.get(pk=letter.pk).served_on == date(2026, 11, 12)
    assert "已送达" in signed_in(of.applicant).get(f"/my/aftercare/{care.pk}/").content.decode()


def test_a_letter_whose_service_begins_something_is_served_by_its_own_procedure(site, letter):
    Letter.objects.filter(pk=letter.pk).update(kind="penalty_notice")

    assert post(just_confirmed(site.inspector), letter, **SIGNED).status_code == 404
