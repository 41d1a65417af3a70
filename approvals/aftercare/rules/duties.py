"""What an approval makes somebody do, as tables: the kind, who bears it, what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from approvals.aftercare.guards import ACCEPTANCE, BEFORE_USE, LONGER, PLATFORM, SIMULTANEITY
from approvals.aftercare.states import Stage, Step
from envportal.documents.enums import Topic
from envportal.duties.register import Awaited, Bearer, Kind

# A condition by what it is about → the event after which it is to be reported; all others when production begins.
# The law names no day for conditions: the bureau's own order of things.
CONDITIONS: Final[dict[str, str]] = {Topic.CONSTRUCTION: Awaited.START, Topic.THREE: Awaited.COMPLETION}
OTHER_CONDITIONS: Final = Awaited.OPERATION
# A report of the enterprise → what duties wait for.
EVENTS: Final[dict[str, Awaited]] = {
    Step.STARTED: Awaited.START,
    Step.COMPLETED: Awaited.COMPLETION,
    Step.OPERATED: Awaited.OPERATION,
    Step.REPORTED: Awaited.REPORT,
    Step.PUBLISHED: Awaited.WINDOW,
}
# A report of the enterprise → the duty that is reported done by it; the bureau looks.
REPORTS: Final[dict[str, Kind]] = {
    Step.DESIGNED: Kind.DESIGN,
    Step.COMPLETED: Kind.CONSTRUCTION,
    Step.OPERATED: Kind.OPERATION,
}
# A report of the enterprise → the duties that are done by it.
FULFILS: Final[dict[str, tuple[Kind, ...]]] = {
    Step.PUBLISHED: (Kind.SELF_ACCEPTANCE, Kind.PUBLISH_ACCEPTANCE),
    Step.ENTERED: (Kind.PLATFORM_ENTRY,),
}
STAGES: Final[dict[str, Kind]] = {
    Stage.DESIGN: Kind.DESIGN,
    Stage.CONSTRUCTION: Kind.CONSTRUCTION,
    Stage.OPERATION: Kind.OPERATION,
}


@dataclass(frozen=True)
class Opens:
    """A duty every phase of every approval has."""

    kind: Kind
    # As the row keeps it, whatever language it was signed in.
    title: str
    awaits: Awaited
    basis: str
    bearer: Bearer = Bearer.ENTERPRISE


OF_A_PHASE: Final = (
    Opens(Kind.DESIGN, "环保设施与主体工程同时设计", Awaited.START, SIMULTANEITY),
    Opens(Kind.CONSTRUCTION, "环保设施与主体工程同时施工", Awaited.COMPLETION, SIMULTANEITY),
    Opens(Kind.OPERATION, "环保设施与主体工程同时投入使用", Awaited.OPERATION, SIMULTANEITY),
    Opens(Kind.SELF_ACCEPTANCE, "完成自主验收并公开验收报告", Awaited.COMPLETION, LONGER),
    Opens(Kind.PUBLISH_ACCEPTANCE, "验收报告编制完成后公开", Awaited.REPORT, ACCEPTANCE),
    Opens(Kind.PLATFORM_ENTRY, "公示期满后填报全国验收平台", Awaited.WINDOW, PLATFORM),
)
# The bureau's visits by its plan → the event each waits for; "" is the approval itself.
VISITS: Final[dict[str, tuple[str, Awaited | str, str]]] = {
    "visit-approval": ("批准后回访", "", "after_approval"),
    "visit-start": ("开工后回访", Awaited.START, "after_start"),
    "visit-operation": ("投产后回访", Awaited.OPERATION, "after_operation"),
}
IN_CHINESE: Final = {Stage.DESIGN: "同时设计", Stage.CONSTRUCTION: "同时施工", Stage.OPERATION: "同时投入使用"}
BREACH_BASIS: Final = {Stage.DESIGN: SIMULTANEITY, Stage.CONSTRUCTION: SIMULTANEITY, Stage.OPERATION: BEFORE_USE}
# What an unset bureau plans: half a year, a month, a quarter; one in five self-acceptances is looked at [own].
UNSET: Final = {"after_approval": 6, "after_start": 1, "after_operation": 3, "for_conditions": 1}
# How long a spot check and the look at what is out of order may take, in months: the bureau's own.
SPOT_CHECK_MONTHS: Final = 3
BREACH_MONTHS: Final = 1
# So many months before five years are over the bureau reminds the enterprise.
WARN_MONTHS: Final = 57


def awaited_by(topic: str) -> str:
    """What a condition waits for, by what it is about."""
    return CONDITIONS.get(topic, OTHER_CONDITIONS)
