"""The language and the calendar of each request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from amana.kernel.locale.reader import NOBODY, read_by, reader_of, set_reader

NextHandler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Chooses the language by the switch (a cookie), else the account, else the browser; the calendar by the account.

    The account is asked after the session middleware has run, in `process_view`.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)), read_by(NOBODY):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return
        set_reader(reader_of(user))
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return
        wanted = getattr(user, "language", "")
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
