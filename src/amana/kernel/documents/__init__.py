"""Papers: PDF made with Typst, readable aloud (PDF/UA-1) and kept readable for long (PDF/A-2a).

`render` is the way in. Data reach a template as JSON and are never part of its source, so nothing a person said can
act as markup. Fonts are the ones that come with the product; what they cannot write is an error, not a box.
"""

from amana.kernel.documents.rendering import PaperNotWritable, UnknownPaper, render

__all__ = ["PaperNotWritable", "UnknownPaper", "render"]
