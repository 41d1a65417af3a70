"""The desk of environmental quality: what waits, the stations, the bulletins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality import actions
from disclosure.quality.enums import BulletinState
from disclosure.quality.forms.desk import ComposeForm, StationForm
from disclosure.quality.queries import bulletins, runs
from disclosure.quality.queries import stations as register
from disclosure.quality.rules import who, words
from disclosure.quality.views.bulletins import parts
from disclosure.runs import views
from disclosure.runs.rules import allows
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.quality.models import Bulletin, Station

AT_ONCE = 12


class Desk(Page):
    """环境质量 at the desk."""

    permission = "quality.desk"
    template_name = "quality/desk.html"
    title = gettext_lazy("环境质量")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may = self.request.may  # type: ignore[attr-defined]
        found = bulletins.of_desk(user)
        return super().get_context_data(
            waiting=found.filter(state=BulletinState.DRAFT),
            done=found.exclude(state=BulletinState.DRAFT)[:AT_ONCE], runs=runs.seen_by(user)[:AT_ONCE],
            stations=register.of_desk(user).count(), may_import=may(who.TABLE), may_compose=may(who.COMPOSE), **kwargs,
        )  # fmt: skip


class Fresh(views.Fresh):
    def get_cancel_url(self) -> str:
        return reverse("quality:desk")


# STATIONS -----------------------------------------------------------------------
def of_desk(request: HttpRequest) -> QuerySet[Station]:
    return register.of_desk(request.user)


class Stations(ListPage):
    """站点."""

    permission = "quality.desk"
    queryset = staticmethod(of_desk)
    template_name = "quality/stations.html"
    title = gettext_lazy("监测站点")
    file_name = "stations"
    counted = gettext_lazy("共 %(n)s 个站点")
    empty_sentence = gettext_lazy("还没有登记站点。")
    empty_more = gettext_lazy("先登记站点，再导入它的监测数据。")
    columns = (
        Column(gettext_lazy("代号"), "code", sort="code"),
        Column(gettext_lazy("要素"), "get_medium_display", sort="medium"),
        Column(gettext_lazy("名称"), "title", sort="name"),
        Column(gettext_lazy("级别"), "get_level_display", sort="level"),
        Column(
            gettext_lazy("水质目标"), lambda one: words.water_class(one.target) if one.target else "", sort="target"
        ),
        Column(gettext_lazy("启用"), "active_from", sort="active_from"),
        Column(gettext_lazy("停用"), "active_to"),
        Column(gettext_lazy("说明"), "note"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may(who.STATION)  # type: ignore[attr-defined]
        return super().get_context_data(may_edit=may, **kwargs)


class NewStation(Fresh):
    permission = "quality.station"
    form_class = StationForm
    title = gettext_lazy("登记站点")
    button = gettext_lazy("登记站点")
    done = gettext_lazy("站点已登记，现在可以导入它的数据。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureau": self.request.user.bureau_id}  # type: ignore[union-attr]

    def make(self, typed: dict[str, Any]) -> str:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        actions.add_station(by=user, at=timezone.now(), key=self.key, **typed)
        return reverse("quality:stations")

    def get_cancel_url(self) -> str:
        return reverse("quality:stations")


class EditStation(StepView):
    permission = "quality.station"
    queryset = staticmethod(of_desk)
    rule = staticmethod(who.require_edit)
    action = staticmethod(actions.edit_station)
    form_class = StationForm
    title = gettext_lazy("修改站点")
    button = gettext_lazy("保存站点")
    done = gettext_lazy("站点已修改。")

    def get_form_kwargs(self) -> dict[str, Any]:
        one = self.object
        names = StationForm.base_fields
        initial = {name: getattr(one, name) for name in names} | {"target": str(one.target or "")}
        return {**super().get_form_kwargs(), "bureau": one.bureau_id, "station": one, "initial": initial}

    def get_success_url(self) -> str:
        return reverse("quality:stations")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


# BULLETINS ----------------------------------------------------------------------
def bulletins_of_desk(request: HttpRequest) -> QuerySet[Bulletin]:
    return bulletins.of_desk(request.user)


class Compose(Fresh):
    """A month's bulletin in one step, from the readings as they are."""

    permission = "quality.compose"
    form_class = ComposeForm
    title = gettext_lazy("编制公报")
    button = gettext_lazy("编制公报")
    intro = gettext_lazy("数字从监测数据算出来，编制时定格；另一位编辑或局领导核对以后才发布。")
    done = gettext_lazy("公报已编制，待另一人核对发布。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        span = asked.get("span", "month")[:6]
        return {"medium": asked.get("k", "air")[:10], "month": asked.get("m", "")[:7], "span": span}

    def make(self, typed: dict[str, Any]) -> str:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        made = actions.compose(
            medium=typed["medium"], on=typed["month"], span=typed["span"], comment=typed["comment"],
            reason=typed["reason"], by=user, at=timezone.now(), key=self.key,
        )  # fmt: skip
        return reverse("quality:preview", args=[made.pk])


class Preview(Page):
    """As the public will see it, and what still stands in the way."""

    permission = "quality.desk"
    template_name = "quality/preview.html"

    @cached_property
    def bulletin(self) -> Bulletin:
        found = bulletins_of_desk(self.request).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这份公报。"))
        return found

    def get_title(self) -> object:
        return words.bulletin(self.bulletin)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.bulletin, self.request.user
        may = self.request.may(who.PUBLISH)  # type: ignore[attr-defined]
        mine = one.composed_by_id == user.pk
        gate = [
            {"met": may, "sentence": _("由本局的信息公开编辑或局领导发布")},
            {"met": not mine, "sentence": _("发布的人没有编制这份公报"),
             "hint": _("您编制了这份公报，请另一位编辑或局领导发布") if mine else ""},
        ]  # fmt: skip
        return super().get_context_data(
            **parts(one), gate=gate if one.state == BulletinState.DRAFT else [],
            may_abandon=allows(who.require_abandon, user, one),
            may_correct=allows(who.require_correct, user, one),
            correct=f"{reverse('quality:compose')}?k={one.medium}&m={one.first:%Y-%m}&span={one.span}", **kwargs,
        )  # fmt: skip


class BulletinStep(StepView):
    queryset = staticmethod(bulletins_of_desk)

    def get_success_url(self) -> str:
        return reverse("quality:preview", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Publish(BulletinStep):
    permission = "quality.publish"
    rule = staticmethod(who.require_publish)
    action = staticmethod(actions.publish)
    title = gettext_lazy("发布公报")
    button = gettext_lazy("发布公报")
    intro = gettext_lazy("发布以后数字不再变；要改只能编制更正的一版，旧的一版仍然看得到。")
    done = gettext_lazy("公报已发布，公众现在可以看到。")


class Abandon(BulletinStep):
    permission = "quality.compose"
    rule = staticmethod(who.require_abandon)
    action = staticmethod(actions.abandon)
    title = gettext_lazy("放弃这份公报")
    button = gettext_lazy("放弃公报")
    intro = gettext_lazy("还没有发布，放弃以后可以重新编制。")
    done = gettext_lazy("已放弃。")
