"""Addresses of this room."""

from django.urls import path

from envportal.messaging import views

app_name = "messaging"

urlpatterns = [
    path("my/messages/", views.Inbox.as_view(), name="my_inbox"),
    path("my/messages/read/", views.MarkRead.as_view(), name="my_read_all"),
    path("my/messages/<int:pk>/read/", views.MarkRead.as_view(), name="my_read"),
    path("desk/messages/", views.Inbox.as_view(layout="desk.html"), name="desk_inbox"),
    path("desk/messages/read/", views.MarkRead.as_view(), name="desk_read_all"),
    path("desk/messages/<int:pk>/read/", views.MarkRead.as_view(), name="desk_read"),
    path("desk/messages/given-up/", views.GivenUp.as_view(), name="given_up"),
    path("desk/messages/given-up/<int:pk>/again/", views.SendAgain.as_view(), name="send_again"),
]
