"""The task list of an application: what is to be filled in, in which order, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.access import screening
from approvals.applications.queries.files import files
from approvals.applications.states import FileKind
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from approvals.applications.states import Procedure


@dataclass(frozen=True)
class Step:
    """One task of the list; `name` is also its address and its form."""

    name: str
    group: str
    title: str | _StrPromise
    hint: str | _StrPromise
    done: bool = False
    begun: bool = False


STEPS: tuple[tuple[str, str, str | _StrPromise, str | _StrPromise], ...] = (
    ("project", "project", _("项目基本情况"), _("名称、代码、地点、行业、投资、性质")),
    ("site", "project", _("选址和敏感区"), _("在哪个管控单元，占用或者邻近哪些环境敏感区")),
    ("drafting", "project", _("编制单位与主持人"), _("由谁编制，主持人及其信用编号")),
    ("document", "files", _("环评文件全文"), _("PDF，含附图附件")),
    ("participation", "files", _("公众参与说明"), _("报批前怎样公开征求意见，收到多少意见")),
    ("public", "files", _("公开本与不公开说明"), _("向公众展示的版本；删去的内容逐条写明理由")),
    ("attachments", "files", _("其他附件"), _("项目备案、规划意见、监测报告等")),
    ("emissions", "files", _("污染物排放量"), _("总量指标需要这些数字")),
    ("contact", "contact", _("联系人和文书送达"), _("谁接电话，文书送到哪里")),
)
# What a registration asks for: it is typed in, and comes without a document. Reports alone tell of their consultation.
TYPED_IN = frozenset({"project", "contact"})
GROUPS = {"project": _("项目"), "files": _("材料"), "contact": _("联系"), "submit": _("提交")}


def steps(application: Application) -> list[Step]:
    """The task list with what is done, from one read of files and emissions."""
    have = set(files(application).values_list("kind", flat=True))
    stated = set(application.emissions.values_list("pollutant", flat=True))
    return [
        Step(
            name,
            group,
            title,
            hint,
            done=DONE[name](application, have, stated),
            begun=BEGUN[name](application, have, stated),
        )
        for name, group, title, hint in STEPS
        if asks_for(application.procedure, name)
    ]


def asks_for(procedure: Procedure, name: str) -> bool:
    """Whether a kind of document has this step."""
    if procedure.full_text is None:
        return name in TYPED_IN
    return name != "participation" or procedure.consults


def _project(application: Application, _have: set[str], _stated: set[str]) -> bool:
    project = application.project
    typed = (project.code, project.place, project.division, project.industry, application.nature, application.overview)
    return all(typed) and application.investment is not None and bool(application.impacts)


def _site(application: Application, _have: set[str], _stated: set[str]) -> bool:
    return screening.facts_of(application.case).is_declared


def _drafting(application: Application, _have: set[str], _stated: set[str]) -> bool:
    by_somebody = application.drafted_by_owner or application.consultant_id is not None
    return by_somebody and bool(application.lead_author and application.lead_author_credit)


def _document(application: Application, have: set[str], _stated: set[str]) -> bool:
    return application.procedure.full_text in have


def _participation(application: Application, have: set[str], _stated: set[str]) -> bool:
    return FileKind.PARTICIPATION in have and hasattr(application, "participation")


def _public(application: Application, have: set[str], _stated: set[str]) -> bool:
    explained = application.nothing_withheld is True or bool(application.withheld)
    return FileKind.PUBLIC in have and explained


def _attachments(application: Application, have: set[str], _stated: set[str]) -> bool:
    return application.no_attachments or FileKind.ATTACHMENT in have


def _emissions(application: Application, _have: set[str], stated: set[str]) -> bool:
    return stated >= set(Pollutant.values) and application.heavy_metals is not None


def _contact(application: Application, _have: set[str], _stated: set[str]) -> bool:
    return bool(application.contact_name and application.contact_phone) and application.portal_service is not None


DONE: dict[str, Callable[[Application, set[str], set[str]], bool]] = {
    "project": _project,
    "site": _site,
    "drafting": _drafting,
    "document": _document,
    "participation": _participation,
    "public": _public,
    "attachments": _attachments,
    "emissions": _emissions,
    "contact": _contact,
}
# A step somebody has begun says 继续填写 rather than 未开始.
BEGUN: dict[str, Callable[[Application, set[str], set[str]], bool]] = {
    "project": lambda application, _have, _stated: bool(application.project.code or application.overview),
    "site": _site,
    "drafting": lambda application, _have, _stated: bool(application.lead_author or application.consultant_id),
    "document": _document,
    "participation": lambda _application, have, _stated: FileKind.PARTICIPATION in have,
    "public": lambda _application, have, _stated: FileKind.PUBLIC in have,
    "attachments": _attachments,
    "emissions": lambda _application, _have, stated: bool(stated),
    "contact": lambda application, _have, _stated: bool(application.contact_name),
}
