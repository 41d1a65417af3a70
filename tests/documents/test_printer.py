"""The process that prints: kept while all is well, replaced when a letter breaks it, bounded in letters and time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from envportal.documents.guards import children, fonts, printer

# Lines of one character each, each of another width: minutes of work.
SLOW = "<table>" + "<tr><td>甲<td><p>乙</p><td>丙" * 30_000 + "</table>"


@pytest.fixture(scope="module")
def one() -> Iterator[printer.Printer]:
    one = printer.Printer(letters=4)
    yield one
    one.end()


def process(of: printer.Printer) -> int:
    assert of.child is not None
    return of.child.process.pid


def prints(one: printer.Printer, page: str = "<p>甲</p>") -> int:
    """Prints it; the process that did."""
    assert one.print(page, "", fonts.paths())["pages"] == 1
    return process(one)


def test_letters_are_printed_in_one_process_and_a_new_one_after_so_many(one: printer.Printer) -> None:
    found = [prints(one) for _ in range(5)]

    assert (len(set(found[:4])), found[4] in found[:4]) == (1, False)


def test_a_refused_letter_leaves_the_process_to_the_next(one: printer.Printer) -> None:
    before = prints(one)

    with pytest.raises(children.ChildFailed, match=r"no font has 😀 U\+1F600"):
        prints(one, "<p>😀</p>")

    assert prints(one) == before


def test_a_letter_that_takes_too_long_is_killed_and_the_next_is_printed(one: printer.Printer) -> None:
    before, one.seconds = prints(one), 0.5

    with pytest.raises(children.ChildFailed, match=r"no answer in 0\.5 s"):
        prints(one, SLOW)

    one.seconds = printer.SECONDS
    assert prints(one) != before


def test_a_process_that_dies_says_how_and_leaves_nothing_behind(one: printer.Printer) -> None:
    prints(one)
    assert one.child is not None
    folder = Path(one.child.place)
    assert any(folder.iterdir())

    one.child.process.kill()
    one.child.process.wait()
    died = one.child.ask("<p>甲</p>", "", seconds=9)
    prints(one)

    assert (died["error"][:8], died["ends"], folder.exists()) == ("exit -9:", True, False)
