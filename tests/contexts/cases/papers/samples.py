"""Small files of each kind, made here; nothing of them was ever anybody's."""

import io

import pikepdf
from PIL import Image


def jpeg(note: str = "") -> bytes:
    """A picture, with a note of the camera if one is given."""
    picture, exif, out = Image.new("RGB", (8, 8), "red"), Image.Exif(), io.BytesIO()
    if note:
        exif[0x010E] = note
    picture.save(out, format="JPEG", exif=exif)
    return out.getvalue()


def pdf(picture: bytes = b"", author: str = "A. Author") -> bytes:
    """A paper with an author, a script that runs when it is opened, and a picture if one is given."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.docinfo["/Author"] = author
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if picture:
        image = pikepdf.Stream(made, picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8,
                               ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=made.make_indirect(image)))
    made.save(out)
    return out.getvalue()


def film(size: int = 64) -> bytes:
    """What begins like an MP4 film."""
    return b"\x00\x00\x00\x18ftypisom" + b"\x07" * (size - 12)
