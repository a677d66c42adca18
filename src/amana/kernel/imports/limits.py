"""How much one file may hold. The figures keep one import under about 1 GB of memory on a small machine (measured, see docs)."""

MEGABYTE = 1024 * 1024

MAX_BYTES = 64 * MEGABYTE  # the same as the largest upload (node/settings.py)
MAX_EXPANDED = 640 * MEGABYTE  # all parts of a packed file together; 100,000 rows of 84 columns stay under it
MAX_RATIO = 250  # how far one large part may expand; case sheets reach about 30
RATIO_FREE = 32 * MEGABYTE  # below this no ratio is asked: a sheet of empty rows packs very well
MAX_PARTS = 2_000  # entries of a packed file
MAX_ROWS = 250_000
MAX_COLUMNS = 1_024
MAX_CELLS = 12_000_000  # rows times columns of one sheet: the reader lays out the whole rectangle, 32 bytes a cell
MAX_CELL_LENGTH = 32_767  # what a spreadsheet cell can hold
MAX_TABLES = 200
