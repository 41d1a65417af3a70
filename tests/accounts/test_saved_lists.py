"""Lists of the desk that somebody keeps at hand."""

from __future__ import annotations

import pytest

from envportal.accounts import actions
from envportal.accounts.models import SavedList
from envportal.audit.models import Event
from envportal.refusals import Refused
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-17")
LIST = "/desk/cases/?q=纸&sort=-received_on"


@pytest.fixture
def of():
    return world.world()


def test_a_narrowed_list_offers_to_be_kept_and_a_whole_one_does_not(of):
    browser = signed_in(of.leader)
    assert (
        "/desk/saved/new/?address=%2Fdesk%2Fcases%2F%3Fq%3D"
        in browser.get("/desk/cases/", {"q": "纸"}).content.decode()
    )
    assert "/desk/saved/new/" not in browser.get("/desk/cases/").content.decode()


def test_what_is_kept_stands_on_the_desk_of_its_owner_alone(of):
    browser = signed_in(of.leader)
    kept = browser.post("/desk/saved/new/", {"name": "纸业", "address": LIST})
    assert kept.status_code == 302
    assert 'href="/desk/cases/?q=纸&amp;sort=-received_on"' in browser.get("/desk/").content.decode()
    assert "纸业" not in signed_in(of.officer).get("/desk/").content.decode()
    assert Event.objects.filter(name="list_saved", actor=of.leader).exists()


def test_the_same_name_keeps_the_later_list(of):
    actions.save_list(name="纸业", address=LIST, by=of.leader, at=AT)
    actions.save_list(name="纸业", address="/desk/cases/?q=板", by=of.leader, at=AT)
    assert [one.address for one in of.leader.saved_lists.all()] == ["/desk/cases/?q=板"]


def test_an_english_address_is_kept_without_its_language(of):
    signed_in(of.leader).post("/desk/saved/new/", {"name": "纸业", "address": f"/en{LIST}"})
    assert of.leader.saved_lists.get().address == LIST


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org/desk/", "/my/", "/desk//example.org", "/desk/\\x"]
)
def test_nothing_but_the_desk_can_be_kept(of, address):
    answer = signed_in(of.leader).post("/desk/saved/new/", {"name": "外面", "address": address})
    assert answer.status_code == 422
    assert not SavedList.objects.exists()


def test_the_twenty_first_is_refused_in_a_sentence(of):
    for n in range(20):
        actions.save_list(name=f"清单 {n}", address=LIST, by=of.leader, at=AT)
    actions.save_list(name="清单 0", address=LIST, by=of.leader, at=AT)
    with pytest.raises(Refused, match="20"):
        actions.save_list(name="再来一个", address=LIST, by=of.leader, at=AT)
    answer = signed_in(of.leader).post("/desk/saved/new/", {"name": "再来一个", "address": LIST})
    assert answer.status_code == 422


def test_nobody_drops_a_list_of_somebody_else(of):
    kept = actions.save_list(name="纸业", address=LIST, by=of.leader, at=AT)
    assert signed_in(of.officer).post(f"/desk/saved/{kept.pk}/drop/").status_code == 404
    assert signed_in(of.leader).post(f"/desk/saved/{kept.pk}/drop/").status_code == 302
    assert not SavedList.objects.exists()
