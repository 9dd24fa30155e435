"""What kinds of help there are: how the law divides minutes, and what a person may ask for."""

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class KindOfService(Choice):
    """The kinds that minutes a week are divided by, named as the facts of the right to BPA.

    Law: hol § 3-2 first paragraph no. 6 a (home nursing) and b (the first four), § 3-6 no. 2 (respite).
    """

    PERSONAL_CARE = "personal_care", N_("Personal care")
    PRACTICAL_ASSISTANCE = "practical_assistance", N_("Practical assistance")
    TRAINING = "training", N_("Training in daily tasks")
    SUPPORT_CONTACT = "support_contact", N_("Support contact")
    HOME_NURSING = "home_nursing", N_("Home nursing")
    RESPITE = "respite", N_("Respite")
    RESPITE_HEALTH = "respite_health", N_("Health care during respite")


class Service(Choice):
    """What a person may ask for and a decision may answer. BPA is a way to organise, asked for as itself."""

    BPA = "bpa", N_("User-controlled personal assistance (BPA)")
    PERSONAL_ASSISTANCE = "personal_assistance", N_("Personal assistance")
    PRACTICAL_ASSISTANCE = "practical_assistance", N_("Practical assistance")
    TRAINING = "training", N_("Training in daily tasks")
    SUPPORT_CONTACT = "support_contact", N_("Support contact")
    HOME_NURSING = "home_nursing", N_("Home nursing")
    RESPITE = "respite", N_("Respite")
    CARE_ALLOWANCE = "care_allowance", N_("Care allowance")
    DAY_ACTIVITY = "day_activity", N_("Day activity centre")
    MEALS_ON_WHEELS = "meals_on_wheels", N_("Meals delivered at home")
    OTHER = "other", N_("Another service")
