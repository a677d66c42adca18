"""What can go wrong between nodes."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class NotSent(AmanaError):
    """A message was not accepted for sending. `reason` says which rule of the exchange said no; nothing has left."""

    code = "exchange.not_sent"
    sentence = _("This cannot be sent (%(reason)s). Nothing has left this node.")
    remedy = _("The page on the exchange explains the reason. Ask your supervisor if the person cannot wait.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
        self.code = reason  # type: ignore[misc]  # each reason is a code of its own, in the log and for programs


class RejectedMessage(AmanaError):
    """Raised by a receiving context: the message is refused, and the sender gets a signed receipt with this code."""

    code = "exchange.rejected"
    sentence = _("The message was refused (%(reason)s).")
    remedy = _("The sender has been told.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
        self.code = reason  # type: ignore[misc]  # the log names the reason, as the receipt does


class NoAnswerPossible(AmanaError):
    """An answer to a message that is not here, not opened, or not this desk's."""

    code = "exchange.no_answer_possible"
    sentence = _("This message cannot be answered: it is not here, or it has not been opened.")
    remedy = _("Look at the inbox of your desk again.")


class ReceiptRefused(AmanaError):
    """A receipt that is not believed. `reason` is its code."""

    code = "exchange.receipt_refused"
    sentence = _("A receipt was not believed (%(reason)s). Nothing was changed.")
    remedy = _("Tell the other node. Its clock, its keys or its directory may be out of date.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
