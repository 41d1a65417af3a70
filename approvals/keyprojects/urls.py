"""Addresses of this room."""

from django.urls import path

from approvals.keyprojects.views import desk, outside

app_name = "keyprojects"

ONE = "desk/key-projects/<int:pk>"

urlpatterns = [
    path("key-projects/", outside.Told.as_view(), name="told"),
    path("my/key-projects/", outside.Mine.as_view(), name="mine"),
    path("my/key-projects/<int:pk>/", outside.MyPage.as_view(), name="my_page"),
    path("desk/key-projects/", desk.Listed.as_view(), name="list"),
    path("desk/key-projects/choose/", desk.Choose.as_view(), name="choose"),
    path("desk/key-projects/choose/<int:pk>/", desk.Declare.as_view(), name="declare"),
    path(f"{ONE}/", desk.ProjectPage.as_view(), name="project"),
    path(f"{ONE}/contact/", desk.MakeContact.as_view(), name="contact"),
    path(f"{ONE}/leader/", desk.ChangeLeader.as_view(), name="change_leader"),
    path(f"{ONE}/head/", desk.ChangeHead.as_view(), name="change_head"),
    path(f"{ONE}/publish/", desk.Publish.as_view(), name="publish"),
    path(f"{ONE}/hide/", desk.Hide.as_view(), name="hide"),
    path(f"{ONE}/end/", desk.End.as_view(), name="end"),
]
