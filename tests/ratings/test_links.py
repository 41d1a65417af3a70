"""A rating without an account: by a link that is shown once, used once, and out of the rated section's reach."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from envportal.audit.models import Event
from envportal.ratings import queries, rating
from envportal.ratings.guards import LinkIsOver, RatedAlready
from envportal.ratings.models import Invitation, Rating
from envportal.ratings.rules import LASTS
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.ratings.test_rating import AT, ON, invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return builders.section(kind="enforcement", name="执法科")


@pytest.fixture
def owner():
    return builders.enterprise()


@pytest.fixture
def watch(section):
    return builders.staff("supervisor", "监察", at=section.bureau)


def test_a_link_rates_once_and_nothing_of_it_is_kept(section, owner, watch):
    invitation = invited(section, owner)
    token = rating.make_link(invitation.pk, by=watch, at=AT)
    invitation.refresh_from_db()
    assert (token in str(invitation.__dict__), invitation.link_hash) == (False, queries.hash_of(token))
    assert not any(token in str(one.facts) for one in Event.objects.all())

    rating.rate_by_link(token, score=2, tags=["slow"], words="等得久", on=ON)

    invitation.refresh_from_db()
    row = Rating.objects.get()
    assert (row.section, row.score, row.tags) == (section, 2, "slow")
    assert (invitation.used_on, invitation.link_hash) == (ON, "")
    with pytest.raises(LinkIsOver):
        rating.rate_by_link(token, score=5, on=ON)
    with pytest.raises(RatedAlready):
        rating.make_link(invitation.pk, by=watch, at=AT)
    with pytest.raises(RatedAlready):
        rating.rate(invitation.pk, score=5, by=builders.applicant(owner), on=ON)
    assert Rating.objects.count() == 1


def test_a_new_link_ends_the_one_before_and_none_outlives_its_days(section, owner, watch):
    invitation = invited(section, owner)
    first, second = (rating.make_link(invitation.pk, by=watch, at=AT) for _n in range(2))
    with pytest.raises(LinkIsOver):
        rating.rate_by_link(first, score=5, on=ON)
    last = AT.date() + LASTS
    with pytest.raises(LinkIsOver):
        rating.rate_by_link(second, score=5, on=last + timedelta(1))
    rating.rate_by_link(second, score=5, on=last)

    assert Rating.objects.get().score == 5


def test_the_rated_section_makes_no_link_and_sees_none(section, owner):
    invitation = invited(section, owner)
    leader = builders.staff("leader", "分管", at=section.bureau, in_section=section)
    inspector = builders.staff("inspector", "执法", at=section.bureau, in_section=section)
    for one in (leader, inspector):
        with pytest.raises(NotYours):
            rating.make_link(invitation.pk, by=one, at=AT)
    assert not queries.to_be_rated(leader).exists()
    assert signed_in(inspector).get("/desk/ratings/open/").status_code == 403
    assert signed_in(leader).get(f"/desk/ratings/open/{invitation.pk}/link/").status_code == 404


def test_another_bureau_and_another_enterprise_make_none(section, owner):
    invitation = invited(section, owner)
    other = builders.staff("supervisor", "外局", at=builders.bureau(code="530103", name="东渡市生态环境局"))
    with pytest.raises(NotYours):
        rating.make_link(invitation.pk, by=other, at=AT)
    assert rating.make_link(invitation.pk, by=builders.applicant(owner), at=AT)


def test_the_page_shows_the_link_once_and_whoever_holds_it_rates_without_an_account(section, owner, watch):
    invitation = invited(section, owner)
    with time_machine.travel(moment("2026-11-05"), tick=True):
        desk, anybody = signed_in(watch), Client()
        page = f"/desk/ratings/open/{invitation.pk}/link/"
        assert page in desk.get("/desk/ratings/open/").content.decode()
        made = desk.post(page, {"_key": str(uuid4())})
        assert made.headers["Cache-Control"] == "no-store, private"
        address = re.search(r"/rate/[\w-]+/", made.content.decode()).group()
        assert address not in desk.get(page).content.decode() + desk.get("/desk/ratings/open/").content.decode()

        shown = anybody.get(address)
        assert (shown.status_code, owner.name in shown.content.decode()) == (200, False)
        assert anybody.post(address, {}).status_code == 422
        assert anybody.post(address, {"score": "4", "words": "说得清楚"}).headers["Location"] == "/rate/done/"
        assert anybody.get("/rate/done/").status_code == 200
        for answer in (anybody.get(address), anybody.post(address, {"score": "1"}), anybody.get("/rate/nothing/")):
            assert (answer.status_code, "这个链接不能用了" in answer.content.decode()) == (410, True)

    assert Rating.objects.get().score == 4
    assert Invitation.objects.get().used_on is not None


def test_an_enterprise_hands_the_link_to_a_colleague(section, owner):
    invitation = invited(section, owner)
    mine = signed_in(builders.applicant(owner))
    page = f"/my/ratings/{invitation.pk}/link/"

    assert page in mine.get("/my/ratings/").content.decode()
    assert "/rate/" in mine.post(page, {"_key": str(uuid4())}).content.decode()
