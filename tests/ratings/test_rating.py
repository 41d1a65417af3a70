"""Ratings: once, by who was served, and so that nobody can tell who said what."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envportal.audit.models import Event
from envportal.ratings import queries, rating
from envportal.ratings.guards import RatedAlready
from envportal.ratings.models import Invitation, Rating
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import USCCS, moment

pytestmark = pytest.mark.django_db
AT, ON, OVER = moment("2026-11-02"), date(2026, 11, 5), date(2027, 1, 1)


@pytest.fixture
def section():
    return builders.section(kind="enforcement", name="执法科")


@pytest.fixture
def owner():
    return builders.enterprise()


def invited(section, owner, n=1):
    case = builders.case(enterprise=owner, kind="inspection", title=f"检查{n}")
    return rating.invite(case, section=section, enterprise=owner, service=rating.Service.INSPECTION, at=AT)


def five(section, owner, score=4, words=""):
    by = builders.applicant(owner)
    for n in range(5):
        rating.rate(invited(section, owner, n).pk, score=score, words=words, by=by, on=ON)


def test_a_case_invites_once_for_a_section(section, owner):
    first = invited(section, owner)

    again = rating.invite(first.case, section=section, enterprise=owner, service=rating.Service.INSPECTION, at=AT)

    assert (again.pk, Invitation.objects.count()) == (first.pk, 1)


def test_what_is_kept_names_neither_case_nor_enterprise_nor_moment(section, owner):
    by = builders.applicant(owner)
    invitation = invited(section, owner)
    before = Event.objects.count()

    rating.rate(invitation.pk, score=2, tags=["slow", "clear"], words="等得久", by=by, on=ON)

    kept = {field.attname for field in Rating._meta.concrete_fields}
    assert kept == {"id", "bureau_id", "section_id", "service", "quarter", "month", "score", "tags", "words"}
    row = Rating.objects.get()
    assert (row.quarter, row.month, row.score, row.tags, row.words) == ("2026Q4", "2026-11", 2, "clear,slow", "等得久")
    invitation.refresh_from_db()
    assert (invitation.used_on, Event.objects.count()) == (ON, before)


def test_nobody_rates_twice_nor_for_another(section, owner):
    invitation, by = invited(section, owner), builders.applicant(owner)
    stranger = builders.applicant(builders.enterprise("东渡建材有限公司", uscc=USCCS[2]))
    with pytest.raises(NotYours):
        rating.rate(invitation.pk, score=1, by=stranger, on=ON)
    rating.rate(invitation.pk, score=5, by=by, on=ON)

    with pytest.raises(RatedAlready):
        rating.rate(invitation.pk, score=1, by=by, on=ON)

    assert Rating.objects.get().score == 5


def test_a_mean_is_told_from_five_ratings_on_once_the_quarter_is_over(section, owner):
    five(section, owner)
    assert rating.averages(section.bureau, date(2026, 12, 31)) == []
    assert [(row["ratings"], row["mean"]) for row in rating.averages(section.bureau, OVER)] == [(5, 4.0)]

    Rating.objects.first().delete()

    assert rating.averages(section.bureau, OVER) == []


def test_words_are_there_once_the_quarter_is_over_and_five_rated(section, owner):
    five(section, owner, words="来了三次")
    reader = builders.staff("leader")
    assert not queries.words_for(reader, date(2026, 12, 31)).exists()
    assert queries.words_for(reader, OVER).count() == 5

    Rating.objects.first().delete()

    assert not queries.words_for(reader, OVER).exists()


@pytest.mark.parametrize(
    ("field", "wrong"), [("score", 6), ("score", 0), ("quarter", "2026-11"), ("quarter", "2026Q5")]
)
def test_the_database_keeps_five_steps_and_nothing_finer_than_a_quarter(section, field, wrong):
    told = {"bureau": section.bureau, "section": section, "service": "inspection", "quarter": "2026Q4", "score": 3}

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(**{**told, field: wrong})


@pytest.mark.parametrize(
    ("day", "quarter"), [("2026-03-31", "2026Q1"), ("2026-04-01", "2026Q2"), ("2026-12-31", "2026Q4")]
)
def test_a_quarter_ends_with_its_last_day(day, quarter):
    assert rating.quarter_of(date.fromisoformat(day)) == quarter


# PAGES --------------------------------------------------------------------------------
def test_an_enterprise_rates_on_its_page_and_a_second_post_is_told_so(section, owner):
    invitation, browser = invited(section, owner), signed_in(builders.applicant(owner))
    address = reverse("ratings:rate", args=[invitation.pk])
    assert "去评价" in browser.get(reverse("ratings:mine")).content.decode()
    typed = {"score": "5", "tags": ["clear"], "words": "", "_key": str(uuid4())}

    nothing, done, again = (browser.post(address, one) for one in ({"_key": "x"}, typed, typed))

    assert (nothing.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert Rating.objects.count() == 1
    assert "已评价" in browser.get(reverse("ratings:mine")).content.decode()


@time_machine.travel(moment("2027-01-04", "09:00"), tick=True)
def test_words_are_read_by_the_supervisor_but_never_by_the_rated_section(section, owner):
    five(section, owner, words="来了三次")
    page = reverse("ratings:ratings")

    def reads(role, **told):
        answer = signed_in(builders.staff(role, **told)).get(page)
        return answer.status_code, "来了三次" in answer.content.decode()

    assert reads("supervisor") == (200, True)
    assert reads("supervisor", in_section=section) == (200, False)
    assert reads("leader") == (200, True)
    assert reads("inspector", in_section=section) == (403, False)


def test_the_supervisors_page_costs_the_same_for_more_rows(section, owner, django_assert_num_queries):
    five(section, owner)
    Rating.objects.update(words="好", quarter="2025Q4")
    browser, page = signed_in(builders.staff("supervisor")), reverse("ratings:ratings")
    keys = list(Rating.objects.values_list("pk", flat=True))
    Rating.objects.filter(pk__in=keys[1:]).update(words="")

    browser.get(page)
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    Rating.objects.update(words="好")
    with django_assert_num_queries(len(one)):
        browser.get(page)


def test_the_public_reads_means_of_the_bureau_from_five_on_once_the_quarter_is_over(section, owner, client):
    five(section, owner, score=4)
    few = builders.section(name="综合科")
    by = builders.applicant(owner)
    for n in range(2):
        rating.rate(invited(few, owner, 10 + n).pk, score=1, by=by, on=ON)
    bureau = section.bureau

    assert queries.means(bureau, date(2026, 12, 31)) == []
    # The two of the other section stay out: five and seven would tell what they gave.
    assert queries.means(bureau, OVER) == [{"quarter": "2026Q4", "service": "inspection", "ratings": 5, "mean": 4.0}]
    with time_machine.travel(moment("2027-01-02"), tick=True):
        page = client.get(reverse("ratings:means")).content.decode()
        assert ("4.0" in page, "现场检查" in page, section.name in page) == (True, True, False)
        assert "2026Q4" in client.get(reverse("ratings:means") + "?format=csv").content.decode()
        assert client.get("/en" + reverse("ratings:means")).status_code == 200


def test_means_of_several_sections_are_weighed_by_their_ratings(section, owner):
    five(section, owner, score=5)
    other = builders.section(name="综合科")
    by = builders.applicant(owner)
    for n in range(10):
        rating.rate(invited(other, owner, 20 + n).pk, score=2, by=by, on=ON)

    assert queries.means(section.bureau, OVER)[0]["mean"] == 3.0
    assert queries.means(section.bureau, OVER)[0]["ratings"] == 15
