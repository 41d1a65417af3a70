"""Celery wakes people up; the rows in the database are the truth."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "envportal.settings")

app = Celery("envportal", task_cls="envportal.operations.tasks:Noted")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What is looked at, and how often in seconds. Every task finds in the rows what is due by now, so a beat that was away,
# came twice or comes late changes nothing but the hour. A hint nobody took up in time is dropped: the next one follows.
LOOKS = {
    "supervision.sweep": 60,
    # Out of step with the other sweep: each leaves a case the other holds to its own next look.
    "applications.sweep_deemed_acceptance": 47,
    "messaging.send_due": 5,
    "documents.render_pending": 3,
    "imports.carry_on": 3,
    "performance.keep": 600,
    "quality.carry_on": 3,
    "planning.carry_on": 5,
    "inspections.tell_missed": 900,
    "campaigns.carry_on": 3,
    "campaigns.make_monthly": 3600,
    "requests.remind": 3600,
    "requests.send_mails": 60,
    "access.refresh_due": 900,
    "appointments.carry_on": 600,
    "departments.sweep": 600,
    "documents.scrub": 3600,
    "board.stop_shown": 1800,
    "board.read_papers": 10,
    "documents.sweep": 6 * 3600,
    # Nightly work, which looks every hour: what was done on this day of Shanghai is not done again.
    "board.dump_open_data": 3600,
    "incidents.draft_nil_returns": 3600,
    "supervision.report_due": 900,
    "board.tell_subscribers": 900,
    "board.send_mails": 15,
    "operations.static_copy": 3600,
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds, "options": {"expires": max(seconds, 30)}}
    for name, seconds in LOOKS.items()
} | {
    # At 00:10 in Shanghai the day is sealed; at the other hours only if that was missed.
    "audit.seal": {"task": "audit.seal", "schedule": crontab(minute="10"), "options": {"expires": 1800}},
}
