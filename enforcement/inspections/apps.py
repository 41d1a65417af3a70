from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "enforcement.inspections"
    label = "inspections"
