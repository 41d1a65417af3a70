"""What a letter is worth today, in one word used on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.documents.enums import SealKind, Standing

if TYPE_CHECKING:
    from envportal.documents.models import Letter


def standing(letter: Letter) -> Standing:
    """Void, replaced and ended go before sealed: a seal does not help a letter that is no longer good."""
    if letter.voided_at is not None:
        return Standing.REPLACED if getattr(letter, "replacement", None) else Standing.VOID
    if letter.ended_by_id is not None:
        return Standing.REVOKED
    sealing = getattr(letter, "sealing", None)
    if sealing is None:
        return Standing.UNSEALED
    return Standing.SIGNED if sealing.seal.kind == SealKind.ELECTRONIC else Standing.STAMPED
