"""The code a letter is verified by."""

from __future__ import annotations

import secrets

# Without 0 and o, 1, i and l: some people type it.
MARKS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def new_code() -> str:
    """59 bits from the operating system's randomness: nobody counts letters up, and no two share one."""
    return "".join(secrets.choice(MARKS) for _n in range(LENGTH))
