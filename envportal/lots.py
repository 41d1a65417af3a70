"""Drawing by lot so that anyone can draw again; plain Python."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def shuffled(pool: Iterable[str], seed: str) -> list[str]:
    """The order of a draw: by the SHA-256 of seed, colon and code, smallest first. Anyone can repeat it."""
    return sorted(pool, key=lambda code: (sha256(f"{seed}:{code}".encode()).hexdigest(), code))
