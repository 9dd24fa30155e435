"""The words that a person is found by follow her name, however it is written."""

import importlib
from datetime import date

import pytest
from django.apps import apps

from rettvis.web.application.models import Person
from rettvis.web.application.name_words import NameWord, PersonWord, searched_words, words_of
from tests.web.conftest import Place


def kept(person: Person) -> set[str]:
    return set(PersonWord.objects.filter(person=person).values_list("word__text", flat=True))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Åse Bråten", "ase"),
        ("Åse Bråten", "Aase"),
        ("Åse Bråten", "BRÅTEN"),
        ("Aase Braaten", "åse"),
        ("Bjørn Ødegård", "odegard"),
        ("Bjørn Ødegård", "Oedegaard"),
        ("Ingrid Næss", "naess"),
        ("Renée Lemaître", "lemaitre"),
        ("Anne-Marie Lie", "annemarie"),
        ("Anne-Marie Lie", "marie"),
        ("Siobhán O’Brien", "obrien"),
        ("Máret Áŋŋel", "annel"),
        ("A\u030ase Berg", "åse"),
        ("İpek Işık", "ipek"),
        ("Jörg Weiß", "weiss"),
    ],
)
def test_a_name_is_found_by_the_words_as_people_type_them(name: str, typed: str) -> None:
    [word] = searched_words(typed)
    assert word in words_of(name)


def test_what_is_searched_for_is_told_apart_from_other_letters() -> None:
    assert searched_words("Åsen") == ["aasen"]
    assert "aasen" not in words_of("Asen"), "somebody who types å does not mean a"


def test_words_are_searched_for_once_each_and_signs_are_not_words() -> None:
    assert searched_words(" Berg, ola-berg % _ '") == ["berg", "ola"]


def test_a_person_who_is_saved_is_found_by_the_new_name_alone(here: Place) -> None:
    person = Person.objects.create(
        municipality=here.municipality, name="Ola Berg", birth_date=date(1980, 5, 1)
    )
    assert kept(person) == {"ola", "berg"}
    person.name = "Ola Sæther"
    person.save(update_fields=["name"])
    assert kept(person) == {"ola", "saether"}


def test_many_persons_at_once_have_their_words_and_each_word_stands_once(here: Place) -> None:
    people = Person.objects.bulk_create(
        Person(municipality=here.municipality, name=f"Kari N{number}", birth_date=date(1980, 5, 1))
        for number in range(1200)
    )
    assert kept(people[-1]) == {"kari", "n1199"}
    assert NameWord.objects.count() == 1201


def test_the_migration_takes_apart_the_names_that_were_there(here: Place) -> None:
    person = Person.objects.create(
        municipality=here.municipality, name="Ola Berg", birth_date=date(1980, 5, 1)
    )
    PersonWord.objects.all().delete()
    migration = importlib.import_module("rettvis.web.application.migrations.0004_words_of_everybody")
    migration.index_everybody(apps, None)
    assert kept(person) == {"ola", "berg"}
