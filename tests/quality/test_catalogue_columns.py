"""The columns of environmental quality stand in the catalogue, and are silent like any other."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from disclosure.board import actions as board
from disclosure.board.models import DisclosureItem
from disclosure.board.queries import catalogue
from disclosure.quality import actions
from disclosure.quality.models import Bulletin
from envportal.accounts.models import User
from tests.builders import moment
from tests.quality import places

pytestmark = pytest.mark.django_db
COLUMNS = {"quality_air", "quality_water", "quality_drinking", "quality_noise", "quality_year"}


def kept(code: str, on: date) -> catalogue.Kept:
    return next(one for one in catalogue.kept(catalogue.home(), on) if one.item.code == code)


@pytest.mark.parametrize(("on", "since"), [(date(2026, 11, 30), None), (date(2026, 12, 1), date(2026, 11, 30))])
def test_the_air_is_silent_a_month_after_its_last_day(on: date, since: date | None):
    board.load_catalogue()
    places.a_day(places.air(), date(2026, 10, 31))

    column = kept("quality_air", on)

    assert (column.last_day, column.silent_since) == (date(2026, 10, 31), since)


def test_the_waters_speak_by_their_bulletins(editor: User, leader: User):
    board.load_catalogue()
    places.read(places.section(), "2026-10-01", "month", DO="8", NH3__N="0.4")
    assert kept("quality_water", date(2026, 11, 20)).silent_since is not None
    bulletin = actions.compose(medium="water", on=date(2026, 10, 1), span="month", by=editor, at=moment("2026-11-05"))
    actions.publish(bulletin.pk, by=leader, at=moment("2026-11-06"))

    assert Bulletin.objects.count() == 1
    assert kept("quality_water", date(2026, 12, 6)).silent_since is None
    assert kept("quality_water", date(2026, 12, 7)).silent_since == date(2026, 12, 6)
    assert kept("quality_year", date(2026, 12, 7)).last_day is None


def test_everybody_reads_when_they_last_said_something_and_where(client: Client):
    board.load_catalogue()
    station = places.air()
    with time_machine.travel(moment("2026-11-20"), tick=False):
        before = client.get("/board/catalogue/")
        places.a_day(station, date(2026, 11, 19))
        page = client.get("/board/catalogue/", headers={"If-None-Match": before["ETag"]}).content.decode()
        english = client.get("/en/board/catalogue/").content.decode()

    air = page.partition('id="quality_air"')[2].partition("</tr>")[0]
    assert 'href="/quality/air/"' in air
    assert 'datetime="2026-11-19"' in air
    assert 'href="/en/quality/air/"' in english
    assert set(DisclosureItem.objects.filter(kinds=[]).values_list("code", flat=True)) - {"on_request"} == COLUMNS
