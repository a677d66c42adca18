"""How allauth behaves here: no self sign-up, no recovery by e-mail, second-factor secrets sealed."""

from base64 import b64decode, b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from amana.engines.sealing.box import seal, unseal
from amana.kernel.accounts.models import User
from amana.kernel.sealed.keystore import get_keystore

SECRET_NAME = "second-factor"  # noqa: S105 - the name under which the key store keeps the key, not the key
SECRET_PLACE = b"mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Accounts are made by an administrator and confirmed by a second person; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Keep a password that the person chose; with it the one-time password is done with."""
        user.must_change_password = False
        super().set_password(user, password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send nothing: a message about an account here may be read by whoever controls the mailbox or the phone."""

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing, for the same reason; the account page shows what changed."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # published without types
    """Seals the secrets of the second factor, so that a stolen database signs nobody in."""

    def encrypt(self, text: str) -> str:
        key = get_keystore().named_secret(SECRET_NAME)
        return b64encode(seal(key, text.encode(), associated=SECRET_PLACE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        key = get_keystore().named_secret(SECRET_NAME)
        return unseal(key, b64decode(encrypted_text), associated=SECRET_PLACE).decode()
