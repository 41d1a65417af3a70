"""The command that shows and sets what a bureau does with registrations."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from approvals.applications.models import RegistrationSetting
from tests import builders

pytestmark = pytest.mark.django_db
DECIDED = ("--basis", "南浦市登记表办法", "--decided-by", "局务会议")


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("registration_mode", *arguments, stdout=out)
    return out.getvalue()


def test_without_a_setting_it_is_the_ministrys_system_and_before_september_2016_an_approval():
    builders.bureau("nanpu", "南浦市生态环境局", "南环")

    assert command("nanpu", "--from", "2016-09-01") == "nanpu: national on 2016-09-01\n"
    assert command("nanpu", "--from", "2016-08-31") == "nanpu: review on 2016-08-31\n"


def test_a_setting_holds_from_its_first_day_and_once_is_as_good_as_twice():
    builders.bureau("nanpu", "南浦市生态环境局", "南环")

    for _time in range(2):
        assert command("nanpu", "portal", "--from", "2027-01-01", *DECIDED) == "nanpu: portal on 2027-01-01\n"

    assert command("nanpu", "--from", "2026-12-31") == "nanpu: national on 2026-12-31\n"
    assert RegistrationSetting.objects.get().valid_from == date(2027, 1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere",), ("nanpu", "portal"), ("nanpu", "portal", "--from", "2027-01-01"),
        ("nanpu", "review", "--from", "2026-01-01", *DECIDED),  # portal is set for that day
    ],
)  # fmt: skip
def test_what_it_refuses_it_says_in_one_sentence(arguments: tuple[str, ...]):
    builders.bureau("nanpu", "南浦市生态环境局", "南环")
    command("nanpu", "portal", "--from", "2026-01-01", *DECIDED)

    with pytest.raises(CommandError):
        command(*arguments)
