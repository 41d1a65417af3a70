"""Load term rules: the law's that are shipped, or a table of a bureau's pledges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand

from envportal.deadlines import actions
from envportal.deadlines.actions.term_rules import SHIPPED

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Load the shipped term rules, or those of a table with the same columns. Rows already there stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *_args: object, table: Path, **_options: object) -> None:
        self.stdout.write(f"{len(actions.load_rules(table))} rules stand.")
