"""Which passwords may be chosen: two profiles, by who chooses (GB/T 22239 for staff, length alone for others)."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User

PROFILES = Path(__file__).parent.parent / "data" / "password_profiles.csv"


@dataclass(frozen=True)
class Profile:
    least: int
    classes: int
    days: int


@cache
def profiles() -> dict[str, Profile]:
    with PROFILES.open(encoding="utf-8", newline="") as file:
        return {
            row["profile"]: Profile(int(row["least"]), int(row["classes"]), int(row["days"]))
            for row in csv.DictReader(file)
        }


def profile_of(user: User | None) -> Profile:
    return profiles()["staff" if user is None or user.enterprise is None else "enterprise"]


def expires_on(user: User, *, today: date) -> date | None:
    """The day a password chosen today has to be changed; None: it serves until its owner changes it."""
    days = profile_of(user).days
    return today + timedelta(days=days) if days else None


def classes_in(password: str) -> int:
    """How many of the four kinds stand in it: small letters, capitals, digits, everything else."""
    return len({_kind(char) for char in password})


def _kind(char: str) -> str:
    category = unicodedata.category(char)
    return category if category in {"Ll", "Lu", "Nd"} else "other"


class ProfileValidator:
    """Asks of a password what the profile of its owner asks."""

    def validate(self, password: str, user: User | None = None) -> None:
        profile = profile_of(user)
        if len(password) < profile.least:
            raise ValidationError(_("密码至少要有 %(least)d 个字符"), params={"least": profile.least}, code="short")
        if classes_in(password) < profile.classes:
            raise ValidationError(_("密码要有大写字母、小写字母、数字、其他符号中的至少三类"), code="plain")

    def get_help_text(self) -> str:
        """Nothing: each form says what its reader's profile asks."""
        return ""
