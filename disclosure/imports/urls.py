"""The editor's desk for history: tables on their way to the board."""

from django.urls import path

from disclosure.imports.views.runs import Report, RunPage, Runs
from disclosure.imports.views.steps import Apply, AskOff, Columns, Drop, TakeOff, Upload

app_name = "imports"
urlpatterns = [
    path("desk/imports/", Runs.as_view(), name="runs"),
    path("desk/imports/new/", Upload.as_view(), name="upload"),
    path("desk/imports/<int:pk>/", RunPage.as_view(), name="run"),
    path("desk/imports/<int:pk>/columns/", Columns.as_view(), name="columns"),
    path("desk/imports/<int:pk>/publish/", Apply.as_view(), name="apply"),
    path("desk/imports/<int:pk>/drop/", Drop.as_view(), name="drop"),
    path("desk/imports/lines/<int:pk>/ask-withdrawal/", AskOff.as_view(), name="ask_off"),
    path("desk/imports/lines/<int:pk>/withdraw/", TakeOff.as_view(), name="take_off"),
    path("desk/imports/<int:pk>/report.csv", Report.as_view(), name="report"),
]
