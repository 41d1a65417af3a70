"""容缺受理 that was not kept: what was promised and never came keeps an approval out; a refusal is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.guards.found import opinion_to_sign
from approvals.applications.states import Conclusion
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application


class LaterMaterialMissing(Refused):
    """A material the applicant promised at acceptance has not been filed."""


def later_materials_filed(application: Application, _on: date) -> None:
    """Nothing is approved without them, before their last day or after it; past it, refusing is what is left."""
    opinion = opinion_to_sign(application)
    if opinion is not None and opinion.conclusion == Conclusion.REFUSE:
        return
    owed = [one.title for one in application.later_materials.filter(filed_on=None)]
    if owed:
        raise LaterMaterialMissing(
            _("承诺后补的材料还没有补交：%(what)s。不补交的，不能批准。") % {"what": "、".join(owed)},
            "本局容缺受理规则",
        )
