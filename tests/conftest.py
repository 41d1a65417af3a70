"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase

import envportal.celery  # noqa: F401  the portal's own Celery app must be current
from envportal.audit import guards


@pytest.fixture(scope="session", autouse=True)
def _tests_may_flush_the_log() -> Iterator[None]:
    """Tests with transaction=True empty every table afterwards; the log's triggers would refuse."""
    flush = TransactionTestCase._fixture_teardown  # noqa: SLF001

    def flush_with_the_log_open(case: TransactionTestCase) -> None:
        guards.lift()
        flush(case)
        guards.close()

    TransactionTestCase._fixture_teardown = flush_with_the_log_open  # type: ignore[method-assign]  # noqa: SLF001
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]  # noqa: SLF001
