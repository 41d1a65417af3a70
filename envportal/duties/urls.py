"""Addresses of this room."""

from django.urls import path

from envportal.duties.views import desk, mine

app_name = "duties"

urlpatterns = [
    path("my/duties/", mine.Calendar.as_view(), name="mine"),
    path("my/duties/calendar.ics", mine.Ics.as_view(), name="ics"),
    path("my/duties/<int:pk>/", mine.MyDuty.as_view(), name="my_duty"),
    path("my/duties/<int:pk>/done/", mine.TellDone.as_view(), name="tell_done"),
    path("desk/duties/", desk.Duties.as_view(), name="list"),
    path("desk/duties/<int:pk>/", desk.DeskDuty.as_view(), name="duty"),
    path("desk/duties/<int:pk>/accept/", desk.Accept.as_view(), name="accept"),
    path("desk/duties/<int:pk>/send-back/", desk.SendBack.as_view(), name="send_back"),
    path("desk/duties/<int:pk>/hand-over/", desk.HandOver.as_view(), name="hand_over"),
    path("desk/duties/<int:pk>/redate/", desk.Redate.as_view(), name="redate"),
    path("desk/duties/<int:pk>/give-up/", desk.GiveUp.as_view(), name="give_up"),
]
