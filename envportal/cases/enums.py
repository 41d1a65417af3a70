"""What every procedure says the same way: words about projects, and where each kind of case is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class Pollutant(models.TextChoices):
    """Pollutants under total-emission control, as an EIA document states them; tonnes a year."""

    COD = "cod", _("化学需氧量（COD）")
    NH3N = "nh3n", _("氨氮")
    SO2 = "so2", _("二氧化硫")
    NOX = "nox", _("氮氧化物")
    DUST = "dust", _("颗粒物")
    VOCS = "vocs", _("挥发性有机物（VOCs）")


class Place(NamedTuple):
    """Where a kind of case is read by staff and by its enterprise ("" nowhere), and who reads it."""

    desk: str
    mine: str
    view: str
    # Where whoever holds its number and code reads it; "" on the page all cases share.
    progress: str = ""


class Standing(NamedTuple):
    """Who has a case now: a party (bureau, applicant, third_parties), its name, since when, for which step."""

    party: str
    name: str
    since: date
    step: str
    due_on: date | None = None


# An application, and what the desk finds by itself.
OTHER: Final = Place("/desk/cases/%d/", "/my/applications/%d/", "application.view")
# The kind of a case names its address.
PLACES: Final[dict[str, Place]] = {
    "pre_review": Place("/desk/pre-reviews/%d/", "/my/pre-reviews/%d/", "application.view"),
    "question": Place("/desk/questions/%d/", "", "question.view", "/ask/progress/"),
    "appointment": Place(
        "/desk/appointments/%d/", "/my/appointments/%d/", "appointment.view", "/appointments/progress/"
    ),
    "meeting": Place("/desk/meetings/%d/", "", "application.view"),
    "zone_plan": Place("/desk/zones/%d/", "", "zone.view"),
    "bulletin": Place("", "", "application.view"),
    "aftercare": Place("/desk/aftercare/%d/", "/my/aftercare/%d/", "aftercare.view"),
    "inspection": Place("/desk/visits/%d/", "/my/visits/%d/", "visit.view"),
    "petition": Place("/desk/petitions/%d/", "", "petition.view", "/report/progress/"),
    "monitoring": Place("/desk/monitoring/%d/", "/my/monitoring/%d/", "monitoring.view"),
    # Each enterprise on its list reads its own part of it.
    "key_project": Place("/desk/key-projects/%d/", "/my/key-projects/%d/", "keyproject.view"),
    "charge": Place("/desk/charges/%d/", "", "charge.view", "/no-fees/progress/"),
    "fund": Place("/desk/funds/%d/", "/my/funds/%d/", "fund.view"),
    "errand": Place("/desk/errands/%d/", "/my/errands/%d/", "errand.view"),
    "campaign": Place("/desk/campaigns/%d/", "/my/campaigns/%d/", "campaign.view"),
    "information": Place("/desk/requests/%d/", "", "request.view"),
    "self_examination": Place("/desk/self-examination/%d/", "", "self_examination.view"),
    "incident": Place("/desk/incidents/%d/", "/my/incidents/%d/", "incident.view"),
    "fee": Place("/desk/fees/%d/", "/my/fees/%d/", "fee.view"),
    "correction_order": Place("/desk/orders/%d/", "/my/orders/%d/", "enforce.view"),
    "penalty": Place("/desk/penalties/%d/", "/my/penalties/%d/", "enforce.view"),
    "sealing": Place("/desk/sealings/%d/", "/my/sealings/%d/", "enforce.view"),
}
# 执法: a drafting unit acts for its client in applications and what follows them, never in these.
PARTY_ALONE: Final = (
    "inspection", "monitoring", "campaign", "incident", "correction_order", "penalty", "sealing",
)  # fmt: skip


def place_of(kind: str) -> Place:
    return PLACES.get(kind, OTHER)


# What a kind of case is called in a list of all kinds.
WORDS: Final = {
    "eia_report": _("环境影响报告书"),
    "eia_table": _("环境影响报告表"),
    "eia_registration": _("环境影响登记表"),
    "pre_review": _("申请前审查"),
    "meeting": _("会审会"),
    "zone_plan": _("规划环评"),
    "bulletin": _("环境质量公报"),
    "aftercare": _("批后监管"),
    "inspection": _("现场检查"),
    "petition": _("信访举报"),
    "monitoring": _("监测"),
    "campaign": _("专项行动"),
    "information": _("信息公开申请"),
    "incident": _("突发环境事件"),
    "fee": _("排污费"),
    "correction_order": _("责令改正"),
    "penalty": _("行政处罚"),
    "sealing": _("查封扣押"),
}


def word_of(kind: str) -> object:
    """What a kind is called; one nobody named, by itself."""
    return WORDS.get(kind, kind)
