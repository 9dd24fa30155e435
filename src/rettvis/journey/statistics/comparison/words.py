"""Words of practice, services and routines in tables; a word that is not here stands as it was written."""

from collections.abc import Mapping

from rettvis.rulekit.wording import N_, Sentence

TOPICS: Mapping[str, str] = {
    "responsible_unit": N_("Responsible unit"),
    "mapping": N_("Assessment of needs"),
    "procedures": N_("Procedures"),
    "norms": N_("Norms"),
    "grants_bpa_below_25_hours": N_("BPA below 25 hours a week"),
    "start_up": N_("Start-up"),
    "decision_duration": N_("How long decisions last"),
    "providers": N_("Providers"),
    "administration": N_("Administration"),
    "invoices": N_("Checking of invoices"),
    "breach_remedies": N_("Remedies for a breach"),
    "data_quality": N_("Quality of the data"),
}
"""The topics of practice, in the order of the report."""

NAMES: Mapping[str, str] = {
    "all": N_("everybody"),
    "adult": N_("adults"),
    "child": N_("children"),
    "children": N_("children"),
    "conversation": N_("conversation"),
    "home_visit": N_("home visit"),
    "day_clock_template": N_("template for the day clock"),
    "day_clock_made_per_case": N_("day clock made for each case"),
    "iplos_form_adults": N_("IPLOS form for adults"),
    "child_activities": N_("activities, children"),
    "activities": N_("number of activities"),
    "leisure": N_("leisure"),
    "hours_per_week": N_("hours a week"),
    "adult_hours_per_week": N_("hours a week, adults"),
    "child_hours_per_week": N_("hours a week, children"),
    "practical_help_at_home": N_("practical help at home"),
    "parents_meetings": N_("parents’ meetings"),
    "note": N_("note"),
    "written_procedure": N_("written procedure"),
    "contract_written_by": N_("contract written by"),
    "contract_signed_in_meeting": N_("contract signed in the meeting"),
    "meeting": N_("meeting"),
    "templates": N_("templates"),
    "written_steps": N_("number of written steps"),
    "usual_years": N_("usual number of years"),
    "first_years_in_some_cases": N_("years the first time, in some cases"),
    "reassessed_at_least_every_years": N_("reassessed at least every … years"),
    "child_until_age": N_("children: until the age of"),
    "end_date": N_("end date"),
    "evaluation_after_years": N_("evaluation after years"),
    "private": N_("number of private providers"),
    "municipal": N_("the municipality itself"),
    "users": N_("users"),
    "private_users": N_("users with private providers"),
    "private_hours_per_week": N_("hours a week with private providers"),
    "new_users_may_choose_municipal": N_("new users may choose the municipality"),
    "estimated_municipal_hourly_price_nok": N_("the municipality’s own hourly price, estimated, kroner"),
    "head_of_unit_share_percent": N_("part of a leader’s post, percent"),
    "full_time_equivalents": N_("full-time equivalents"),
    "annual_cost_nok": N_("cost a year, kroner"),
    "frequency": N_("how often"),
    "hours_report_against_decision": N_("hours compared with the decision"),
    "hours_report": N_("report of hours"),
    "checks": N_("what is checked"),
    "checked_by": N_("checked by"),
    "approved_by": N_("approved by"),
    "granted_in_bpa_from_hours_per_week": N_("part of BPA from hours a week"),
    "child_measure_factors": N_("what is weighed for children"),
    "bpa_in_school_hours": N_("BPA in school hours"),
    "physical_activity": N_("physical activity"),
    "social_activity": N_("social activity"),
    "hours": N_("hours"),
    "every_weeks": N_("every … weeks"),
    "often_hours_per_week_in_bpa": N_("often hours a week in BPA"),
    "main_measures": N_("number of main areas"),
    "main_measures_named": N_("main areas named"),
    "measures": N_("number of areas"),
    "usually_not_covered": N_("usually not covered"),
    "time_estimates_for": N_("time estimates for"),
    "under": N_("given as"),
    "bpa": N_("in BPA"),
    "ordinary_service": N_("as an ordinary service"),
    "travel_outside_municipality": N_("Travel outside the municipality"),
    "changes": N_("Changes"),
    "provider_choice": N_("Choice of provider"),
}

VALUES: Mapping[str, str] = {
    "when needed": N_("when needed"),
    "approved": N_("approved"),
    "draft": N_("draft"),
    "internal": N_("internal"),
    "adopted": N_("adopted"),
    "planned": N_("planned"),
    "case handling for health and care services": N_("case handling for health and care services"),
    "case handling for health and care services (revised)": N_(
        "case handling for health and care services (revised)"
    ),
    "internal guide for BPA": N_("internal guide for BPA"),
    "allocation criteria": N_("allocation criteria"),
    "new allocation criteria": N_("new allocation criteria"),
    "individual": N_("individual"),
    "half of the expected meetings, shared parental responsibility": N_(
        "half of the expected meetings, shared parental responsibility"
    ),
    "several decisions, where ordinary services cannot meet the need": N_(
        "several decisions, where ordinary services cannot meet the need"
    ),
    "head of unit": N_("head of unit"),
    "monthly": N_("monthly"),
    "never": N_("never"),
    "rarely": N_("rarely"),
    "age": N_("age"),
    "duty of care": N_("duty of care"),
    "extent and burden": N_("extent and burden"),
    "need of at least 2 years": N_("need of at least 2 years"),
    "only with exemption from compulsory schooling": N_("only with exemption from compulsory schooling"),
    "quarterly reports": N_("quarterly reports"),
    "time used against invoice": N_("time used against invoice"),
    "who worked and when": N_("who worked and when"),
    "correction": N_("correction"),
    "price reduction": N_("price reduction"),
    "damages": N_("damages"),
    "termination": N_("termination"),
    "social functioning": N_("social functioning"),
    "cognitive impairment": N_("cognitive impairment"),
    "looking after own health": N_("looking after own health"),
    "household functions": N_("household functions"),
    "self-care": N_("self-care"),
    "pets and watering flowers": N_("pets and watering flowers"),
    "maintenance and redecoration": N_("maintenance and redecoration"),
    "gardening": N_("gardening"),
    "physically heavy work": N_("physically heavy work"),
    "main cleaning": N_("main cleaning"),
    "transport to and from the service": N_("transport to and from the service"),
    "social participation": N_("social participation"),
    "ordinary housework": N_("ordinary housework"),
    "eating": N_("eating"),
    "own finances": N_("own finances"),
    "getting goods and services": N_("getting goods and services"),
    "cooking": N_("cooking"),
    "mostly not; where ordinary services cannot meet the need soundly, or special regard": N_(
        "mostly not; where ordinary services cannot meet the need soundly, or special regard"
    ),
    "usually none": N_("usually none"),
    "KOSTRA hours for 2025 known to be wrong; no minimum and maximum before 2025": N_(
        "KOSTRA hours for 2025 known to be wrong; no minimum and maximum before 2025"
    ),
    "support_contact": N_("support contact"),
    "1 h per week to 1-2 h per day": N_("1 hour a week to 1–2 hours a day"),
    "earlier practice": N_("earlier practice"),
    "secretary": N_("secretary"),
    "allowed within arbeidsmiljøloven and without extra cost; notice for travel abroad, long stays "
    "elsewhere, and stays in institutions": N_(
        "allowed within arbeidsmiljøloven and without extra cost; notice for travel abroad, long stays "
        "elsewhere, and stays in institutions"
    ),
    "advance notice, new mapping, new day clock where needed, new measuring, new decision": N_(
        "advance notice, new assessment, new day clock where needed, new calculation, new decision"
    ),
    "free choice of provider, and the right to change": N_(
        "free choice of provider, and the right to change"
    ),
    "spouses and cohabitants share the housework": N_("spouses and cohabitants share the housework"),
    "for a child, the care that is normal at that age is taken into account": N_(
        "for a child, the care that is normal at that age is taken into account"
    ),
    "the respite decision will be reassessed": N_("the respite decision will be reassessed"),
    "individual plan and child coordinator may be needed; a new meeting is wanted": N_(
        "individual plan and child coordinator may be needed; a new meeting is wanted"
    ),
    "daily morning and evening care": N_("daily morning and evening care"),
    "housework": N_("housework"),
    "shopping": N_("shopping"),
    "laundry and household tasks": N_("laundry and household tasks"),
}

SERVICES: Mapping[str, str] = {
    "personal_assistance": N_("personal assistance"),
    "practical_assistance": N_("practical assistance"),
    "practical_assistance_at_home": N_("practical assistance at home"),
    "practical_assistance_and_training": N_("practical assistance and training"),
    "home_nursing": N_("home nursing"),
    "health_services_at_home": N_("health services at home"),
    "home_help": N_("home help"),
    "support_contact": N_("support contact"),
    "leisure_contact": N_("leisure contact"),
    "respite": N_("respite"),
    "meals_on_wheels": N_("meals on wheels"),
}


def word(text: str) -> Sentence | str:
    """A name, value or service in words."""
    for words in (TOPICS, NAMES, SERVICES, VALUES):
        if text in words:
            return Sentence(words[text])
    return text
