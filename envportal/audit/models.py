"""What happened, by whom: written once, chained by hashes, sealed daily."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """One hash chain: of a case, a person or the system. Its row is locked while an event is added."""

    name = models.CharField(_("名称"), max_length=80, unique=True)
    length = models.PositiveBigIntegerField(_("长度"), default=0)
    head = models.CharField(_("链头"), max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(length=0, head="") | (Q(length__gt=0) & ~Q(head="")),
                name="chain_has_a_head_once_it_has_links",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One thing that happened. The database itself refuses to change or delete it."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="events")
    position = models.PositiveBigIntegerField(_("序号"))
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="events")
    name = models.CharField(_("事件"), max_length=60, help_text="a past participle, e.g. accepted")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="events")
    actor_name = models.CharField(_("经办"), max_length=60, blank=True, help_text="copied: it outlives the account")
    acting_for = models.CharField(_("代"), max_length=120, blank=True)
    at = models.DateTimeField(_("时间"))
    facts = models.JSONField(_("事实"), default=dict)
    # The idempotency key of the form that was sent; null for steps nobody can send twice.
    key = models.CharField(_("幂等键"), max_length=80, null=True, blank=True, unique=True)
    previous_hash = models.CharField(_("前一哈希"), max_length=64, blank=True)
    hash = models.CharField(_("哈希"), max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "position"], name="event_has_its_own_place_in_the_chain"),
            models.CheckConstraint(
                condition=Q(position=1, previous_hash="") | (Q(position__gt=1) & ~Q(previous_hash="")),
                name="event_follows_the_one_before_it",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="event_has_a_key_or_none"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "position"], name="audit_event_of_a_case"),
            models.Index(fields=["at"], name="audit_event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class Seal(models.Model):
    """One Merkle root over every chain head that changed since the seal before; published, nobody gets behind it."""

    number = models.PositiveBigIntegerField(_("序号"), unique=True)
    on = models.DateField(_("日期"), db_index=True)
    at = models.DateTimeField(_("时间"))
    count = models.PositiveIntegerField(_("链数"))
    root = models.CharField(_("默克尔根"), max_length=64)
    previous_hash = models.CharField(_("前一哈希"), max_length=64, blank=True)
    hash = models.CharField(_("哈希"), max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class SealedHead(models.Model):
    """The length and head a chain had when it was sealed: a leaf of the seal's tree."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="heads")
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="sealed_heads")
    length = models.PositiveBigIntegerField(_("长度"))
    head = models.CharField(_("链头"), max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "length"], name="head_is_sealed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}@{self.length}"
