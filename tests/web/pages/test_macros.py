"""The pieces of every page: what is seen is also said to a screen reader."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.template import engines

from rettvis.rulekit.wording import sentence
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form


class Sample(Form):
    """One field of each sort."""

    day = DateField(label="Day")
    sort = forms.ChoiceField(
        label="Sort", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="One"
    )
    agreed = forms.BooleanField(label="Agreed")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


def shown(template: str, **context: Any) -> str:
    """The template's text, with both sets of macros at hand."""
    imports = '{% import "pages/parts.jinja" as parts %}{% import "pages/forms.jinja" as forms %}'
    return str(engines.all()[0].from_string(imports + template).render(context))


@pytest.mark.parametrize("name", ["day", "sort", "agreed"])
def test_a_fault_is_tied_to_its_field_and_linked_from_the_top(name: str) -> None:
    form = Sample({})
    field = shown("{{ forms.field(form[name]) }}", form=form, name=name)
    assert f'id="id_{name}_error"' in field
    assert "aria-describedby" in field
    assert field.count(f"id_{name}_error") >= 2
    assert 'aria-invalid="true"' in field
    top = shown("{{ forms.error_summary(form) }}", form=form)
    first = "id_sort_0" if name == "sort" else f"id_{name}"
    assert f'href="#{first}"' in top
    assert f'id="{first}"' in field
    assert "autofocus" in top


def test_every_field_has_a_label_and_a_help_text_that_is_read_out() -> None:
    form = Sample()
    assert '<label class="ds-label" for="id_day">' in shown('{{ forms.field(form["day"]) }}', form=form)
    assert 'aria-describedby="id_day_helptext"' in shown('{{ forms.field(form["day"]) }}', form=form)
    group = shown('{{ forms.field(form["sort"]) }}', form=form)
    assert "<fieldset" in group
    assert "<legend" in group
    assert "valgfritt" in shown('{{ forms.field(form["note"]) }}', form=form)


def test_fields_without_a_form_have_the_same_ties() -> None:
    text = shown('{{ forms.text("minutes", "Minutes", 5, error=wrong) }}', wrong=sentence("yes"))
    assert 'aria-describedby="id_minutes_error"' in text
    assert ">ja</p>" in text
    select = shown('{{ forms.select("n", "N", [(1, "one"), (2, "two")], 2, error="x") }}')
    assert '<option value="2" selected>two</option>' in select


def test_a_conflict_names_who_when_and_what_and_takes_the_focus() -> None:
    rows = [(sentence("yes"), "<b>", "æ")]
    when = datetime(2026, 3, 2, 12, 5, tzinfo=UTC)
    page = shown('{{ parts.conflict("Kari <i>", when, rows) }}', rows=rows, when=when)
    assert "Kari &lt;i&gt; lagret dette 2.\xa0mars 2026 kl. 13.05." in page
    assert "<bdi>&lt;b&gt;</bdi>" in page
    assert "autofocus" in page


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.7.2026", "2026-07-01"),
        ("01.07.26", "2026-07-01"),
        ("2026-07-01", "2026-07-01"),
        ("01072026", "2026-07-01"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, day: str) -> None:
    assert DateField().clean(typed).isoformat() == day


@pytest.mark.parametrize("typed", ["31.2.2026", "x", "1.7.0026", "1.7.20266", "2026-13-01"])
def test_a_mistyped_date_gets_a_sentence(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"dato|årstallet"):
        DateField().clean(typed)
