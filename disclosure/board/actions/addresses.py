"""The address of a notice, which nobody can count up: how many wait unpublished is nobody's business."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from random import Random, SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10
_source: ContextVar[Random] = ContextVar("source", default=SystemRandom())  # noqa: B039  it keeps nothing


def new_address() -> str:
    """Drawn from the operating system's randomness."""
    source = _source.get()
    return "".join(source.choice(LETTERS) for _n in range(LENGTH))


@contextmanager
def addresses_drawn_from(source: Random) -> Iterator[None]:
    """Inside, addresses come from a source that can be repeated: for a demo, whose notices are no secret."""
    before = _source.set(source)
    try:
        yield
    finally:
        _source.reset(before)
