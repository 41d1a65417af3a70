from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "envportal.operations"
    label = "operations"
