"""``make bench``: what is fast, measured side by side; ``python -m bench rules`` for one part."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _rules(words: list[str]) -> None:
    from bench.rules.run import main

    main(words)


def _script(name: str) -> Callable[[list[str]], None]:
    def run(words: list[str]) -> None:
        # As a module: a script's own folder would come before the standard library's statistics.
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        command = [sys.executable, "-m", f"bench.{name}", *words]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})

    return run


def main(words: list[str]) -> None:
    """Run the named part with its options, or every part one after the other."""
    here = Path(__file__).parent
    scripts = [path.stem for path in here.glob("*.py") if path.stem not in ("__main__", "__init__")]
    packages = [path.parent.name for path in here.glob("*/__main__.py")]
    parts = {"rules": _rules, **{name: _script(name) for name in sorted([*scripts, *packages])}}
    if words and words[0] in parts:
        parts[words[0]](words[1:])
        return
    if words:
        raise SystemExit(f"There is no part {words[0]}. The parts are: {', '.join(parts)}.")
    for name, run in parts.items():
        print(f"\n== {name}", flush=True)
        run([])


if __name__ == "__main__":
    main(sys.argv[1:])
