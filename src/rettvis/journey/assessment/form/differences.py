"""What differs between two versions of a form, row by row."""

from dataclasses import dataclass

from rettvis.journey.application.choice import Choice
from rettvis.journey.assessment.form.form import FormRow, MappingForm
from rettvis.rulekit.wording import N_


class Changed(Choice):
    """What happened to a row."""

    ADDED = "added", N_("New")
    REMOVED = "removed", N_("Taken out of the form")
    CHANGED = "changed", N_("Changed")
    MOVED = "moved", N_("Moved")


@dataclass(frozen=True)
class Difference:
    """One row that differs, as it was and as it is."""

    changed: Changed
    before: FormRow | None
    after: FormRow | None


def differences(before: MappingForm, after: MappingForm) -> tuple[Difference, ...]:
    """Every row that differs: those of ``after`` in order, then what was taken out."""
    old = {row.key: row for row in before.rows}
    new = {row.key: row for row in after.rows}
    kept_before = [key for key in old if key in new]
    kept_after = [key for key in new if key in old]
    moved = {one for one, other in zip(kept_before, kept_after, strict=True) if one != other}
    found = []
    for key, row in new.items():
        if key not in old:
            found.append(Difference(Changed.ADDED, None, row))
        elif old[key] != row:
            found.append(Difference(Changed.CHANGED, old[key], row))
        elif key in moved:
            found.append(Difference(Changed.MOVED, old[key], row))
    return (*found, *(Difference(Changed.REMOVED, row, None) for key, row in old.items() if key not in new))
