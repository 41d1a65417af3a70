"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

import envportal.celery  # noqa: F401  the portal's own Celery app must be current
from envportal.audit import guards
from envportal.deadlines import guards as clock_guards


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A feature only one engine has is tested on that engine; elsewhere such a test is left out, not skipped."""
    elsewhere = [item for item in items if not all(_fits(mark) for mark in item.iter_markers("engine"))]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def _fits(mark: pytest.Mark) -> bool:
    return connection.vendor in mark.args


@pytest.fixture(scope="session", autouse=True)
def _tests_may_flush_the_log() -> Iterator[None]:
    """Tests with transaction=True empty every table afterwards; the log's triggers would refuse."""
    flush = vars(TransactionTestCase)["_fixture_teardown"]

    def flush_with_the_log_open(case: TransactionTestCase) -> None:
        guards.lift()
        clock_guards.lift()
        flush(case)
        clock_guards.close()
        guards.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_with_the_log_open)
        yield


@pytest.fixture(autouse=True)
def _nothing_cached_before() -> None:
    """Cached figures of one test are not the next one's; its counters of wrong passwords go with its rows."""
    caches["hints"].clear()


@pytest.fixture(autouse=True)
def _the_language_is_chinese_again() -> None:
    """A page read in English leaves its language to the thread, and so to the next test."""
    translation.activate(settings.LANGUAGE_CODE)
