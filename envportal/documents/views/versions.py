"""A new version of the bureau's words: one person proposes it, looking at a real letter; another decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.documents import actions
from envportal.documents.enums import Library, Topic
from envportal.documents.forms.wording import ENTRY_FORMS, AnswerForm, VersionForm
from envportal.documents.queries import wording as words
from envportal.documents.rules import versions
from envportal.documents.views.wording import block_at, bureau_of, history, previewed, samples_for
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from envportal.documents.models import Wording
    from envportal.documents.queries.wording import Block


KEPT = ("text", "topic", "title", "industries", "rule", "remedy", "is_retired")


class Propose(StepView):
    """A new version of a text; looked at first with a real letter, as often as one likes."""

    permission = "wording.propose"
    template_name = "documents/wording_propose.html"
    title = _("提出新版本")
    intro = _("现行文字不改动；新版本须由另一人同意，自所定的日子起用在以后印发的文书里。已经印发的文书不变。")
    button = _("提出新版本")
    done = _("已提出，等另一人决定。")
    rule = staticmethod(versions.check_wording)

    @cached_property
    def object(self) -> Block:
        return block_at(self.request, self.kwargs["key"])

    @property
    def form_class(self) -> type[VersionForm]:  # type: ignore[override]
        return ENTRY_FORMS.get(self.object.kind, VersionForm)

    def get_form_class(self) -> type[BaseForm]:
        return self.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        samples = samples_for(self.request, self.object)
        return {**super().get_form_kwargs(), "block": self.object, "samples": samples}

    def get_initial(self) -> dict[str, Any]:
        names = [name for name in KEPT if name in self.form_class.base_fields]
        return {**super().get_initial(), **{name: getattr(self.object, name) for name in names}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.look() if request.POST.get("_switch") == "preview" else super().post(request, *args, **kwargs)

    def look(self) -> HttpResponse:
        """The form as it was typed, and below it the letter chosen with the text typed."""
        form = self.get_form()
        form.is_valid()
        text, sample = form.cleaned_data.get("text"), form.cleaned_data.get("sample")
        if text is None or sample is None:
            if text is not None:
                form.add_error("sample" if "sample" in form.fields else None, _("选择用哪一件预览"))
            return self.form_invalid(form)
        block = words.reworded(self.object, text)
        shown = previewed(sample, block)
        return self.render_to_response(self.get_context_data(form=self.filled(self.request.POST), **shown))

    def act(self, **typed: Any) -> Any:
        typed.pop("sample", None)
        by, at = self.request.user, timezone.now()
        return actions.propose_wording(self.object, by=by, at=at, key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("documents:wording", args=[self.object.key])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"entry": self.object, **kwargs})


class ProposeCondition(Propose):
    """A condition the library does not have yet."""

    title = _("增加一条标准条件")
    button = _("提出")
    intro = _("由另一人同意后，自所定的日子起供经办人选用。")

    @cached_property
    def object(self) -> Block:
        return words.new_condition(Topic.AIR)

    def get_success_url(self) -> str:
        return reverse("documents:wordings")


class ProposeEntry(ProposeCondition):
    """An entry another library does not have yet."""

    button = pgettext_lazy("verb", "提出")
    intro = _("由另一人同意后，自所定的日子起使用；以后改动另成一版，旧版保留。")

    def get_title(self) -> object:
        return _("增加一项：%(library)s") % {"library": Library(self.kwargs["library"]).label}

    @cached_property
    def object(self) -> Block:
        if self.kwargs["library"] not in Library.values:
            raise Http404
        return words.new_entry(self.kwargs["library"])


class Decide(StepView):
    """A second person decides on a version, seeing what it changes."""

    permission = "wording.decide"
    rule = staticmethod(versions.check_decide)
    template_name = "documents/wording_step.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Wording]:
        return words.versions(bureau_of(request))

    def get_success_url(self) -> str:
        return reverse("documents:wording", args=[self.object.key])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = [one for one in history(self.request, self.object.key) if one["version"].pk == self.object.pk]
        return super().get_context_data(**{"entry": words.block_of(self.object), "one": shown[0], **kwargs})


class Agree(Decide):
    action = staticmethod(actions.agree_wording)
    title = _("同意新版本")
    button = _("同意，自施行日起使用")
    done = _("新版本已写入，自施行日起用在以后印发的文书里；旧版本保留。")


class Decline(Decide):
    action = staticmethod(actions.decline_wording)
    form_class = AnswerForm
    title = _("不同意新版本")
    button = _("不同意")
    done = _("已退回，现行文字继续使用。")
