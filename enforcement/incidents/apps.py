from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "enforcement.incidents"
    label = "incidents"
