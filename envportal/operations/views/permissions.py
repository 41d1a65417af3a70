"""谁可以做什么: the permission matrix as a page, from the very file that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.accounts import rules
from envportal.accounts.enums import Reach, Role
from envportal.operations import queries
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from envportal.accounts.models import User


@dataclass(frozen=True)
class Row:
    """One action, what it opens, and how far a role reaches in it."""

    action: str
    titles: tuple[object, ...]
    cells: dict[str, str]
    role: str

    @property
    def opens(self) -> str:
        return str(_("、")).join(map(str, self.titles))

    @property
    def reach(self) -> str:
        return str(Reach(self.cells[self.role]).label)


class RoleForm(Form):
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, required=False)
    q = forms.CharField(label=_("页面、步骤或者代码"), required=False, max_length=60)
    every = forms.BooleanField(label=_("也列出不可以的"), required=False)

    def filter(self, rows: list[Row]) -> list[Row]:
        words, every = self.cleaned_data["q"], self.cleaned_data["every"]
        found = [row for row in rows if every or row.cells[row.role] != Reach.NEVER]
        return [row for row in found if words.lower() in f"{row.action} {row.opens}".lower()]


class Permissions(ListPage):
    """What one role may do; the file has all roles side by side."""

    permission = "matrix.view"
    template_name = "permissions.html"
    title = _("谁可以做什么")
    form_class = RoleForm
    file_name = "permissions"
    per_page = 100
    counted = _("共 %(n)s 项")
    columns = (
        Column(_("代码"), "action"),
        Column(_("打开的页面和步骤"), "opens"),
        *(Column(role.label, lambda row, role=role: row.cells[role]) for role in Role),  # type: ignore[misc]
    )

    @staticmethod
    def queryset(request: HttpRequest) -> list[Row]:  # type: ignore[override]
        role, titles = _role(request), queries.opened_by()
        return [Row(action, titles.get(action, ()), cells, role) for action, cells in rules.matrix().items()]

    def sorted(self, rows: Any) -> Any:
        return rows

    def get_form(self) -> RoleForm:
        asked = self.request.GET.copy()
        asked.setdefault("role", _role(self.request))
        return RoleForm(asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(role=Role(_role(self.request)).label, reaches=Reach.choices[:-1], **kwargs)


def _role(request: HttpRequest) -> str:
    """The role asked for, or the first of the reader's own."""
    asked = request.GET.get("role", "")
    own = [role for role in Role if role in rules.roles(cast("User", request.user)) and role != Role.PUBLIC]
    return asked if asked in Role.values else str(next(iter(own), Role.PUBLIC))
