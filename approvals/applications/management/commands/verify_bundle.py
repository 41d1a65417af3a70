"""Check a bundle of a case, and whether this portal gave it out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from envportal.audit.models import Event
from envportal.audit.rules import hashes, verify_bundle

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Say of every file of a bundle whether it is right, altered, missing or extra; exit with 1 if one is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        lines = verify_bundle.check(file)
        for line in lines:
            self.stdout.write(str(line))
        wrong = sum(not line.is_right for line in lines)
        self.stdout.write(f"{len(lines) - wrong} right, {wrong} not; {_given_out(lines[0])}")
        if wrong:
            sys.exit(1)


def _given_out(manifest: verify_bundle.Line) -> str:
    digest = manifest.detail.removeprefix("SHA-256 ")
    event = Event.objects.filter(name="case_exported", facts__manifest=digest).order_by("at").first()
    if event is None:
        return "this portal has not given out such a manifest"
    return f"this portal gave it out at {hashes.instant(event.at)}"
