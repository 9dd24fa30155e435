"""What a look ahead rests on, in sentences that stand beside its figures."""

from rettvis.journey.statistics.ahead.projection import Ahead
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import Sentence, sentence


def assumptions(one: Ahead, within: int) -> list[Sentence]:
    """What is held still, what the interval holds and does not, and what changed in the base years."""
    told = [
        sentence(
            "Users for each inhabitant of each age, and hours for each user, are held as in {years}.",
            years=[str(year) for year in one.base_years],
        ),
        sentence(
            "The interval holds {within:number} percent of what chance alone gives in the number of users. "
            "It does not hold changes in law, practice, prices or hours for each user.",
            within=within,
        ),
    ]
    if one.trend is not None:
        told.append(
            sentence(
                "Users for each inhabitant changed by {percent} percent a year over these years. The "
                "projection does not let it go on.",
                percent=decimal_text(one.trend * 100, 1),
            )
        )
    return told
