"""The content security policy of every page, in the form django-csp reads.

Nothing is inline and nothing comes from another host, so a note that carries a script
stays a note. `img-src data:` is there for the ticks and arrows that Bootstrap's style
sheet draws; it cannot run code. No page may be framed, so no page can be overlaid.
"""

from typing import Final

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY: Final[dict[str, object]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
