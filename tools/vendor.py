"""Browser files of others, copied into the application with their versions, hashes and licences.

``python tools/vendor.py fetch`` copies the files named in :data:`PACKAGES` from npm (``npm`` must be
installed) and writes ``vendor.lock``; ``python tools/vendor.py check`` compares the files with the lock
and needs nothing. The application never fetches anything from elsewhere in the browser, and building it
never needs npm: the copied files are part of the source.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "src" / "rettvis" / "web" / "static" / "vendor"
LOCK = "vendor.lock"


@dataclass(frozen=True)
class Package:
    """One npm package: ``files`` maps the path in the package to the path under the vendor folder."""

    name: str
    version: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "@digdir/designsystemet-css",
        "1.22.0",
        {
            "dist/src/index.css": "designsystemet/designsystemet.css",
            "dist/theme/designsystemet.css": "designsystemet/theme.css",
            "LICENSE": "designsystemet/LICENSE",
        },
    ),
    Package(
        "@digdir/designsystemet-web",
        "1.22.0",
        {
            "dist/umd/index.js": "designsystemet/designsystemet.js",
            "LICENSE": "designsystemet/LICENSE-web",
        },
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        {
            "wght.css": "inter/inter.css",
            "files/inter-latin-wght-normal.woff2": "inter/files/inter-latin-wght-normal.woff2",
            "files/inter-latin-ext-wght-normal.woff2": "inter/files/inter-latin-ext-wght-normal.woff2",
            "LICENSE": "inter/LICENSE",
        },
    ),
    Package("htmx.org", "4.0.1", {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"}),
)


def adapted(target: str, content: bytes) -> bytes:
    """``content`` as we serve it: no pointer to a file that is not copied, Inter named as the theme does."""
    if target.endswith(".js"):
        return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content)
    if target == "inter/inter.css":
        latin = r"/\* inter-latin(?:-ext)?-wght-normal \*/\n@font-face \{.*?\n\}"
        blocks = re.findall(latin, content.decode(), re.S)
        return ("\n\n".join(blocks) + "\n").replace("'Inter Variable'", "'Inter'").encode()
    return content


def fetch(folder: Path = FOLDER) -> None:
    """Copy every file of every package into ``folder`` and write the lock."""
    entries = []
    for package in PACKAGES:
        contents, licence = unpacked(package)
        for source, target in package.files.items():
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(adapted(target, contents[source]))
            entries.append(entry(package, target, path, licence))
    (folder / LOCK).write_text("\n".join([HEADER, *entries]), encoding="utf-8")


HEADER = "# Written by tools/vendor.py: what each copied file is, and what it must hash to.\n"


def entry(package: Package, target: str, path: Path, licence: str) -> str:
    """One block of the lock, in TOML."""
    values = {
        "file": target,
        "package": package.name,
        "version": package.version,
        "licence": licence,
        "sha256": digest(path),
    }
    return "\n".join(["[[file]]", *(f'{key} = "{value}"' for key, value in values.items()), ""])


def unpacked(package: Package) -> tuple[dict[str, bytes], str]:
    """The named files of one package as npm packs it, and the licence it declares."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            contents = {source: member(archive, source) for source in package.files}
            licence = json.loads(member(archive, "package.json"))["license"]
    return contents, str(licence)


def member(archive: tarfile.TarFile, path: str) -> bytes:
    """One file of the package; a name that is not there is a broken promise."""
    file = archive.extractfile(f"package/{path}")
    if file is None:
        raise FileNotFoundError(path)
    return file.read()


def digest(path: Path) -> str:
    """The sha256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults(folder: Path = FOLDER) -> list[str]:
    """One sentence for each file that is not what the lock says."""
    listed = {item["file"]: item["sha256"] for item in tomllib.loads((folder / LOCK).read_text())["file"]}
    files = (path for path in folder.rglob("*") if path.is_file())
    present = {path.relative_to(folder).as_posix() for path in files} - {LOCK}
    unlisted, missing = sorted(present - set(listed)), sorted(set(listed) - present)
    found = [f"{name} is in {LOCK}, but the file is missing" for name in missing]
    found += [f"{name} is not in {LOCK}: add it to tools/vendor.py" for name in unlisted]
    changed = [name for name in sorted(present & set(listed)) if digest(folder / name) != listed[name]]
    return found + [f"{name} is not the file that {LOCK} names: fetch it again" for name in changed]


def main(arguments: list[str]) -> int:
    """``fetch`` or ``check``."""
    if arguments == ["fetch"]:
        fetch()
    elif arguments != ["check"]:
        print("usage: python tools/vendor.py fetch|check", file=sys.stderr)
        return 2
    found = faults()
    print("\n".join(found) if found else "vendor: every copied file is what the lock says")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
