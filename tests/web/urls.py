"""Addresses of small pages that only the tests of this room open."""

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.db import transaction
from django.urls import path

from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.refusals import NotYours, Refused
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField
from envportal.web.views import Column, FormPage, ListPage, Page, StepView, permission

handler400 = "envportal.web.views.errors.bad_request"
handler403 = "envportal.web.views.errors.forbidden"
handler404 = "envportal.web.views.errors.not_found"
handler500 = "envportal.web.views.errors.broken"


class EveryField(Form):
    name = forms.CharField(label="项目名称", help_text="与立项文件一致", max_length=20)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("report", "报告书"), ("table", "报告表")])
    metals = forms.ChoiceField(label="重金属", choices=[("0", "不涉及"), ("1", "涉及")], widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="要素", choices=[("air", "大气"), ("water", "水")], widget=forms.CheckboxSelectMultiple, required=False
    )
    starts = ChineseDateField(label="开工日期", help_text="例如 2027年3月1日")
    vocs = PlainDecimalField(label="VOCs，吨/年", max_digits=10, decimal_places=3)
    true = forms.BooleanField(label="以上属实")
    step = forms.CharField(widget=forms.HiddenInput, initial="6")


class UploadForm(Form):
    file = UploadField(label="报告表")


class RenameForm(Form):
    name = forms.CharField(label="新名称", max_length=40)


class Filter(forms.Form):
    q = forms.CharField(label="名称", required=False)

    def filter(self, rows):
        return rows.filter(name__contains=self.cleaned_data["q"])


class NotToday(Refused):
    """The test's own refusal."""


@transaction.atomic
def rename(pk, *, by, at, key, name):
    found = Bureau.objects.get(pk=pk)
    if name == "不行":
        raise NotToday("这个名称已被占用，请换一个。", "地名管理条例第9条")
    found.name = name
    found.save()
    log.record(None, "renamed", by=by, at=at, key=key)
    return found


class Still(Page):
    permission = "public.view"
    template_name = "public.html"


class Own(Page):
    permission = "account.view_self"
    template_name = "my.html"


class Fill(FormPage):
    permission = "public.view"
    form_class = EveryField
    title = "污染物排放量"


class Upload(FormPage):
    permission = "public.view"
    form_class = UploadForm
    success_url = "/received/"


class Received(Page):
    permission = "public.view"
    template_name = "list.html"
    extra = {"title": "收到 1 份", "layout": "public.html"}


class Rename(StepView):
    permission = "account.view_self"
    queryset = Bureau.objects.all()
    action = staticmethod(rename)
    form_class = RenameForm
    title = "改名"
    done = "已改名。"
    success_url = "/still/"
    layout = "my.html"


class RenameForbidden(Rename):
    rule = staticmethod(lambda _user, _bureau: False)


def not_before_the_ninth(_user, _bureau):
    raise NotToday("公示期未满，10月19日以后再办。", "环办〔2013〕103号")


def not_yours(_user, _bureau):
    raise NotYours("这件不在您手里。", "account.view_self")


class RenameTooEarly(Rename):
    rule = staticmethod(not_before_the_ninth)


class RenameNotYours(Rename):
    rule = staticmethod(not_yours)


class Bureaus(ListPage):
    permission = "public.view"
    queryset = Bureau.objects.order_by("pk")
    form_class = Filter
    layout = "public.html"
    title = "各局"
    per_page = 2
    columns = (Column("名称", "name", sort="name"), Column("代字", lambda row: row.mark))


@permission("public.view")
def fail(_request):
    raise ZeroDivisionError


urlpatterns = i18n_patterns(
    path("still/", Still.as_view(), name="still"),
    path("my/", Own.as_view(), name="own"),
    path("fill/", Fill.as_view(), name="fill"),
    path("upload/", Upload.as_view(), name="upload"),
    path("received/", Received.as_view(), name="received"),
    path("rename/<int:pk>/", Rename.as_view(), name="rename"),
    path("never/<int:pk>/", RenameForbidden.as_view(), name="never"),
    path("early/<int:pk>/", RenameTooEarly.as_view(), name="early"),
    path("theirs/<int:pk>/", RenameNotYours.as_view(), name="theirs"),
    path("bureaus/", Bureaus.as_view(), name="bureaus"),
    path("fail/", fail, name="fail"),
    path("accounts/login/", Still.as_view(), name="account_login"),
    prefix_default_language=False,
)
