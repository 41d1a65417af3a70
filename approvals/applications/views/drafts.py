"""The steps of a draft: each saves what was typed and leads back to the task list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.access import screening
from approvals.access.forms import SiteForm, site_initial
from approvals.applications import actions, queries
from approvals.applications.forms import applicant as forms
from approvals.applications.forms.participation import ParticipationForm
from approvals.applications.states import FileKind
from approvals.applications.views.common import FileAndAnswers, Side, Step
from approvals.catalogue.queries.industries import search_industries
from approvals.zones import zoning
from envportal.deadlines import clocks
from envportal.documents import models as documents
from envportal.web.forms import Form
from envportal.web.views import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from approvals.applications.models import Application


class DraftStep(Side, Step):
    """One step of the task list."""

    permission = "application.edit_draft"
    verb = "edit"
    action: Callable[..., object] = staticmethod(actions.save_step)
    template_name = "applications/step.html"
    done = _("已保存。")
    files_of: FileKind | None = None
    fields: tuple[str, ...] = ()

    @cached_property
    def object(self) -> Application:  # type: ignore[override]
        """The application; a step its kind of document does not have does not exist for it (404)."""
        found: Application = super().object
        name = getattr(self.request.resolver_match, "url_name", None) or ""
        if name.startswith("step_") and not queries.asks_for(found.procedure, name.removeprefix("step_")):
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in self.fields}

    def get_success_url(self) -> str:
        return self.address("tasks", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = list(queries.files(self.object, self.files_of)) if self.files_of else []
        return super().get_context_data(
            **{"side": self.side, "files": files, "back_url": self.address("tasks", self.object.pk), **kwargs}
        )


class Project(DraftStep):
    form_class = forms.ProjectForm
    title = _("项目基本情况")
    fields = (
        "nature", "investment", "environmental_investment", "starts_on", "has_started", "overview", "impacts",
    )  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        project = self.object.project
        names = ("name", "code", "place", "division", "industry")
        return {**super().get_initial(), **{f"project_{name}": getattr(project, name) for name in names}}


class Site(DraftStep):
    """Where exactly, and what is near: the facts the access rules ask for."""

    form_class = SiteForm
    title = _("选址和敏感区")
    intro = _("按环评文件的选址章节填写。提交时按准入规则自动筛查；不知道管控单元的，由经办人查。")

    def get_initial(self) -> dict[str, Any]:
        return site_initial(screening.facts_of(self.object.case))


class Drafting(DraftStep):
    form_class = forms.DraftingForm
    title = _("编制单位与主持人")
    fields = ("drafted_by_owner", "lead_author", "lead_author_credit")

    def get_initial(self) -> dict[str, Any]:
        unit = self.object.consultant
        answered = unit is not None or self.object.drafted_by_owner
        return {
            **super().get_initial(),
            "consultant_uscc": unit.uscc if unit else "",
            "drafted_by_owner": self.object.drafted_by_owner if answered else None,
        }


class Document(DraftStep):
    """The EIA document in full, of the kind the application is about."""

    form_class = forms.FileForm
    intro = _("上传环评文件全文，含附图附件。新上传的会替换原来的。")
    button = _("上传并继续")

    @property
    def files_of(self) -> FileKind:  # type: ignore[override]
        full_text = self.object.procedure.full_text
        if full_text is None:  # a registration comes without a document
            raise Http404
        return full_text

    def get_title(self) -> object:
        return self.files_of.label

    def act(self, **typed: Any) -> object:
        return actions.attach(
            self.object.pk,
            kind=self.files_of,
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            key=self.key,
            **typed,
        )


class DraftFileStep(FileAndAnswers, DraftStep):
    """A step of the task list with one file and questions beside it."""

    files_of: FileKind

    def keep_file(self, file: Any) -> None:
        by: Any = self.request.user
        actions.attach(self.object.pk, file=file, kind=self.files_of, by=by, at=timezone.now())


class Participation(DraftFileStep):
    form_class = ParticipationForm
    title = _("公众参与说明")
    intro = _("报告书报批前，建设单位要公开征求公众意见。下面的日期按工作日核对；公众参与说明会随受理公示公开。")
    action = staticmethod(actions.save_participation)
    files_of = FileKind.PARTICIPATION
    fields = (
        "is_simplified", "park_plan", "engaged_on", "disclosed_on", "draft_from", "draft_to", "web_address",
        "newspaper", "printed_on", "printed_again_on", "posted_at", "full_text_on", "opinions",
    )  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        stated = getattr(self.object, "participation", None)
        return {name: getattr(stated, name) for name in self.fields} if stated else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "today": timezone.localdate(),
            "calendar": clocks.calendar_of(self.object.case.bureau_id),
            "parks": zoning.simplifying(self.object.case, timezone.localdate()),
        }


class PublicVersion(DraftFileStep):
    form_class = forms.PublicVersionForm
    title = _("公开本与不公开说明")
    intro = _("公开本是向公众展示的全文。涉及国家秘密、商业秘密和个人隐私的内容应当删去，并写明理由。")
    action = staticmethod(actions.save_public)
    files_of = FileKind.PUBLIC
    fields = ("nothing_withheld", "withheld")


class Attachments(DraftStep):
    form_class = forms.AttachmentForm
    title = _("其他附件")
    intro = _("项目备案或核准文件、规划意见、监测报告等。传完了就返回清单。")
    action = staticmethod(actions.save_attachment)
    files_of = FileKind.ATTACHMENT
    fields = ("no_attachments",)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "has_file": queries.files(self.object, FileKind.ATTACHMENT).exists()}

    def get_success_url(self) -> str:
        if self.request.method == "POST" and self.request.FILES:
            return self.request.path
        return super().get_success_url()


class Emissions(DraftStep):
    form_class = forms.EmissionsForm
    title = _("污染物排放量")
    intro = _("按环评文件“污染物排放量汇总表”最后一列填写。数字会用来预留总量指标，不会先公开。")
    fields = ("heavy_metals",)

    def get_initial(self) -> dict[str, Any]:
        stated = {f"emission_{row.pollutant}": f"{row.tonnes.normalize():f}" for row in self.object.emissions.all()}
        return {**super().get_initial(), **stated}


class Contact(DraftStep):
    form_class = forms.ContactForm
    title = _("联系人和文书送达")
    fields = ("contact_name", "contact_phone", "contact_email", "portal_service")


class RemoveFile(DraftStep):
    """Take a file out again, after a question."""

    form_class = Form
    title = _("移除文件")
    button = _("移除这个文件")
    danger = True
    done = _("文件已移除。")

    def act(self, **_typed: Any) -> object:
        return actions.detach(
            self.object.pk,
            document=self.kwargs["document"],
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            key=self.key,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = documents.Document.objects.filter(case=self.object.case, pk=self.kwargs["document"]).values_list(
            "name", flat=True
        )
        return super().get_context_data(**{"intro": name.first() or "", "cancel_url": self.get_success_url(), **kwargs})


class DeleteDraft(DraftStep):
    """Put the draft away, after a question."""

    form_class = Form
    title = _("删除这份草稿")
    intro = _("删除后不能恢复；需要时可以新建一份。")
    button = _("删除草稿")
    danger = True
    action = staticmethod(actions.delete_draft)
    done = _("草稿已删除。")

    def get_success_url(self) -> str:
        return self.address("mine")


class Industries(Page):
    """Find an industry code by words."""

    permission = "public.view"
    template_name = "applications/industries.html"
    title = _("查行业代码")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "")[:60]
        return super().get_context_data(q=words, rows=search_industries(words), **kwargs)
