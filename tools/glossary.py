"""Every public name of ``rettvis.journey`` has its row in ``docs/glossary.md``.

A public name is a class, function or constant at the top level of a module under ``rettvis/journey`` whose
name (and whose module's name) does not begin with an underscore. Its row is the one whose last column,
*in the code*, holds the name in backticks. A name in that column that is nowhere in the code is a fault too.

``python tools/glossary.py`` prints every fault, one sentence each; exit status 1 where there is one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rettvis"
GLOSSARY = ROOT / "docs" / "glossary.md"


def public_names(path: Path) -> Iterator[str]:
    """The public names that one module defines (not those it imports)."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def modules(folder: Path) -> Iterator[Path]:
    """Every public module under ``folder``."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if not any(part.startswith("_") and part != "__init__.py" for part in parts):
            yield path


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table, headings left out."""
    for line in text.splitlines():
        if line.startswith("|") and not re.match(r"\|[\s:|-]+\|$", line):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def named(text: str) -> list[str]:
    """The code names that the glossary holds, in its order."""
    return [name for row in rows(text) for name in re.findall(r"`(\w+)`", row[-1])]


def faults(glossary: str, source: Path = SOURCE) -> list[str]:
    """One sentence for each name without a row, in two rows, or in a row and nowhere else."""
    there = named(glossary)
    journey = {name: path for path in modules(source / "journey") for name in public_names(path)}
    everywhere = {name for path in modules(source) for name in public_names(path)}
    lacking = [
        f"{path.relative_to(source.parent)}: {name} has no row in docs/glossary.md: "
        "name it in the last column of the idea it belongs to, or give it a row"
        for name, path in journey.items()
        if name not in there
    ]
    gone = [f"docs/glossary.md: {name} is not in the code" for name in there if name not in everywhere]
    twice = [
        f"docs/glossary.md: {name} is in two rows" for name in sorted(set(there)) if there.count(name) > 1
    ]
    return lacking + gone + twice


def main() -> int:
    """Print every fault; the exit status."""
    found = faults(GLOSSARY.read_text(encoding="utf-8"))
    print("\n".join(found) if found else "glossary: every public name of the journey has its row")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
