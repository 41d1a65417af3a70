"""What every test stands on."""

import os
import re
import zlib
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

import envportal.celery  # noqa: F401  the portal's own Celery app must be current
from approvals.quotas import guards as quota_guards
from disclosure.board.queries.memory import MEMORY
from envportal.audit import guards
from envportal.deadlines import guards as clock_guards
from tests import migrated, remembered

HEAVY = {"transactional_db", "live_server"}
FIXTURES = HEAVY | {"db"}
# What a page says, to whom, and what it does with bad input is the same on every engine; the crawl opens each on both.
SAYS_THE_SAME = re.compile(r"test_(\w*pages?|routes|who_may|words\w*|\w*bad_input|participation|uploads|years|demo)")

# What plays weeks of a bureau, asks every address, or kills and starts real processes again and again.
LONG = {"test_crawl", "test_demo", "test_demo_seed", "test_killed", "test_machine", "test_walk", "test_years"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test runs on the engines it says something about; elsewhere it is left out, not skipped."""
    elsewhere = [item for item in items if not _fits(item)]
    config.hook.pytest_deselected(items=elsewhere)
    left_out = set(elsewhere)
    for item in items:
        if _is_long(item):
            item.add_marker("long")
    here = [item for item in items if item not in left_out]
    # Begun first: whoever begins a long one last would have everybody wait for it.
    items[:] = sorted(here, key=lambda item: item.get_closest_marker("long") is None)


def _fits(item: pytest.Item) -> bool:
    """A feature only one engine has is tested on that; what says the same on all is tested on the embedded one."""
    engines = [mark.args for mark in item.iter_markers("engine")]
    if engines:
        return all(connection.vendor in names for names in engines)
    if settings.EMBEDDED:
        return True
    says_something = _asks_the_database(item) and not SAYS_THE_SAME.fullmatch(item.path.stem)
    return says_something and (_is_of_the_engine(item) or "ENGINES" in os.environ or _is_of_the_share(item, 10))


def _is_of_the_engine(item: pytest.Item) -> bool:
    """Whether real transactions, many at once or a story told whole are what it is about."""
    mark = item.get_closest_marker("django_db")
    has_transactions = mark is not None and mark.kwargs.get("transaction", False)
    # What is told for many kinds and people is told there for some of them.
    is_told = _is_long(item) and (not hasattr(item, "callspec") or _is_of_the_share(item, 3))
    return has_transactions or is_told or not HEAVY.isdisjoint(getattr(item, "fixturenames", ()))


def _is_of_the_share(item: pytest.Item, one_of: int) -> bool:
    """Of all the others the same share each time runs on the second engine; `ENGINES=all` runs them all there, too."""
    return zlib.crc32(item.nodeid.encode()) % one_of == 0


def _is_long(item: pytest.Item) -> bool:
    return item.path.stem in LONG or item.path.parent.name == "stories"


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not FIXTURES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> bool:
    """Whether a database migrated in an earlier run lies there already."""
    with django_db_blocker.unblock():
        return migrated.fetch(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker) -> None:
    """The empty database every test starts from; migrated anew only after a migration changed."""
    with django_db_blocker.unblock():
        migrated.keep(connection, is_fetched=django_db_keepdb)


@pytest.fixture(scope="session", autouse=True)
def _tests_may_flush_the_log() -> Iterator[None]:
    """Tests with transaction=True empty every table afterwards; the log's triggers would refuse."""
    flush = vars(TransactionTestCase)["_fixture_teardown"]

    def flush_with_the_log_open(case: TransactionTestCase) -> None:
        guards.lift()
        clock_guards.lift()
        quota_guards.lift()
        flush(case)
        quota_guards.close()
        clock_guards.close()
        guards.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_with_the_log_open)
        yield


@pytest.fixture(scope="session", autouse=True)
def _writes_are_summed_up() -> Iterator[None]:
    with remembered.watching():
        yield


@pytest.fixture(autouse=True)
def _writes_are_undone_after_a_test() -> Iterator[None]:
    with remembered.undone_afterwards():
        yield


@pytest.fixture(autouse=True)
def _nothing_cached_before() -> None:
    """Cached figures of one test are not the next one's; its counters of wrong passwords go with its rows."""
    caches["hints"].clear()
    MEMORY.forget()


@pytest.fixture(autouse=True)
def _the_language_is_chinese_again() -> None:
    """A page read in English leaves its language to the thread, and so to the next test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def kept_for_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of a whole module write stays until its last test; what a test adds is undone after the test."""
    with django_db_blocker.unblock(), remembered.undone_afterwards(), transaction.atomic():
        yield
        transaction.set_rollback(True)
