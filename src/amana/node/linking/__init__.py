"""Links lists of people that somebody has in files: who may be the same person, with reasons, in files that anybody can open.

Needs no node and no database; what it reads and writes are files named on the command line (`commands/match.py`). The numbers come from
`amana.engines.matching.model`, the same as on a node. It joins nothing: pairs and groups are proposals for people to look at.

    settings.py      what was asked for
    reading.py       a file as a table; headings.py what its columns mean; fields.py what its cells say
    lists.py         all lists as records in an order of their own, so that neither the order of the rows nor their numbers change a result
    work.py          what is kept between two starts of one piece of work, and nothing of it once it is done
    weighing.py      pairs of rows weighed in parts: here, in several processes, or on Spark (spark.py)
    grouping.py      pairs become groups
    telling.py       pairs told in rows and sentences; results.py the files; figures.py and report.py the report
    linking.py       the whole, from the first file to the last
    recalibrating.py the calibration again, from pairs that people decided
"""
