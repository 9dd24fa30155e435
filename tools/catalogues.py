"""The message catalogues: English in the code, bokmål and nynorsk in ``src/rettvis/locale``.

    python tools/catalogues.py update     take up new texts, drop those that are gone, sort
    python tools/catalogues.py compile    write the .mo files that the program reads
    python tools/catalogues.py check      complete, no fault; exit status 1 with every fault otherwise

Each layer has its own catalogue (its domain), and everything under ``web`` is in ``django``. An entry
holds a text and its translation and nothing else, one block each and sorted, so that two people's
changes seldom meet. Nothing is guessed from a similar text: a changed text is a new one.
"""

import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "rettvis"
LANGUAGES = ("nb", "nn")
DOMAINS = {
    "rulekit": "rulekit",
    "lawbook": "lawbook",
    "journey": "journey",
    "edges": "edges",
    "cli": "cli",
    "django": "web",
}
"""Catalogue, and the folder whose texts it holds."""

KEYWORDS = {
    **dict.fromkeys(("sentence", "N_", "_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
TEMPLATES = {".html", ".txt", ".jinja"}
JINJA = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Key = tuple[str, str | None]
Text = str | tuple[str, ...]
Spoken = dict[Key, tuple[str, object]]


def path_of(source: Path, language: str, domain: str) -> Path:
    """Where the catalogue of ``domain`` in ``language`` lies."""
    return source / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def key_of(message: Message) -> Key:
    """What tells one entry from another: the text (its singular) and its context."""
    text = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return str(text), message.context


def files(folder: Path) -> Iterator[Path]:
    """Every file of a layer that may hold a text for users."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in inside):
            yield path


def extracted(source: Path, domain: str) -> dict[Key, Message]:
    """Every text of one domain that the code and the templates hold."""
    found: dict[Key, Message] = {}
    for path in files(source / DOMAINS[domain]):
        for text, context in texts_in_code(path) if path.suffix == ".py" else texts_in_template(path):
            message = Message(text, context=context)
            if message.id and (key_of(message) not in found or message.pluralizable):
                found[key_of(message)] = message
    return found


def texts_in_template(path: Path) -> Iterator[tuple[Text, str | None]]:
    """The texts of a Jinja2 template, with their context."""
    for _, text, _, context in extract_from_file("jinja2", path, KEYWORDS, options=JINJA):
        yield text, context


def texts_in_code(path: Path) -> Iterator[tuple[Text, str | None]]:
    """The texts of a Python file, also those inside an f-string, which not every Python reads alike."""
    for call in calls(path):
        places = KEYWORDS[called(call.func)] or (1,)
        numbers = [place[0] if isinstance(place, tuple) else place for place in places]
        parts = [constant(call.args[number - 1]) if number <= len(call.args) else None for number in numbers]
        if None in parts:
            continue
        context = parts.pop(0) if isinstance(places[0], tuple) else None
        yield parts[0] if len(parts) == 1 else tuple(parts), context


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call that names a text for users."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and called(node.func) in KEYWORDS:
            yield node


def constant(argument: ast.expr) -> str | None:
    """The text of an argument, where it is written there."""
    written_there = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return argument.value if written_there else None


def read(path: Path, language: str) -> dict[Key, Message]:
    """The entries of one catalogue; an absent file has none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return {key_of(message): message for message in catalogue if message.id}


def written(language: str, texts: dict[Key, Message], old: dict[Key, Message]) -> str:
    """The catalogue as ``update`` writes it: the texts there are, with the translations there were."""
    catalogue = Catalog(locale=language)
    for key in sorted(texts, key=lambda key: (key[0], key[1] or "")):
        translated = old[key].string if key in old else ("", "") if texts[key].pluralizable else ""
        comments = old[key].user_comments if key in old else ()
        catalogue.add(texts[key].id, translated, context=key[1], user_comments=comments)
    for message in catalogue:
        message.flags.clear()
    file = io.BytesIO()
    write_po(file, catalogue, width=0, omit_header=True, no_location=True)
    return HEADER.format(language=language) + file.getvalue().decode().rstrip() + "\n"


def update(source: Path = SOURCE) -> None:
    """Write every catalogue anew from the texts there are."""
    for domain in DOMAINS:
        texts = extracted(source, domain)
        for language in LANGUAGES:
            path = path_of(source, language, domain)
            if not texts:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(language, texts, read(path, language)), encoding="utf-8")


def compile_all(source: Path = SOURCE) -> list[Path]:
    """Write the .mo file beside each .po file that is newer; gives all .mo files."""
    targets = []
    for path in sorted((source / "locale").glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        targets.append(target)
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        with target.open("wb") as file:
            write_mo(file, catalogue)
    return targets


def faults(source: Path = SOURCE) -> list[str]:
    """One sentence for every fault of every catalogue."""
    found = [fault for path in files(source) for fault in built_texts(path)]
    for language in LANGUAGES:
        spoken: Spoken = {}
        for domain in DOMAINS:
            path = path_of(source, language, domain)
            place = f"{language}/{path.name}"
            texts, entries = extracted(source, domain), read(path, language)
            here = catalogue_faults(place, texts, entries, domain)
            if texts and not here and path.read_text(encoding="utf-8") != written(language, texts, entries):
                here.append(f"{place}: not as update writes it: run `make catalogues`")
            found += [*here, *two_translations(place, entries, spoken)]
    return found


def two_translations(place: str, entries: dict[Key, Message], spoken: Spoken) -> Iterator[str]:
    """Below ``web`` the catalogues are read as one, so one text has one translation in all of them."""
    for key, message in entries.items():
        where, other = spoken.setdefault(key, (place, message.string))
        if other != message.string:
            yield f"{place}: {key[0]!r} has another translation in {where}: use one, or another English text"


def catalogue_faults(
    place: str, texts: dict[Key, Message], entries: dict[Key, Message], domain: str
) -> list[str]:
    """Texts without a translation, translations without a text, and translations that cannot be right."""
    gone = entries.keys() - texts
    found = [f"{place}: {key[0]!r} is no longer in the code: run `make catalogues`" for key in gone]
    for key, text in texts.items():
        entry = entries.get(key)
        strings = strings_of(entry) if entry else []
        if entry is None or not all(strings):
            found.append(f"{place}: {key[0]!r} is not translated")
        elif entry.fuzzy:
            found.append(f"{place}: {key[0]!r} is marked fuzzy: read it and take the mark away")
        else:
            found += placeholder_faults(place, key[0], text, strings, domain)
    return sorted(found)


def strings_of(message: Message) -> list[str]:
    """The translations of an entry, one for each plural form."""
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def placeholder_faults(
    place: str, name: str, text: Message, strings: list[str], domain: str
) -> Iterator[str]:
    """A translation must hold the same values as the text; a plural form may leave the number out."""
    sources = list(text.id) if isinstance(text.id, (tuple, list)) else [text.id]
    wanted = set().union(*(placeholders(source, domain) for source in sources))
    for translated in strings:
        there = placeholders(translated, domain)
        if there - wanted:
            yield f"{place}: {name!r}: the translation has {listed(there - wanted)}, which the text has not"
        if wanted - there and not text.pluralizable:
            yield f"{place}: {name!r}: the translation lacks {listed(wanted - there)}"


def listed(names: set[str]) -> str:
    """Names in a sentence."""
    return ", ".join(sorted(names))


def placeholders(text: str, domain: str) -> set[str]:
    """The values a text takes: ``{until:date}``, and in the web's texts ``%(name)s`` too."""
    named = set(re.findall(r"%\(\w+\)[a-z]", text)) if domain == "django" else set()
    try:
        fields = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return named | {"an unpaired brace"}
    return named | {f"{{{name}:{unit}}}" if unit else f"{{{name}}}" for _, name, unit, _ in fields}


def built_texts(path: Path) -> Iterator[str]:
    """A text built in the code (an f-string, a sum) can have no translation."""
    for call in calls(path) if path.suffix == ".py" else ():
        if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp)):
            yield f"{path.name}:{call.lineno}: a text built in the code: write it whole, values by name"


def called(function: ast.expr) -> str:
    """The bare name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def check() -> int:
    """Print every fault; the exit status."""
    found = faults()
    print("\n".join(found) if found else "catalogues: every text is translated")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """``update``, ``compile`` or ``check``."""
    if arguments == ["check"]:
        return check()
    if arguments == ["update"]:
        update()
    elif arguments == ["compile"]:
        compile_all()
    else:
        print("usage: python tools/catalogues.py update|compile|check", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
