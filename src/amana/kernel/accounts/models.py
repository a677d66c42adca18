"""People who sign in, and what they may be here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.accounts.terms import Role
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, classify


class UserManager(BaseUserManager["User"]):
    """Users by the name they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class Calendar(models.TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    ETHIOPIAN = "ethiopian", _("Ethiopian")
    HIJRI = "hijri", _("Hijri (Umm al-Qura)")


class User(AbstractBaseUser):
    """One person with an account. What they may do follows from their memberships, never from the account itself."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    username = classify(models.CharField(_("Sign-in name"), max_length=60, unique=True), INTERNAL)
    display_name = classify(models.CharField(_("Name shown to colleagues"), max_length=120), INTERNAL)
    email = classify(models.EmailField(_("E-mail"), blank=True), INTERNAL)
    language = classify(models.CharField(_("Language"), max_length=5, default="en"), INTERNAL)
    calendar = classify(models.CharField(_("Calendar"), max_length=10, choices=Calendar, default=Calendar.GREGORIAN), INTERNAL)
    is_active = classify(models.BooleanField(_("May sign in"), default=True), INTERNAL)
    must_change_password = classify(models.BooleanField(default=False), INTERNAL)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name


class Membership(models.Model):
    """One role of one person in one organisation.

    A role that opens files counts only once somebody who is not an administrator has confirmed it, so that whoever makes accounts
    cannot make one for himself (`rules.counts`). Recovery of an account takes the confirmation away again.
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = classify(models.CharField(_("Role"), max_length=30, choices=Role), INTERNAL)
    since = classify(models.DateField(_("Since")), INTERNAL)
    until = classify(models.DateField(_("Until"), null=True, blank=True), INTERNAL)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = classify(models.DateTimeField(null=True, blank=True), INTERNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], condition=models.Q(until=None), name="one_current_membership"),
        ]


class Leave(models.Model):
    """Days on which a person is away: nothing opens under their account."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="leaves")
    first_day = classify(models.DateField(_("First day")), INTERNAL)
    last_day = classify(models.DateField(_("Last day")), INTERNAL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="leave_ends_after_it_begins"),
        ]


class Recovery(models.Model):
    """A lost password or second factor, replaced with the help of two people (`recovery.py`)."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recoveries")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = classify(models.DateTimeField(), INTERNAL)
    readmitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    readmitted_at = classify(models.DateTimeField(null=True), INTERNAL)
