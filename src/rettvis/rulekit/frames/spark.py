"""Apache Spark, for populations that one machine is too small for."""

import os
import sys
from typing import Any

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence


def spark_session() -> Any:
    """The Spark session that is there, or a new one on the master that Spark's own settings name.

    Times are read in UTC, whatever the machine's zone, and what Spark runs in Python is run by this Python.

    Raises:
        Faulty: PySpark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        text = sentence("PySpark is not installed. Install it with: pip install “rettvis[spark]”")
        raise Faulty([Fault("--engine", text)]) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("rettvis").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
