from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "enforcement.planning"
    label = "planning"
