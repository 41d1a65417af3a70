from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "disclosure.runs"
    label = "runs"
