"""Set what a bureau does with registrations from a day on, or show what it does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.applications.actions import set_registration_mode
from approvals.applications.queries import registration_mode
from approvals.applications.states import RegistrationMode
from envportal.accounts.models import Bureau
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Show or set a bureau's way with registrations: national, portal or review (登记表备案管理办法)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bureau", help="its code")
        parser.add_argument("mode", nargs="?", choices=RegistrationMode.values)
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="YYYY-MM-DD, the first day")
        parser.add_argument("--basis", default="", help="the document the bureau decided it by")
        parser.add_argument("--decided-by", default="", help="who decided it")

    def handle(self, *_args: Any, bureau: str, mode: str | None, **options: Any) -> None:
        found = Bureau.objects.filter(code=bureau).first()
        if found is None:
            raise CommandError(f"There is no bureau {bureau}.")
        if mode is not None:
            self._set(found, mode, options)
        day = options["valid_from"] or timezone.localdate()
        self.stdout.write(f"{found.code}: {registration_mode(found, day).value} on {day}")

    def _set(self, bureau: Bureau, mode: str, options: dict[str, Any]) -> None:
        wanted = {name: options[name] for name in ("valid_from", "basis", "decided_by")}
        if not all(wanted.values()):
            raise CommandError("Name --from, --basis and --decided-by: a setting is dated and somebody answers for it.")
        try:
            set_registration_mode(bureau, mode, at=timezone.now(), **wanted)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
