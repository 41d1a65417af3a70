"""Seal the log once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit.locks import lock_chain
from envportal.audit.models import Seal, SealedHead
from envportal.audit.queries import SEALS, unsealed_chains
from envportal.audit.rules import hashes

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.audit.models import Chain


@transaction.atomic
def seal(*, at: datetime) -> Seal | None:
    """Tie every chain that grew into one Merkle root, or return None if today already has its seal.

    Days nobody sealed are caught up by the next seal: it takes everything that changed since the last.
    """
    ledger = lock_chain(SEALS)
    day = timezone.localdate(at)
    if Seal.objects.filter(on__gte=day).exists():
        return None
    # One statement reads all heads; sorted here, since engines sort text differently.
    chains = sorted(unsealed_chains(), key=lambda chain: chain.name)
    made = Seal(number=ledger.length + 1, on=day, at=at, count=len(chains), previous_hash=ledger.head)
    made.root = hashes.merkle_root(hashes.leaf(chain.name, chain.length, chain.head) for chain in chains)
    made.hash = hashes.seal_hash(made)
    made.save(force_insert=True)
    _keep_heads(made, chains)
    ledger.length, ledger.head = made.number, made.hash
    ledger.save(update_fields=["length", "head"])
    return made


def _keep_heads(made: Seal, chains: list[Chain]) -> None:
    SealedHead.objects.bulk_create(
        [SealedHead(seal=made, chain=chain, length=chain.length, head=chain.head) for chain in chains], batch_size=500
    )
