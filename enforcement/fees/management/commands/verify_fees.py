"""Replay the ledger of fees: every side is what its postings add up to, every entry balances."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from enforcement.fees.models import Account, Posting
from enforcement.fees.queries.replay import differences


class Command(BaseCommand):
    help = "Replay all postings of the ledger of fees; ends with an error if a side or an entry is not as they have it."

    @transaction.atomic
    def handle(self, *_args: object, **_options: object) -> None:
        wrong = list(differences())
        for one in wrong:
            self.stdout.write(f"{one.what}: {one.which}")
        if wrong:
            raise CommandError(f"{len(wrong)} differences.")
        self.stdout.write(f"{Account.objects.count()} accounts equal {Posting.objects.count()} postings.")
