"""Addresses of this room: the public's and the enterprise's, and the desk's."""

from django.urls import path

from enforcement.incidents.views import calling, desk, my, public, rostering, steps

app_name = "incidents"

urlpatterns = [
    path("incidents/report/", public.Report.as_view(), name="report"),
    path("incidents/progress/", public.Progress.as_view(), name="progress"),
    path("incidents/years/", public.Years.as_view(), name="years"),
    path("my/incidents/", my.Mine.as_view(), name="mine"),
    path("my/incidents/report/", my.ReportOwn.as_view(), name="report_own"),
    path("my/incidents/<int:pk>/", my.MinePage.as_view(), name="mine_one"),
    path("desk/incidents/", desk.Incidents.as_view(), name="list"),
    path("desk/incidents/call/", steps.TakeCall.as_view(), name="call"),
    path("desk/incidents/roster/", rostering.Roster.as_view(), name="roster"),
    path("desk/incidents/roster/new/", rostering.PutOnCall.as_view(), name="put_on_call"),
    path("desk/incidents/roster/<int:pk>/change/", rostering.ChangeOnCall.as_view(), name="change_on_call"),
    path("desk/incidents/roster/<int:pk>/remove/", rostering.TakeOffCall.as_view(), name="take_off_call"),
    path("desk/incidents/<int:pk>/", desk.IncidentPage.as_view(), name="one"),
    path("desk/incidents/<int:pk>/tell/", steps.Tell.as_view(), name="tell"),
    path("desk/incidents/<int:pk>/grade/", steps.Grade.as_view(), name="grade"),
    path("desk/incidents/<int:pk>/note/", steps.Note.as_view(), name="note"),
    path("desk/incidents/<int:pk>/write/<slug:kind>/", steps.Write.as_view(), name="write"),
    path("desk/incidents/<int:pk>/sign/<int:report>/", steps.Sign.as_view(), name="sign"),
    path("desk/incidents/<int:pk>/correct-time/", calling.CorrectTime.as_view(), name="correct_time"),
    path("desk/incidents/<int:pk>/link/", calling.Link.as_view(), name="link"),
    path("desk/incidents/<int:pk>/visit/", calling.Visit.as_view(), name="visit"),
    path("desk/incidents/<int:pk>/conclude/", steps.Conclude.as_view(), name="conclude"),
    path("desk/incidents/<int:pk>/publish/", steps.Publish.as_view(), name="publish"),
    path("desk/incidents/<int:pk>/send-back/", steps.SendBack.as_view(), name="send_back"),
    path("desk/incidents/<int:pk>/close/", steps.Close.as_view(), name="close"),
    path("desk/incidents/<int:pk>/dismiss/", steps.Dismiss.as_view(), name="dismiss"),
    path("desk/incidents/<int:pk>/reporter/", steps.SeeReporter.as_view(), name="reporter"),
]
