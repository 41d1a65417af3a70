from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "envportal.cases"
    label = "cases"
