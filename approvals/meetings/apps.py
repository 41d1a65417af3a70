from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "approvals.meetings"
    label = "meetings"
