"""Lock what is installed: names, versions and hashes in ``requirements/*.txt``.

``python tools/lock.py`` resolves anew (``make lock``). Each lock keeps to what the ones before it chose, so
that all of them can be installed together. No lock names where a package was fetched from.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "requirements"
HEADER = "# Written by tools/lock.py (make lock) from pyproject.toml: names, versions and hashes.\n"

LOCKS = ("runtime", "build", "test", "check", "spark", "bench")
"""The locks in the order they are made; an earlier one binds the later ones."""

OPTIONS = [
    *("--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-annotate", "--no-header"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options"),
]


def wanted(name: str) -> list[str]:
    """What pyproject.toml asks for in one lock: PostgreSQL's driver is part of the runtime."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = document["project"]
    extras = project["optional-dependencies"]
    if name == "runtime":
        return [*project["dependencies"], *extras["postgres"]]
    return list(extras[name] if name in extras else document["dependency-groups"][name])


def lock(name: str, upgrade: bool) -> None:
    """Write one lock."""
    target = FOLDER / f"{name}.txt"
    bounds = [f"--constraint={FOLDER / other}.txt" for other in LOCKS[: LOCKS.index(name)]]
    with tempfile.NamedTemporaryFile("w", suffix=".in") as file:
        file.write("\n".join(wanted(name)))
        file.flush()
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, file.name, *bounds]
        subprocess.run([*command, *["--upgrade"] * upgrade, f"--output-file={target}"], check=True)
    lines = [line for line in target.read_text().splitlines() if not line.startswith(("#", "-"))]
    target.write_text(HEADER + "\n".join(lines).strip() + "\n")


def main(arguments: list[str]) -> int:
    """Write the named locks, or every lock; ``--upgrade`` takes the newest that pyproject.toml allows."""
    FOLDER.mkdir(exist_ok=True)
    named = [name for name in LOCKS if name in arguments]
    for name in named or LOCKS:
        lock(name, "--upgrade" in arguments)
        print(f"locked {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
