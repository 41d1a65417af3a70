"""Addresses of this room."""

from django.urls import path

from disclosure.charges.views import desk, public

app_name = "charges"

urlpatterns = [
    path("no-fees/", public.About.as_view(), name="about"),
    path("no-fees/complain/", public.Complain.as_view(), name="complain"),
    path("no-fees/progress/", public.Follow.as_view(), name="follow"),
    path("desk/charges/", desk.Listed.as_view(), name="list"),
    path("desk/charges/<int:pk>/", desk.ComplaintPage.as_view(), name="complaint"),
    path("desk/charges/<int:pk>/answer/", desk.Answer.as_view(), name="answer"),
]
