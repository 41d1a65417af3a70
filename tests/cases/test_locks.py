"""The first line of every action: whoever waited for a case reads what the one before left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from approvals.applications.models import Application
from envportal.cases.locks import lock
from envportal.cases.models import Case
from tests import world

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine("postgresql")  # SQLite has one writer: a second one begins only when the first has ended
def test_whoever_waited_for_a_case_reads_it_and_its_procedure_as_they_are_now():
    pk, held = world.submitted(world.world()).pk, Event()

    def change() -> None:
        try:
            with transaction.atomic():
                lock(Case, pk)
                held.set()
                wait_until_somebody_waits()
                Application.objects.filter(pk=pk).update(accepted_by_silence=True)
                Case.objects.filter(pk=pk).update(title="改过的标题")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        changing = pool.submit(change)
        held.wait(10)
        with transaction.atomic():
            application = lock(Application, pk)
        changing.result()

    assert (application.accepted_by_silence, application.case.title) == (True, "改过的标题")


def wait_until_somebody_waits() -> None:
    waiting = 0
    with connection.cursor() as cursor:
        while not waiting:
            cursor.execute(WAITING)
            [waiting] = cursor.fetchone()


@pytest.mark.django_db
@pytest.mark.engine("postgresql")
def test_the_case_is_locked_before_the_row_of_its_procedure():
    pk = world.submitted(world.world()).pk

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        lock(Application, pk)

    [statement] = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    assert statement.endswith('FOR UPDATE OF "cases_case", "applications_application"')
