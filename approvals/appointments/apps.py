from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "approvals.appointments"
    label = "appointments"
