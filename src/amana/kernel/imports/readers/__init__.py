"""Reading files: what kind it is (by content), whether it is safe to open, and its rows.

`open_source(content)` is the one entry; everything else here serves it. Nothing in this package knows what the columns mean.
"""

from amana.kernel.imports.readers.source import open_source

__all__ = ["open_source"]
