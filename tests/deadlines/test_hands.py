"""In whose hands: every day after receipt lies in one hand, and the parties add up to the days gone by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template import Context, Template

from envportal.deadlines import clocks

RECEIVED = date(2026, 9, 14)
DAYS = [("window", "窗口", 3), ("bureau", "审批科", 6), ("third", "评审专家", 7), ("public", "公众", 4),
        ("applicant", "申请人", 2)]  # fmt: skip


def holder(day: date) -> tuple[str, str]:
    n = (day - RECEIVED).days
    for key, name, days in DAYS:
        n -= days
        if n <= 0:
            return key, name
    return "bureau", "审批科"


def test_days_of_hands_and_of_parties_add_up_to_the_days_gone_by():
    found = clocks.hands(RECEIVED, RECEIVED + timedelta(days=30), holder)

    assert found is not None
    assert [(hand.key, hand.days) for hand in found.bar][:5] == [(key, days) for key, _name, days in DAYS]
    assert {party.key: party.days for party in found.parties} == {"bureau": 17, "applicant": 2, "third_parties": 11}
    assert sum(party.days for party in found.parties) == found.days == 30


def test_the_day_of_receipt_is_in_nobodys_hands_yet():
    assert clocks.hands(RECEIVED, RECEIVED, holder) is None
    assert clocks.hands(None, RECEIVED, holder) is None
    found = clocks.hands(RECEIVED, RECEIVED + timedelta(days=1), holder)
    assert found is not None
    assert (found.bar[0].since, found.bar[0].until) == (date(2026, 9, 15), date(2026, 9, 15))


def test_the_bar_is_as_wide_as_its_days_and_read_aloud():
    found = clocks.hands(RECEIVED, RECEIVED + timedelta(days=10), holder)

    html = Template("{% hands found %}").render(Context({"found": found}))

    assert 'viewBox="0 0 1000 10"' in html
    assert 'aria-label="依次在：窗口 3 天，审批科 6 天，评审专家 1 天"' in html
    assert '<rect class="bureau" x="300.0" y="0" width="597.0" height="10"/>' in html
    assert "收件以来 10 天：本局 9 天，申请人 0 天，第三方 1 天。" in html


@pytest.mark.django_db
def test_what_the_clocks_counted_stands_beside_the_days_gone_by(picture):
    faces = clocks.faces(picture, date(2026, 10, 16))
    found = clocks.hands(RECEIVED, date(2026, 10, 16), holder)

    html = Template("{% hands found faces %}{% for face in faces %}{% clock face %}{% endfor %}").render(
        Context({"found": found, "faces": faces})
    )

    assert "收件以来 32 天" in html
    assert "其中计入法定时限 25 天，承诺时限 9 个工作日。" in html
    assert "<dt>经过 / 计入</dt><dd>32 天 / 25 天</dd>" in html
    assert "<dt>经过 / 计入</dt><dd>29 天 / 9 个工作日</dd>" in html
