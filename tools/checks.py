"""``make check``: what can be said without running the program. Every check runs, also after a fault."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "style": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "glossary": [PYTHON, "tools/glossary.py"],
    "catalogues": [PYTHON, "tools/catalogues.py", "check"],
    "browser files": [PYTHON, "tools/vendor.py", "check"],
    "published figures": [PYTHON, "tools/published_figures.py", "check"],
    "law book": [str(BIN / "rettvis"), "lawbook", "--check"],
}


def passes(name: str, command: list[str]) -> bool:
    """Run one check; its words are printed only where it finds something."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{'ok    ' if result.returncode == 0 else 'FAULT '} {name}", flush=True)
    if result.returncode:
        print(result.stdout + result.stderr, flush=True)
    return result.returncode == 0


def main() -> int:
    """Run every check; the exit status is 1 where any found a fault."""
    results = [passes(name, command) for name, command in CHECKS.items()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
