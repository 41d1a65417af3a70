"""Counters and their hours, appointments, who comes (apart), and the numbers of a day."""

from approvals.appointments.models.appointments import Appointment, Queue, Visitor
from approvals.appointments.models.hours import BookingRule, ClosedDay, Counter, Opening, Service, Slot

__all__ = [
    "Appointment", "BookingRule", "ClosedDay", "Counter", "Opening", "Queue", "Service", "Slot", "Visitor",
]  # fmt: skip
