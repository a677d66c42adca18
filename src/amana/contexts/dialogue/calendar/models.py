"""Keys of calendar feeds: an address that a calendar program can ask without signing in, and that its owner can end."""

from django.conf import settings
from django.db import models

from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, classify


class FeedKey(models.Model):
    """One secret of one account. Only its digest is kept; it ends by revoking, with the role, or after a year."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    digest = classify(models.CharField(max_length=64, unique=True), INTERNAL)
    made_at = classify(models.DateTimeField(), INTERNAL)
    expires_at = classify(models.DateTimeField(), INTERNAL)
    revoked_at = classify(models.DateTimeField(null=True), INTERNAL)
