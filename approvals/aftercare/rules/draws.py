"""Spot checks of self-acceptance: who is drawn, so that everybody can compute it again."""

from __future__ import annotations

from hashlib import sha256

SIDES = 100


def text_of(seed: str, number: str, phase: int) -> str:
    """What is hashed: the seed the bureau published beforehand, the number of the case, the phase."""
    return f"{seed}|{number}|{phase}"


def figure_of(text: str) -> int:
    """A figure from 0 to 99: the SHA-256 of the text as one number, divided by 100, what is left over."""
    return int(sha256(text.encode()).hexdigest(), 16) % SIDES
