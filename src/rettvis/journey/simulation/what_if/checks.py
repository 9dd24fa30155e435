"""What must be right about the what-ifs before they are run; every fault with its place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rettvis.journey.simulation.what_if.scenario import Scenario
from rettvis.lawbook.norms import MUNICIPALITIES
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.expression import Parameter, Value
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import Sentence, sentence

MOST_SCENARIOS = 100
LONGEST_NAME = 120


def check_scenarios(
    scenarios: Sequence[Scenario],
    parameters: Mapping[str, Parameter],
    scheme: SchemeVersion | None,
    path: str = "scenarios",
) -> list[Fault]:
    """Every fault of the what-ifs, each at ``scenarios.2.set.age_limit``, counted from 1."""
    faults = []
    if not scenarios:
        faults.append(Fault(path, sentence("List at least one what-if.")))
    if len(scenarios) > MOST_SCENARIOS:
        text = sentence("At most {most} what-ifs can be run at once.", most=MOST_SCENARIOS)
        faults.append(Fault(path, text))
    seen: set[str] = set()
    for place, scenario in enumerate(scenarios, start=1):
        here = f"{path}.{place}"
        faults += _check_name(f"{here}.name", scenario.name, seen)
        faults += _check_changes(f"{here}.set", scenario.changes, parameters)
        if scenario.norms and scenario.norms.casefold() not in MUNICIPALITIES:
            names = sorted(set(MUNICIPALITIES.values()))
            faults.append(unknown_name(f"{here}.norms", scenario.norms, names))
        faults += _check_step(f"{here}.supplement_step", scenario.step, scheme)
        if not scenario.changes and not scenario.norms and scenario.step is None:
            text = sentence("This what-if changes nothing. Give it set, norms or supplement_step.")
            faults.append(Fault(here, text))
    return faults


def _check_name(place: str, name: str, seen: set[str]) -> Iterator[Fault]:
    if not name.strip():
        yield Fault(place, sentence("Give the what-if a name."))
    elif name.strip().casefold() in seen:
        yield Fault(place, sentence("Two what-ifs are named “{name}”. Rename one of them.", name=name))
    if len(name) > LONGEST_NAME:
        yield Fault(place, sentence("The name is longer than {most} characters.", most=LONGEST_NAME))
    seen.add(name.strip().casefold())


def _check_changes(
    place: str, changes: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> Iterator[Fault]:
    for name, value in changes.items():
        if name not in parameters:
            yield unknown_name(f"{place}.{name}", name, parameters)
            continue
        wrong = wrong_value(parameters[name], value)
        if wrong is not None:
            yield Fault(f"{place}.{name}", wrong)


def wrong_value(parameter: Parameter, value: object) -> Sentence | None:
    """Why a value cannot be the parameter's; None where it can."""
    if isinstance(parameter.value, bool):
        if isinstance(value, bool):
            return None
        return sentence("“{raw}” is not yes or no. Write true or false.", raw=str(value))
    if isinstance(parameter.value, int):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and 0 <= value <= parameter.maximum:  # type: ignore[operator]
            return None
        return sentence(
            "“{raw}” is not a whole number from 0 to {most:number}.", raw=str(value), most=parameter.maximum
        )
    if isinstance(parameter.value, date):
        right = isinstance(value, date)
        return None if right else sentence("“{raw}” is not a date. Write it as 2026-07-01.", raw=str(value))
    return None if isinstance(value, str) else sentence("“{raw}” is not a text.", raw=str(value))


def _check_step(place: str, step: int | None, scheme: SchemeVersion | None) -> Iterator[Fault]:
    if step is None:
        return
    if scheme is None:
        yield Fault(place, sentence("Name the file of the supplement scheme, as “scheme: scheme.yaml”."))
    elif step and scheme.step(step) is None:
        known = [known.number for known in scheme.steps]
        yield Fault(
            place, sentence("There is no step {step}. The steps are {known}.", step=step, known=known)
        )
