"""The municipality's steps: a file of its own in ``RETTVIS_HOME/start_up``, or the usual ones."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rettvis.journey.delivery.start_up import StartUpPlan, read_plan, usual_plan
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class OwnPlan:
    """The plan that counts; and what is wrong in the municipality's file, where it cannot be used."""

    plan: StartUpPlan
    faults: tuple[Fault, ...] = ()


def plan_of(municipality_number: str) -> OwnPlan:
    """The plan of a municipality, by its number: ``start_up/<number>.toml``.

    A file with faults is not used: the usual steps count, and the page says what is wrong.
    """
    path = Path(settings.START_UP) / f"{municipality_number}.toml"
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return OwnPlan(usual_plan())
    return _read(path, changed)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> OwnPlan:
    try:
        return OwnPlan(read_plan(path.read_text(encoding="utf-8")))
    except Faulty as faulty:
        return OwnPlan(usual_plan(), tuple(faulty.faults))
    except (OSError, UnicodeDecodeError):
        message = sentence("The file cannot be read. Save it as UTF-8, where the application may read it.")
        return OwnPlan(usual_plan(), (Fault("file", message),))
