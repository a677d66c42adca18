"""The digest as an Atom feed (RFC 4287), so that it can be subscribed to without a mailbox."""

import re
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape as escape_signs
from xml.sax.saxutils import quoteattr

from amana.contexts.dialogue.calendar.queries import Digest, changed_at
from amana.contexts.dialogue.commitments.presenting import owner, tag_of
from amana.contexts.dialogue.commitments.values import CommitmentView

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom(told: Digest, *, title: str, language: str, address: str, site: str) -> str:
    """What changed, the latest first; each change is an entry of its own."""
    updated = max(
        (changed_at(view) for view in told.changed), default=datetime(told.since.year, told.since.month, told.since.day, tzinfo=UTC)
    )
    return "".join(
        [
            f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
            f"<id>{escape(site)}/dialogue/digest/</id><title>{escape(title)}</title><updated>{_at(updated)}</updated>",
            f'<link rel="self" href={quoteattr(address)}/><author><name>{escape(title)}</name></author>',
            *(_entry(view, site) for view in told.changed),
            "</feed>",
        ]
    )


def _entry(view: CommitmentView, site: str) -> str:
    at = changed_at(view)
    page = f"{site}/dialogue/commitments/{view.ref}/"
    reason = view.latest.reason if view.latest else ""
    return (
        f"<entry><id>urn:uuid:{view.ref}:{at:%Y%m%d%H%M%S}</id><title>{escape(view.promise.action)}</title>"
        f"<updated>{_at(at)}</updated><link href={quoteattr(page)}/>"
        f"<summary>{escape(f'{owner(view)}: {tag_of(view.status).text}. {reason}')}</summary></entry>"
    )


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def escape(text: str) -> str:
    """Text that may stand in XML; signs that cannot are left out."""
    return escape_signs(_NOT_IN_XML.sub("", text))
