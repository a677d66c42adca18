"""Parts weighed on Spark: the register goes to every worker once, the pairs part by part, and the same code weighs them as everywhere.

What Spark lays down meanwhile (the register it sends around holds names) is encrypted, lies in the work's own folder and goes with it.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from amana.engines.matching.model.lexicon import Ints

from .errors import NoSpark
from .weighing import Arrays, Register, weigh_part

Part = tuple[int, Ints, Ints]
_WAVES = 4  # parts for each core that are handed out together and kept together
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.io.encryption.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.log.level": "ERROR",
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def require_spark() -> None:
    """Raise NoSpark where the package or Java is missing."""
    if find_spec("pyspark") is None:
        raise NoSpark(missing="pyspark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NoSpark(missing="Java")


def weigh_on_spark(register: Register, parts: Sequence[Part], *, master: str, folder: Path) -> Iterator[tuple[int, Arrays]]:
    """Every part with its number, as it is done. `folder` is Spark's for that time. Raises NoSpark."""
    require_spark()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("amana match link")
    settings = {**_SETTINGS, "spark.local.dir": str(folder), **(_HERE if master.startswith("local") else {})}
    for name, value in settings.items():
        builder = builder.config(name, value)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    folder.mkdir(mode=0o700, exist_ok=True)
    session = builder.getOrCreate()
    try:
        yield from _waves(session.sparkContext, register, parts)
    finally:
        session.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _waves(context: Any, register: Register, parts: Sequence[Part]) -> Iterator[tuple[int, Arrays]]:
    shared = context.broadcast(register)

    def work(some: Iterable[Part]) -> Iterator[tuple[int, Arrays]]:
        return ((number, weigh_part(shared.value, one, other)) for number, one, other in some)

    size = context.defaultParallelism * _WAVES
    for start in range(0, len(parts), size):
        wave = parts[start : start + size]
        yield from context.parallelize(wave, len(wave)).mapPartitions(work).collect()
