"""Default deny: no request reaches a view whose action the person may not do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accounts import actions, queries, rules
from envportal.refusals import NotYours
from envportal.web.views import keep_typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from envportal.accounts.models import User

    GetResponse = Callable[[HttpRequest], HttpResponse]

STAFF_IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
# What staff reach before they have a second factor and a password of their own.
ENROLMENT = frozenset({
    "account_login", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "account_change_password", "mfa_view_recovery_codes", "mfa_authenticate", "set_language",
})  # fmt: skip


class SessionLimits:
    """Ends a session twelve hours after it began, and one of staff after thirty minutes without a request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self.check(request, request.user)
        return self.get_response(request)

    def check(self, request: HttpRequest, user: User) -> None:
        now = timezone.now()
        session = request.session
        began = session.setdefault("began_at", now.timestamp())
        seen = session.get("seen_at", now.timestamp())
        is_old = now.timestamp() - began > LONGEST.total_seconds()
        is_idle = user.is_staff_member and now.timestamp() - seen > STAFF_IDLE.total_seconds()
        if is_old or is_idle:
            actions.leave(user.pk, at=now, reason="old" if is_old else "idle")
            logout(request)
        elif "seen_at" not in session or now.timestamp() - seen > NOTED_EVERY.total_seconds():
            session["seen_at"] = now.timestamp()


class DefaultDeny:
    """Looks up the action of every view in the permission matrix; what stands there in no row is forbidden."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.may = _asker(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        action = rules.action_of(view, name)
        user = _user(request)
        if action not in rules.matrix():
            return self.forbid(request, user, action or name)
        if user.is_authenticated and user.is_staff_member and name not in ENROLMENT:
            url = _unfinished(user)
            if url:
                return HttpResponseRedirect(url)
        return self.decide(request, user, action)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A rule inside a view said no: the same answer as if the matrix had."""
        if isinstance(exception, NotYours):
            return self.forbid(request, _user(request), exception.action, str(exception.sentence))
        if isinstance(exception, PermissionDenied):
            return self.forbid(request, _user(request), "", str(exception))
        return None

    def decide(self, request: HttpRequest, user: User | AnonymousUser, action: str) -> HttpResponse | None:
        codes = rules.codes(user, action)
        if codes:
            return self.step_up(request, user, action, codes)
        if _is_delegated(user, action):
            return None
        if not user.is_authenticated:
            if request.method == "POST":
                keep_typed(request)
            return _by_way_of("account_login", request)
        return self.forbid(request, user, action)

    def step_up(
        self, request: HttpRequest, user: User | AnonymousUser, action: str, codes: frozenset[str]
    ) -> HttpResponse | None:
        """Before acts that open or close doors: show again who you are, unless you did within ten minutes."""
        if not rules.needs_step_up(action, codes) or rules.confirmed_recently(request, timezone.now()):
            return None
        if request.method == "POST":
            keep_typed(request)
        has_app = user.is_authenticated and rules.has_second_factor(user)
        way = "mfa_reauthenticate" if has_app else "account_reauthenticate"
        return _by_way_of(way, request)

    def forbid(self, request: HttpRequest, user: User | AnonymousUser, action: str, sentence: str = "") -> HttpResponse:
        """For staff a no that says who may; for everybody else the page does not exist. Both are noted."""
        if user.is_authenticated:
            actions.deny(user.pk, action=action, path=request.path, at=timezone.now())
        if user.is_authenticated and not user.is_staff_member:
            raise Http404
        reason = sentence or _("您的岗位不能办理这一项。")
        context = {"reason": reason, "who": rules.who_may(action), "action": action}
        return render(request, "errors/403.html", context, status=403)


def _user(request: HttpRequest) -> User | AnonymousUser:
    """Who asks; without a session cookie nobody, so that public pages stay the same for everyone and cacheable."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return AnonymousUser()
    return request.user


def _by_way_of(name: str, request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()}, safe='/')}")


def _asker(request: HttpRequest) -> Callable[[str], bool]:
    """What templates and navigation ask; the roles are read once a request."""
    known: list[frozenset[str]] = []

    def may(action: str) -> bool:
        if not known:
            known.append(rules.roles(_user(request)))
        user = _user(request)
        return bool(rules.cells(known[0], action, is_somebody=user.is_authenticated)) or _is_delegated(user, action)

    return may


def _is_delegated(user: User | AnonymousUser, action: str) -> bool:
    """Whether somebody who may do this let the person do it in their name today."""
    return user.is_authenticated and queries.opens(user, action, timezone.localdate())


def _unfinished(user: User) -> str:
    """Where a member of staff has to go first: to enrol a second factor, or to choose a password of their own."""
    if not rules.has_second_factor(user):
        return reverse("mfa_activate_totp")
    expires = user.password_expires_on
    if expires is not None and expires <= timezone.localdate():
        return reverse("account_change_password")
    return ""
