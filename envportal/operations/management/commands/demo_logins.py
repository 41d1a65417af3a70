"""Print who can sign in to the demo, with the codes of this half minute."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from envportal.operations import rules
from envportal.refusals import Refused


class Command(BaseCommand):
    help = "Print the logins of the demo with their current one-time codes; only where DEMO is on."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = timezone.now()
        try:
            rules.require_demo()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = [("角色", "姓名", "单位", "登录名", "验证码")]
        rows += [(str(one.role), one.name, one.unit, one.username, one.code or "—") for one in rules.logins(at)]
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            line = "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
            self.stdout.write(f"  {line}".rstrip())
        seconds = rules.seconds_left(at)
        self.stdout.write(f"\n  密码都是 {rules.PASSWORD}；验证码还有 {seconds} 秒有效，之后见 /demo/。\n")


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
