"""A bureau whose quotas are kept, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from approvals.quotas import actions, queries
from approvals.quotas.actions.posting import Where
from approvals.quotas.models import Area, Book
from approvals.quotas.states import AccountKind
from envportal.cases.models import Case
from tests import builders
from tests.builders import moment
from tests.remembered import remembered
from tests.world import World

DOCUMENT = "云市环〔2026〕12号"


def D(text: str | int) -> Decimal:  # noqa: N802  reads like the number it makes
    return Decimal(text)


def area(of: World, code: str = "qingshi", name: str = "青石区") -> Area:
    found = Area.objects.filter(bureau=of.bureau, code=code).first()
    return found or actions.add_area(code=code, name=name, by=of.head, at=moment("2026-01-05"))


@remembered
def controlled(of: World, *pollutants: str) -> Area:
    """These pollutants are under control since the beginning of 2026, in one area."""
    found = area(of)
    for pollutant in pollutants or ("cod",):
        actions.control(
            pollutant=pollutant, valid_from=date(2026, 1, 1), basis="云市环〔2026〕1号", by=of.head,
            at=moment("2026-01-05"),
        )  # fmt: skip
    return found


@remembered
def granted(of: World, amount: str | int, pollutant: str = "cod", *, where: Area | None = None, **more: Any) -> Book:
    told: dict[str, Any] = {"on": date(2026, 3, 2), "document": DOCUMENT, "at": moment("2026-03-02"), **more}
    place = Where(where or area(of), pollutant, 2026)
    actions.grant(place, amount=D(amount), by=of.leader, **told)
    return Book.objects.get(area=place.area, pollutant=pollutant, year=2026)


@remembered
def case(of: World, **more: Any) -> Case:
    """A case before the bureau, in the hands of the officer."""
    told: dict[str, Any] = {
        "bureau": of.bureau, "section": of.officer.section, "holder": of.officer, "opened_on": date(2026, 9, 14),
        "number": f"云环收〔2026〕{Case.objects.count() + 1}号", "enterprise": of.owner, **more,
    }  # fmt: skip
    return builders.case(**told)


@remembered
def reserved(of: World, amount: str | int, pollutant: str = "cod", **more: Any) -> Case:
    found = case(of, **more)
    actions.reserve(found, {pollutant: D(amount)}, by=of.clerk, at=moment("2026-09-17"))
    return found


def stands(book: Book) -> dict[str, Decimal]:
    """What stands in each kind of account that holds anything, now."""
    row = queries.by_book().get(pk=book.pk)
    sums = {kind.value: getattr(row, f"in_{kind.value}") for kind in AccountKind}
    return {kind: amount for kind, amount in sums.items() if amount}


def proven() -> bool:
    return not list(queries.differences())
