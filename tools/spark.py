"""Install the locked PySpark for the tests where Java is new enough; elsewhere its tests are left out."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from system import java

LOCK = Path(__file__).parent.parent / "requirements" / "spark.txt"


def main() -> int:
    """Install once."""
    if java() is None or importlib.util.find_spec("pyspark") is not None:
        return 0
    print("installing PySpark for the tests ...", flush=True)
    return subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK], check=False
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
