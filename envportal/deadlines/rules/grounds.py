"""What each ground for not counting days needs before it may stop a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Ground
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User


class ServedLetter(Protocol):
    """As much of a letter as a clock needs to know."""

    @property
    def pk(self) -> int | None: ...

    @property
    def served_on(self) -> date | None: ...


@dataclass(frozen=True)
class GroundNeeds:
    letter: bool
    second_person: bool
    article: str


TOLD = GroundNeeds(letter=True, second_person=True, article="行政许可法第45条")
# A notice is published by a second person already, and to everybody.
PUBLISHED = GroundNeeds(letter=False, second_person=False, article="环境影响评价公众参与办法")
# What a penalty case waits for does not count, and nobody has to be written to about it; another person looks at it.
WAITED = GroundNeeds(letter=False, second_person=True, article="生态环境行政处罚办法")
# What the applicant revises is in no list of the law: only a pledge leaves it out, where its bureau said so in writing.
PLEDGED = GroundNeeds(letter=False, second_person=False, article="本局服务承诺")
INFORMATION = GroundNeeds(letter=False, second_person=True, article="政府信息公开条例第33条")
NEEDS: dict[str, GroundNeeds] = {
    Ground.EXPERT_REVIEW: TOLD,
    Ground.TECHNICAL_ASSESSMENT: TOLD,
    Ground.HEARING: TOLD,
    Ground.REVISION: PLEDGED,
    Ground.OTHER_BODY: TOLD,
    Ground.MONITORING: WAITED,
    Ground.APPRAISAL: WAITED,
    Ground.ANNOUNCEMENT: WAITED,
    Ground.SUSPENSION: WAITED,
    Ground.SERVICE: WAITED,
    Ground.THIRD_PARTY: INFORMATION,
    Ground.ACCEPTANCE_NOTICE: PUBLISHED,
    Ground.PROPOSED_NOTICE: PUBLISHED,
}


class PauseNeedsLetter(Refused):
    """The applicant has not been told in writing how long the step takes."""


class PauseNeedsSecondPerson(Refused):
    """A pause is confirmed by somebody else than who asks for it."""


class PauseEndsBeforeItBegins(Refused):
    """The last paused day lies before the first."""


def require(
    ground: str,
    *,
    since: date,
    until: date | None,
    letter: ServedLetter | None,
    by: User | None,
    confirmed_by: User | None,
) -> None:
    """Refuse a pause that lacks what its ground needs."""
    needs = NEEDS[ground]
    if until is not None and until < since:
        raise PauseEndsBeforeItBegins(_("暂停的最后一天早于第一天。"))
    if needs.letter and (letter is None or letter.served_on is None):
        raise PauseNeedsLetter(_("暂停计时前，先把所需时间书面告知申请人并送达。"), needs.article)
    if needs.second_person and (confirmed_by is None or (by is not None and confirmed_by.pk == by.pk)):
        raise PauseNeedsSecondPerson(_("暂停计时须由另一人确认。"), needs.article)
