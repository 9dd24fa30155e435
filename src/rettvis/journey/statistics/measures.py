"""What the measures and groups that are known are called; others keep the name they have in the file."""

from collections.abc import Mapping

from rettvis.rulekit.wording import N_, Sentence

MEASURES: Mapping[str, str] = {
    "bpa_users": N_("BPA users"),
    "bpa_hours": N_("BPA hours"),
    "bpa_hours_per_week": N_("BPA hours a week"),
    "bpa_cost": N_("BPA cost"),
    "bpa_price": N_("Price of a BPA hour"),
    "bpa_administration_hours": N_("Hours of BPA administration"),
    "bpa_administration_cost": N_("Cost of BPA administration"),
    "inhabitants": N_("inhabitants"),
    "inhabitants_low": N_("Inhabitants, low growth"),
    "inhabitants_main": N_("Inhabitants, main alternative"),
    "inhabitants_high": N_("Inhabitants, high growth"),
}
GROUPS: Mapping[str, str] = {"all": N_("everybody"), "adult": N_("adults"), "child": N_("children")}


SERVICES: Mapping[str, str] = {"support_contact": N_("support contact")}
SUMMARIES: Mapping[str, str] = {
    "hours_per_week": N_("hours a week"),
    "age": N_("age"),
    "mean": N_("mean"),
    "median": N_("median"),
}


def measure_text(name: str) -> Sentence | str:
    """A measure in words."""
    return Sentence(MEASURES[name]) if name in MEASURES else name


def group_text(name: str) -> Sentence | str:
    """A group in words."""
    return Sentence(GROUPS[name]) if name in GROUPS else name


def service_text(name: str) -> Sentence | str:
    """A service in words; one that is not known as its file calls it, without the signs of a file."""
    if name == "bpa":
        return "BPA"
    return Sentence(SERVICES[name]) if name in SERVICES else name.replace("_", " ")


def summary_text(name: str) -> Sentence | str:
    """What a summary is of, and which figure of it, in words."""
    return Sentence(SUMMARIES[name]) if name in SUMMARIES else name
