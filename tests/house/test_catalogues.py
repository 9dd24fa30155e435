"""The catalogues are whole, and the check finds what would leave a reader with English or a wrong value."""

from pathlib import Path

import pytest

from tools import catalogues

CODE = """
def texts(n):
    sentence("Hello {name}.", name=sentence("inner text"))
    ngettext("{n} hour", "{n} hours", n)
    return f"*{say(sentence('Inside an f-string'))}*"
"""
PAGE = "<p>{% trans name=name %}Dear {{ name }},\n   welcome.{% endtrans %}</p>{{ _('Save') }}"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small source tree with one text of each kind, all translated."""
    for folder in catalogues.DOMAINS.values():
        (tmp_path / folder).mkdir()
    (tmp_path / "journey" / "texts.py").write_text(CODE)
    (tmp_path / "web" / "templates").mkdir()
    (tmp_path / "web" / "templates" / "page.html").write_text(PAGE)
    catalogues.update(tmp_path)
    for path in tmp_path.rglob("*.po"):
        path.write_text(translated(path.read_text()))
    return tmp_path


def translated(catalogue: str) -> str:
    """The catalogue with each text as its own translation."""
    lines: list[str] = []
    text = ""
    for line in catalogue.split("\n\n", 1)[1].splitlines():
        text = line.split(" ", 1)[1] if line.startswith("msgid") else text
        lines.append(line.replace('""', text) if line.startswith("msgstr") else line)
    return catalogue.split("\n\n", 1)[0] + "\n\n" + "\n".join(lines) + "\n"


def test_every_text_of_the_application_is_translated() -> None:
    assert catalogues.faults() == []


def test_texts_are_found_in_code_and_templates_and_inside_each_other(source: Path) -> None:
    assert {key[0] for key in catalogues.extracted(source, "journey")} == {
        "Hello {name}.",
        "inner text",
        "{n} hour",
        "Inside an f-string",
    }
    assert {key[0] for key in catalogues.extracted(source, "django")} == {"Dear %(name)s, welcome.", "Save"}


def test_whole_catalogues_have_no_fault_and_stay_as_they_are(source: Path) -> None:
    before = {path: path.read_text() for path in source.rglob("*.po")}
    assert catalogues.faults(source) == []
    catalogues.update(source)
    assert {path: path.read_text() for path in source.rglob("*.po")} == before


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "inner text"', 'msgstr ""', "'inner text' is not translated"),
        ('msgid "inner text"', 'msgid "other text"', "'other text' is no longer in the code"),
        ('msgstr "Hello {name}."', 'msgstr "Hei {navn}."', "has {navn}, which the text has not"),
        ('msgstr "Hello {name}."', 'msgstr "Hei."', "the translation lacks {name}"),
        ('msgid "inner text"', '#, fuzzy\nmsgid "inner text"', "'inner text' is marked fuzzy"),
    ],
)
def test_a_planted_fault_is_found(source: Path, old: str, new: str, fault: str) -> None:
    path = catalogues.path_of(source, "nb", "journey")
    path.write_text(path.read_text().replace(old, new))
    assert any(fault in found for found in catalogues.faults(source))


def test_a_new_text_is_found(source: Path) -> None:
    (source / "cli" / "new.py").write_text('_("A new text")')
    assert "nn/cli.po: 'A new text' is not translated" in catalogues.faults(source)


def test_a_text_built_in_the_code_is_found(source: Path) -> None:
    (source / "cli" / "new.py").write_text('sentence(f"Hello {name}")')
    assert any("new.py:1: a text built in the code" in fault for fault in catalogues.faults(source))


def test_one_text_with_two_translations_is_found(source: Path) -> None:
    (source / "cli" / "new.py").write_text('_("Save")')
    catalogues.update(source)
    path = catalogues.path_of(source, "nb", "cli")
    path.write_text(path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Lagre"'))
    assert any("'Save' has another translation" in fault for fault in catalogues.faults(source))


def test_compiling_writes_what_gettext_reads(source: Path) -> None:
    assert {path.name for path in catalogues.compile_all(source)} == {"journey.mo", "django.mo"}
