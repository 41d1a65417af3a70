"""Write today's open-data files without a worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disclosure.board import actions


class Command(BaseCommand):
    help = "Write every dataset whole into VAR_DIR/open-data/DATE; a second time on the same day it only looks."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = timezone.now()
        gone = actions.sweep(at=at)
        for dump in actions.dump(at=at):
            self.stdout.write(f"{dump.name}: {dump.rows} rows, {dump.size} bytes, sha256 {dump.sha256}")
        if gone:
            self.stdout.write(f"Deleted what is too old or was taken back: {gone}.")
