"""Which kinds of file are kept: told by the first bytes, never by the name or by what a browser says."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIRST_BYTES = 4096
_MP4_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"mmp4", b"MSNV", b"dash"})
_M4A_BRANDS = frozenset({b"M4A ", b"M4B "})


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    endings: tuple[str, ...]
    label: str | Promise
    cleaned: bool  # whether what a maker hides in it can be taken out


class Kind(Enum):
    """A kind of file: media type, endings of names, the first being ours, and whether it can be cleaned."""

    PDF = _Kind("application/pdf", (".pdf",), _("a PDF file"), True)
    JPEG = _Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), _("a JPEG picture"), True)
    PNG = _Kind("image/png", (".png",), _("a PNG picture"), True)
    WEBP = _Kind("image/webp", (".webp",), _("a WebP picture"), True)
    TEXT = _Kind("text/plain", (".txt", ".text", ".md", ".csv", ".log"), _("plain text"), True)
    MP4 = _Kind("video/mp4", (".mp4", ".m4v"), _("an MP4 film"), False)
    M4A = _Kind("audio/mp4", (".m4a", ".m4b", ".mp4"), _("an M4A recording"), False)
    MP3 = _Kind("audio/mpeg", (".mp3",), _("an MP3 recording"), False)
    OGG = _Kind("audio/ogg", (".ogg", ".oga", ".opus"), _("an Ogg recording"), False)

    @property
    def media_type(self) -> str:
        return self.value.media_type

    @property
    def endings(self) -> tuple[str, ...]:
        return self.value.endings

    @property
    def label(self) -> str | Promise:
        return self.value.label

    @property
    def cleaned(self) -> bool:
        return self.value.cleaned


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
MEDIA_TYPES = {kind.media_type: kind for kind in Kind}


def kind_of(first: bytes) -> Kind:
    """The kind that the first bytes show. What shows none may be text: whoever keeps it has to read it as such."""
    starts = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG, b"OggS": Kind.OGG, b"ID3": Kind.MP3}
    if found := next((kind for mark, kind in starts.items() if first.startswith(mark)), None):
        return found
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return Kind.WEBP
    if first[4:8] == b"ftyp" and first[8:12] in _MP4_BRANDS | _M4A_BRANDS:
        return Kind.M4A if first[8:12] in _M4A_BRANDS else Kind.MP4
    if len(first) > 1 and first[0] == 0xFF and first[1] & 0xFE in (0xFA, 0xF2):  # MPEG 1 or 2, layer III
        return Kind.MP3
    return Kind.TEXT


def of_media_type(media_type: str) -> Kind | None:
    """The kind of something kept; None for a type that is not on the list."""
    return MEDIA_TYPES.get(media_type.partition(";")[0].strip())
