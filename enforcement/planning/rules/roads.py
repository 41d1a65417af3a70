"""Minutes on the way: between townships as the bureau wrote them down, by the seat of the bureau where it did not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where the inspectors start and end their day.
SEAT: Final = ""
# From one enterprise to the next in the same township, where the bureau wrote nothing else down.
WITHIN: Final = 10


def pair(a: str, b: str) -> tuple[str, str]:
    """A way is as long in both directions."""
    return (a, b) if a <= b else (b, a)


@dataclass(frozen=True)
class Roads:
    """`places`: enterprise → township. `minutes`: of pairs of townships, the seat among them."""

    places: Mapping[int, str] = field(default_factory=dict)
    minutes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    # There and back where nobody knows better: as far as a visit a day is planned with.
    default: int = 60

    def township(self, enterprise: int) -> str:
        return self.places.get(enterprise, "")

    def there_and_back(self, township: str) -> int:
        known = self.minutes.get(pair(SEAT, township)) if township else None
        return self.default if known is None else 2 * known

    def within(self, township: str) -> int:
        """From one visit to the next there; of enterprises nobody placed, as if each lay elsewhere."""
        if not township:
            return self.default
        return min(self.minutes.get((township, township), WITHIN), self.there_and_back(township))

    def between(self, a: str, b: str) -> int:
        """From a visit in one township to the next visit in another, over the seat where the way is not known."""
        if a == b:
            return self.within(a)
        known = self.minutes.get(pair(a, b)) if a and b else None
        return (self.there_and_back(a) + self.there_and_back(b)) // 2 if known is None else known
