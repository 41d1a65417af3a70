"""Eight who want the last places at the same moment: as many get one as there are."""

from __future__ import annotations

from itertools import count

import pytest

from approvals.appointments import actions
from approvals.appointments.guards import Full
from approvals.appointments.models import Appointment, Slot
from tests.appointments import rows
from tests.supervision.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_as_many_get_an_hour_as_there_are_places_however_many_ask_at_once():
    of, turns = rows.desk(capacity=3), count()

    def book() -> bool:
        n = next(turns)
        who = actions.Who(f"来人{n}", f"1390000000{n}")
        try:
            actions.book_publicly(of.service, of.piece(), who, key=f"r{n}", address=f"a{n}", at=rows.NOW)
        except Full:
            return False
        return True

    got = at_once(book, 8)

    assert sum(got) == 3
    assert (Appointment.objects.count(), Slot.objects.get().taken) == (3, 3)
