"""The stored figures of the board are always the ones counted from every notice, whatever changes one."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from disclosure.board import board
from disclosure.board.models import UNDATED, Figure, Notice
from disclosure.board.queries import tallies
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db


def past(key: str, on: date | None) -> board.Past:
    return board.Past(key, board.Kind.DECISION, "福州市生态环境局", "n1773", "旧项目", published_on=on)


def verified() -> str:
    out = StringIO()
    call_command("verify_figures", stdout=out)
    return out.getvalue()


def test_every_way_of_changing_a_notice_is_counted_as_it_happens():
    of = rows.case()
    notice = rows.published(of, at=moment("2026-09-17"))
    own = notice.bureau_id
    assert tallies.stored() == {("acceptance", 2026, own): 1}

    corrected = board.correct(notice.pk, facts={"编制单位": "别家"}, reason="写错", by=None, at=moment("2026-09-18"))
    assert tallies.stored() == {("acceptance", 2026, own): 1}
    board.publish(corrected.pk, by=rows.editor(), at=moment("2027-01-01", "00:00"))
    assert tallies.stored() == {("acceptance", 2027, own): 1}

    board.withdraw(corrected.pk, reason="撤回", by=builders.staff(Role.LEADER), at=moment("2027-01-02"))
    assert tallies.stored() == {}
    board.take_in([past("k1", date(2025, 12, 31)), past("k2", None)], at=moment("2027-01-02"))
    board.take_in([past("k1", date(2025, 12, 31))], at=moment("2027-01-02"))
    assert tallies.stored() == {("decision", 2025, 0): 1, ("decision", UNDATED.year, 0): 1}
    assert tallies.stored() == tallies.live()

    Notice.objects.filter(import_key="k1").update(kind="hearing", published_at=moment("2020-01-01", "00:00"))
    assert tallies.stored() == tallies.live() == {("hearing", 2020, 0): 1, ("decision", UNDATED.year, 0): 1}
    Notice.objects.filter(import_key="k1").delete()
    assert tallies.stored() == tallies.live() == {("decision", UNDATED.year, 0): 1}


def test_many_rows_changed_by_one_statement_are_counted_together():
    board.take_in([past(f"k{n}", date(2020 + n % 3, 1, 1)) for n in range(9)], at=moment("2026-10-16"))
    assert tallies.stored() == tallies.live() == {("decision", 2020 + n, 0): 3 for n in range(3)}

    Notice.objects.filter(import_key__in=["k0", "k1"]).update(state="superseded")

    assert tallies.stored() == tallies.live()
    assert sum(tallies.stored().values()) == 7


def test_the_command_proves_it_and_names_what_differs():
    board.take_in([past("k1", date(2025, 1, 1))], at=moment("2026-10-16"))
    assert "1 figures, 1 notices: all equal." in verified()
    Figure.objects.update(n=5)
    told = StringIO()

    with pytest.raises(CommandError, match="1 of 1 figures differ"):
        call_command("verify_figures", stderr=told)

    assert "decision 2025 bureau 0: stored 5, counted 1" in told.getvalue()


def test_the_home_page_shows_the_whole_board_by_kind(client):
    board.take_in([past(f"k{n}", date(2020, 1, 1)) for n in range(3)], at=moment("2026-10-16"))

    assert 'href="/board/?t=all&amp;k=decision">审批决定公告 3<' in client.get("/").content.decode()
