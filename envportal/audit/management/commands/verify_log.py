"""Prove that the log is what was written."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from envportal.audit.models import Chain, Event, Seal
from envportal.audit.rules.proof import verify

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


def anchor(text: str) -> tuple[int, str]:
    """A published seal as NUMBER:HASH."""
    number, _, digest = text.partition(":")
    if not number.isdecimal() or not digest:
        raise ArgumentTypeError("write a published seal as NUMBER:HASH")
    return int(number), digest


class Command(BaseCommand):
    help = "Prove every chain of the log and every seal; exit with 1 and name what was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seal", dest="anchors", action="append", type=anchor, default=[], metavar="NUMBER:HASH",
            help="a seal as it was published; may be repeated",
        )  # fmt: skip

    def handle(self, *_args: Any, anchors: list[tuple[int, str]], **_options: Any) -> None:
        findings = verify(dict(anchors))
        for finding in findings:
            self.stdout.write(str(finding))
        counted = f"{Event.objects.count()} events, {Chain.objects.count()} chains, {Seal.objects.count()} seals"
        self.stdout.write(f"{counted}: {f'{len(findings)} findings' if findings else 'nothing was changed'}.")
        if findings:
            sys.exit(1)
