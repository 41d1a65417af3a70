"""Numbers: no gap and no double, under rollback and under many hands."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from envportal.accounts.models import Bureau
from envportal.documents import actions
from envportal.documents.models import NumberSeries
from tests import builders
from tests.documents import numbers_taken

THREADS = 8


def take(bureau: Bureau, series: str = "受", year: int = 2026) -> str:
    with transaction.atomic():
        return actions.take_number(bureau, series, year)


@pytest.mark.django_db
def test_every_bureau_series_and_year_counts_from_one() -> None:
    yunxi, dongling = builders.bureau(), builders.bureau("dongling", "东岭市生态环境局", "东环")

    taken = [take(yunxi), take(yunxi), take(yunxi, "补"), take(yunxi, year=2027), take(dongling)]

    assert taken == [
        "云环受〔2026〕1号", "云环受〔2026〕2号", "云环补〔2026〕1号", "云环受〔2027〕1号", "东环受〔2026〕1号"
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_number_goes_back_with_the_transaction_that_took_it() -> None:
    bureau = builders.bureau()
    take(bureau)

    with transaction.atomic():
        actions.take_number(bureau, "受", 2026)
        transaction.set_rollback(True)

    assert take(bureau) == "云环受〔2026〕2号"


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused() -> None:
    bureau = builders.bureau()

    with pytest.raises(TransactionManagementError):
        actions.take_number(bureau, "受", 2026)


@pytest.mark.django_db
def test_number_series_is_one_row_a_year() -> None:
    NumberSeries.objects.create(bureau=builders.bureau(), series="受", year=2026)

    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeries.objects.create(bureau=builders.bureau(), series="受", year=2026)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_with_every_fifth_rolled_back_leave_no_gap_and_no_double() -> None:
    bureau, together = builders.bureau(), threading.Barrier(THREADS)

    def work(_: int) -> list[str]:
        together.wait()
        try:
            return [number for n in range(25) if (number := _take_or_roll_back(bureau, rolls_back=n % 5 == 4))]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        taken = [number for numbers in pool.map(work, range(THREADS)) for number in numbers]

    assert sorted(taken, key=_n) == [f"云环受〔2026〕{n}号" for n in range(1, THREADS * 20 + 1)]


@pytest.mark.django_db(transaction=True)
def test_forty_submissions_clicked_twice_and_torn_off_take_forty_numbers() -> None:
    found = numbers_taken.prove(
        40, 10, seed=7, pool=lambda: ThreadPoolExecutor(THREADS), press=numbers_taken.press_and_leave
    )  # fmt: skip

    assert found == {
        "submits": 40, "issues": 10, "doubles": 0, "gaps": 0, "extras": 0, "two_answers": 0, "violations": 0
    }  # fmt: skip


def test_the_proof_sees_doubles() -> None:
    assert numbers_taken.doubles(["1", "2", "2"]) == 1


def _take_or_roll_back(bureau: Bureau, *, rolls_back: bool) -> str:
    with transaction.atomic():
        number = actions.take_number(bureau, "受", 2026)
        transaction.set_rollback(rolls_back)
    return "" if rolls_back else number


def _n(number: str) -> int:
    return int(number.rpartition("〕")[2].removesuffix("号"))
