"""Enter the departments a bureau asks, with their limits, from a table; what stands is followed, never changed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from approvals.departments import actions
from envportal.accounts.models import Bureau
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

COLUMNS = ("code", "name", "field", "working_days", "silence_consents", "basis", "valid_from", "username", "regulator")


class Command(BaseCommand):
    help = f"Load a CSV with the columns {', '.join(COLUMNS)}; rows already there stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--bureau", required=True, help="code of the bureau that asks")

    @transaction.atomic
    def handle(self, *_args: Any, table: Path, bureau: str, **_options: Any) -> None:
        asks = Bureau.objects.filter(code=bureau).first()
        if asks is None:
            raise CommandError(f"There is no bureau {bureau!r}.")
        with table.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                try:
                    self.stdout.write(f"{line}\t{row['code']}\t{actions.enter(asks, row, at=timezone.now())}")
                except (KeyError, ValueError, Refused) as error:
                    raise CommandError(f"line {line}: {error!r}") from None
