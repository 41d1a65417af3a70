from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "disclosure.participation"
    label = "participation"
