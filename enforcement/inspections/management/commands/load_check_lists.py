"""Load the shipped check lists."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from enforcement.inspections import actions


class Command(BaseCommand):
    help = "Load the shipped check lists. Lists already there stay."

    def handle(self, *_args: object, **_options: object) -> None:
        self.stdout.write(f"{actions.load_check_lists()} check lists stand.")
