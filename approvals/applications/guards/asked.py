"""What a correction letter may ask for: all of it the first time; later what was not cured or the supplement brought.

行政许可法第32条第四项, the rule of one notice (K2): whoever found more too late accepts and deals with it in review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _

from approvals.applications.states import CorrectionOrigin, Found, Verdict
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from approvals.applications.models import Correction

ARTICLE = "行政许可法第三十二条第一款第（四）项"


class Item(TypedDict):
    """One thing to mend: what, by which rule, how, of which point, and why it may be asked for now."""

    what: str
    rule: str
    remedy: str
    point: str
    origin: str
    earlier: int | None


class NothingAsked(Refused):
    """A correction letter without items."""


class NotWalked(Refused):
    """A letter is complete because every point of the check list was looked at before it."""


class DefectUnsaid(Refused):
    """A point is found defective and no item says what to mend; or an item is about a point found in order."""


class AskedTooLate(Refused):
    """One notice had to say everything; later only what was not cured or came with the supplement."""


class NotJudged(Refused):
    """Nobody said yet which items of the last letter the supplement cured."""


def walked(points: Mapping[str, str], found: Mapping[str, str], items: Sequence[Item]) -> None:
    """Every point (code → label) has its finding, every defect its item, every item its defect."""
    if not items:
        raise NothingAsked(_("请至少写明一项要补正的内容。"), ARTICLE)
    left = [label for point, label in points.items() if found.get(point) not in Found.values]
    if left:
        raise NotWalked(_("检查表还没有走完：%(points)s。") % {"points": "、".join(left)}, ARTICLE)
    said = {item["point"] for item in items}
    bare = [label for point, label in points.items() if found[point] == Found.DEFECTIVE and point not in said]
    if bare:
        raise DefectUnsaid(_("缺少或者有缺陷的，每一处写明一项：%(points)s。") % {"points": "、".join(bare)}, ARTICLE)
    if any(found.get(point) != Found.DEFECTIVE for point in said):
        raise DefectUnsaid(_("写了补正内容的，检查表上应当是“缺少或者有缺陷”。"), ARTICLE)


def may_be_asked_again(last: Correction | None, items: Sequence[Item], *, has_changed: bool) -> None:
    """The first letter asks for everything; a further one for what is tied to the last letter or its supplement."""
    if last is None:
        if any(item["origin"] != CorrectionOrigin.FIRST for item in items):
            raise AskedTooLate(_("首次告知的内容，理由都是“首次告知”。"), ARTICLE)
        return
    if last.judged_at is None:
        raise NotJudged(_("请先逐项认定上次的补正：哪些已经补正，哪些还没有。"), ARTICLE)
    known = {item.pk: item for item in last.items.all()}
    for item in items:
        before = known.get(item["earlier"] or 0)
        uncured = item["origin"] == CorrectionOrigin.UNCURED and before is not None and before.verdict == Verdict.OPEN
        brought = item["origin"] == CorrectionOrigin.SUPPLEMENT and (before is not None or has_changed)
        if not (uncured or brought):
            raise AskedTooLate(
                _(
                    "补正内容应当一次告知：再次补正只能针对上次告知、尚未补正的内容，或者补正材料本身带来的问题。“%(what)s”不在其中，请受理，在审查中处理，并说明责任。"
                )
                % {"what": item["what"]},
                ARTICLE,
            )
