"""What stands around every page: the bureau's name, navigation, the other language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import F
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

PUBLIC = (
    ("/", _("首页")),
    ("/board/", _("公示栏")),
    ("/quality/", _("环境质量")),
    ("/progress/", _("办理进度")),
    ("/performance/", _("承诺兑现")),
    ("/opinions/", _("意见箱")),
    ("/calculator/", _("期限计算")),
    ("/access/", _("准入查询")),
    ("/open-data/", _("开放数据")),
)
MY = (
    ("/my/", _("我的申请")),
    ("/my/pre-reviews/", _("申请前审查")),
    ("/my/monitoring/", _("监测结果")),
    ("/my/fees/", _("排污费")),
    ("/my/messages/", _("消息")),
    ("/my/enterprise/", _("企业资料")),
    ("/my/grants/", _("授权编制单位")),
    ("/my/account/", _("我的账号")),
)
DESK = (
    ("/desk/", _("我的桌面")),
    ("/desk/cases/", _("全部案件")),
    ("/desk/pre-reviews/", _("申请前审查")),
    ("/desk/monitoring/", _("监测")),
    ("/desk/fees/", _("排污费")),
    ("/desk/fees/payments/", _("缴款核对")),
    ("/desk/quotas/", _("总量指标")),
    ("/desk/zones/", _("开发区规划环评")),
    ("/desk/meetings/", _("会审会")),
    ("/desk/green/", _("绿色通道")),
    ("/desk/consultations/", _("征求我部门的意见")),
    ("/desk/legal/", _("法制审核")),
    ("/desk/reviews/", _("请我评审的项目")),
    ("/desk/counter/", _("窗口代录")),
    ("/desk/service/", _("文书送达")),
    ("/desk/supervision/", _("监察总览")),
    ("/desk/supervision/pulse/", _("巡查心跳")),
    ("/desk/access/", _("准入规则")),
    ("/desk/experts/", _("专家库")),
    ("/desk/roles/", _("职责分工")),
    ("/desk/delegations/", _("委托")),
    ("/desk/departments/", _("征求意见的部门")),
    ("/desk/rules/", _("时限规则")),
    ("/desk/calendar/", _("工作日历")),
    ("/desk/wording/", _("文书用语")),
    ("/desk/board/", _("公示待发")),
    ("/desk/comments/", _("公众意见")),
    ("/desk/opinions/", _("意见箱")),
    ("/desk/numbers/", _("文号簿")),
    ("/desk/imports/", _("历史导入")),
    ("/desk/quality/", _("环境质量")),
    ("/desk/enterprises/", _("企业核验")),
    ("/desk/people/", _("人员与角色")),
    ("/desk/messages/", _("消息")),
    ("/desk/account/", _("我的账号")),
)
# The pages of the desk by what they are for: first these, then, of the one that is open, its pages. A page that stands
# in none of them is found under the last.
GROUPS = (
    (_("我的"), ("/desk/", "/desk/messages/", "/desk/account/")),
    (_("办件"), (
        "/desk/cases/", "/desk/counter/", "/desk/pre-reviews/", "/desk/service/", "/desk/legal/",
        "/desk/consultations/", "/desk/reviews/", "/desk/enterprises/",
    )),
    (_("会审和专家"), ("/desk/meetings/", "/desk/green/", "/desk/experts/")),
    (_("执法"), ("/desk/monitoring/", "/desk/fees/", "/desk/fees/payments/")),
    (_("准入和总量"), ("/desk/access/", "/desk/quotas/", "/desk/zones/")),
    (_("公开"), ("/desk/board/", "/desk/comments/", "/desk/opinions/", "/desk/quality/", "/desk/imports/")),
    (_("监察"), ("/desk/supervision/", "/desk/supervision/pulse/")),
    (_("规则和人员"), (
        "/desk/roles/", "/desk/delegations/", "/desk/rules/", "/desk/calendar/", "/desk/wording/", "/desk/numbers/",
        "/desk/people/", "/desk/departments/",
    )),
)  # fmt: skip
AREAS = {"/my/": ("my.html", MY), "/desk/": ("desk.html", DESK), "/": ("public.html", PUBLIC)}
FOOTER = (
    ("/v/", _("文书核验")),
    ("/seals/", _("日志封存")),
    ("/who-decides/", _("谁来审、谁来签")),
    ("/green-channel/projects/", _("绿色通道项目名单")),
    ("/expert-draws/", _("专家抽取记录")),
    ("/board/catalogue/", _("公开目录")),
    ("/about/", _("关于本站")),
    ("/privacy/", _("隐私说明")),
    ("/accessibility/", _("无障碍说明")),
)


@dataclass(frozen=True)
class Link:
    url: str
    label: object
    current: str = ""


@dataclass(frozen=True)
class Group:
    """Pages that belong together; its own address is that of the first of them."""

    label: object
    links: list[Link]

    @property
    def url(self) -> str:
        return self.links[0].url

    @property
    def is_current(self) -> bool:
        return any(link.current for link in self.links)


class Frame:
    """The parts of base.html that depend on the address and the reader; each computed when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.now = timezone.now()

    @property
    def english(self) -> bool:
        return get_language() == "en"

    def local(self, path: str) -> str:
        """The address in the language of this page."""
        return f"/en{path}" if self.english else path

    @cached_property
    def bare(self) -> str:
        """The address of this page without its language."""
        path = self.request.path_info
        return path.removeprefix("/en") if self.english else path

    @property
    def area(self) -> str:
        """The part of the house this address lies in."""
        return next((area for area in AREAS if self.bare.startswith(area)), "/")

    @property
    def layout(self) -> str:
        """The template of that part, for error pages."""
        return AREAS[self.area][0]

    @property
    def home(self) -> str:
        return self.local(self.area)

    @property
    def board(self) -> str:
        return self.local("/board/")

    @property
    def own_home(self) -> str:
        return self.local("/desk/" if getattr(self.request.user, "bureau_id", None) else "/my/")

    @property
    def login(self) -> str:
        return self.local(settings.LOGIN_URL)

    @property
    def logout(self) -> str:
        return self.local(settings.LOGOUT_URL) if self.reaches(settings.LOGOUT_URL) else ""

    @property
    def other_lang(self) -> str:
        return "zh-Hans" if self.english else "en"

    @property
    def other_name(self) -> str:
        return "中文" if self.english else "English"

    @property
    def other_url(self) -> str:
        """This page in the other language: the same address, with or without /en before it."""
        here = self.request.get_full_path()
        return here.removeprefix("/en") if self.english else f"/en{here}"

    @cached_property
    def nav(self) -> list[Link]:
        shown = [entry for entry in AREAS[self.area][1] if self.reaches(entry[0])]
        best = max((path for path, _label in shown if self.bare.startswith(path)), key=len, default="")
        if best == "/" != self.bare:
            best = ""
        return [Link(self.local(path), label, self._current(path, best)) for path, label in shown]

    @cached_property
    def groups(self) -> list[Group]:
        """The navigation of the desk in two steps: what a page is for, and the pages for it this person may open."""
        shown = {link.url: link for link in self.nav}
        found = [
            Group(label, [shown.pop(url) for url in map(self.local, paths) if url in shown]) for label, paths in GROUPS
        ]
        found[-1].links.extend(shown.values())
        return [group for group in found if group.links]

    @property
    def group(self) -> Group | None:
        """The group of the page that is open."""
        return next((group for group in self.groups if group.is_current), None)

    @property
    def footer(self) -> list[Link]:
        return [Link(self.local(path), label) for path, label in FOOTER if self.reaches(path)]

    @property
    def site(self) -> dict[str, str]:
        """What a government website names of itself, as far as somebody filled it in."""
        digits = "".join(sign for sign in settings.SITE_POLICE if sign.isdecimal())
        told = {"code": settings.SITE_CODE, "icp": settings.SITE_ICP, "police": settings.SITE_POLICE}
        return {**told, "police_digits": digits}

    def reaches(self, path: str) -> bool:
        """Whether the address exists and its reader may open it."""
        try:
            view = resolve(self.local(path), getattr(self.request, "urlconf", None)).func
        except Resolver404:
            return False
        may = getattr(self.request, "may", None)
        action = getattr(getattr(view, "view_class", view), "permission", None)
        return may is None or action is None or may(action)

    def _current(self, path: str, best: str) -> str:
        if path != best:
            return ""
        return "page" if path == self.bare else "true"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context every template finds: `frame` and `bureau`."""
    return {"frame": Frame(request), "bureau": SimpleLazyObject(lambda: _bureau(request))}


def _bureau(request: HttpRequest) -> Any:
    """The bureau whose name stands on top: the reader's own, else the one this portal serves."""
    user = getattr(request, "user", None)
    own = getattr(user, "bureau", None) or getattr(getattr(user, "enterprise", None), "bureau", None)
    return home_bureau() if own is None else own


def home_bureau() -> Any:
    """The bureau this portal serves."""
    bureaus = apps.get_model(settings.BUREAU_MODEL)._default_manager.all()
    if settings.HOME_BUREAU:
        bureaus = bureaus.filter(code=settings.HOME_BUREAU)
    return bureaus.order_by(F("parent").asc(nulls_last=True), "pk").first()
