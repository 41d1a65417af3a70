"""What is typed about a consultation, and a zone by whose plan it may be simpler, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from approvals.zones.models import Plan, Zone
from tests import builders, world
from tests.builders import moment

# Over the National Day of 2026: Sunday 20 September and Saturday 10 October are worked, 25-27 September and 1-7 October
# are holidays. From Friday 18 September the tenth working day is Thursday 8 October.
TYPED = {
    "engaged_on": "2026-09-14", "disclosed_on": "2026-09-15", "draft_from": "2026-09-18", "draft_to": "2026-10-08",
    "web_address": "https://hexin.example/eia", "newspaper": "云溪日报", "printed_on": "2026-09-21",
    "printed_again_on": "2026-09-28", "posted_at": "青石镇便民服务中心", "full_text_on": "2026-10-12", "opinions": "3",
}  # fmt: skip
PARK = {**TYPED, "is_simplified": "on", "park_plan": "云环函〔2024〕7号", "posted_at": ""}
TODAY = moment("2026-11-02", "09:00")


def park(of: world.World, number: str = PARK["park_plan"], **told: Any) -> Plan:
    """A zone of the bureau whose planning EIA is finished and lets projects consult in the simpler way."""
    name = f"园区 {Zone.objects.count() + 1}"
    zone = Zone.objects.create(
        bureau=of.bureau, code=f"park-{Zone.objects.count()}", name=name, place="东至工业大道", body="管委会"
    )
    told = {"opinion_on": date(2024, 5, 6), "simplifies": True, "state": "in_force", **told}
    case = builders.case(bureau=of.bureau, kind="zone_plan", number=name, opened_on="2024-01-08")
    return Plan.objects.create(case=case, zone=zone, opinion_number=number, **told)
