"""The internal record says which forms were used, what was answered, and what was left open."""

from dataclasses import replace

import pytest

from rettvis.journey.assessment import Answer, FormGroup, FormKind, FormRow, LocalWords, MappingForm, UsedForm
from rettvis.journey.decision.document import FactTable
from rettvis.journey.decision.letter import internal_record
from tests.journey.decision.complete import complete, on_day

ROWS = (
    FormRow("a", LocalWords("Tolk er avklart", "Tolk er avklart")),
    FormRow("b", LocalWords("Samtykke er gitt", "Samtykke er gitt")),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_record_tells_what_was_ticked_off_and_what_was_not(language: str) -> None:
    case = complete()
    title = LocalWords("Sjekkliste for besøk", "Sjekkliste for besøk")
    form = MappingForm(FormKind.CHECKLIST, FormGroup.ADULT, title, ROWS)
    used = UsedForm("f", 3, form, (Answer("a", done=True, text="Ikke behov"),))
    told = replace(case, assessment=replace(case.assessment, forms=(used,)))
    record = internal_record(told, language, on_day())
    (table,) = [
        block
        for block in record.blocks
        if isinstance(block, FactTable) and block.caption.startswith("Sjekkliste")
    ]
    assert table.caption == "Sjekkliste for besøk, versjon 3"
    open_words = {"nb": "Ikke krysset av", "nn": "Ikkje kryssa av"}[language]
    done_words = {"nb": "Krysset av", "nn": "Kryssa av"}[language]
    assert table.rows == (
        ("Tolk er avklart", f"{done_words}. Ikke behov"),
        ("Samtykke er gitt", open_words),
    )
