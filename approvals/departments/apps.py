from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "approvals.departments"
    label = "departments"
