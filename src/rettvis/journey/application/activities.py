"""The activities people need help with, by a key that is stored and words that are read.

The list is a convenience, not a limit: whatever is not here is written in own words.
"""

from collections.abc import Mapping

from rettvis.rulekit.wording import Sentence, sentence

ACTIVITIES: Mapping[str, Sentence] = {
    "getting_up": sentence("Getting up"),
    "going_to_bed": sentence("Going to bed"),
    "dressing": sentence("Dressing and undressing"),
    "personal_hygiene": sentence("Personal hygiene"),
    "shower": sentence("Shower or bath"),
    "toilet": sentence("Going to the toilet"),
    "transfer": sentence("Moving from one place to another at home"),
    "turning_at_night": sentence("Turning or help during the night"),
    "communication": sentence("Communication"),
    "meals": sentence("Meals"),
    "breakfast": sentence("Breakfast"),
    "lunch": sentence("Lunch"),
    "dinner": sentence("Dinner"),
    "evening_meal": sentence("Evening meal"),
    "cooking": sentence("Cooking"),
    "house_cleaning": sentence("House cleaning"),
    "change_of_bed_linen": sentence("Change of bed linen"),
    "laundry": sentence("Laundry"),
    "laundry_and_daily_tasks": sentence("Laundry and daily tasks"),
    "other_housework": sentence("Other housework"),
    "practical_help_at_home": sentence("Practical help at home"),
    "shopping_and_errands": sentence("Shopping and errands"),
    "bulk_shopping": sentence("Bulk shopping"),
    "own_finances": sentence("Own finances and post"),
    "training_in_daily_tasks": sentence("Training in daily tasks"),
    "social_participation": sentence("Social participation"),
    "physical_activity": sentence("Physical activity"),
    "swimming": sentence("Swimming"),
    "walking_and_exercise": sentence("Walking and exercise"),
    "leisure": sentence("Leisure"),
    "work_or_study": sentence("Help in getting to and through work or study"),
    "parenting": sentence("Help in caring for own children"),
    "medicines": sentence("Medicines"),
    "wound_care": sentence("Wound care"),
    "care_supervision_and_regulation": sentence("Care, supervision and help with regulation"),
    "daily_activities_and_follow_up": sentence("Daily activities and follow-up"),
    "time_with_siblings": sentence("Parents’ time with siblings"),
    "respite": sentence("Respite"),
}
"""Every known activity and its words."""


def activity_label(activity: str | None, words: str) -> Sentence:
    """What an activity is called: the known activity's words, else the person's or caseworker's own."""
    if activity is not None and activity in ACTIVITIES:
        return ACTIVITIES[activity]
    return sentence("{words}", words=words) if words else sentence("An activity without a name")
