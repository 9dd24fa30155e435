"""What the figures mean, in the words that stand on the page, in the files and in the handbook."""

from collections.abc import Iterator

from django.utils.translation import gettext as _


def definitions() -> Iterator[tuple[str, str]]:
    """Each word of the statistics and what is meant by it."""
    yield (
        _("User"),
        _(
            "A person with at least one granted service line in force on the day. With several she is one "
            "user."
        ),
    )
    yield (
        _("In force"),
        _(
            "Granted, begun and not ended on the day, the first and the last day included, and neither "
            "replaced nor annulled by then. A line without a first day begins the day it was decided."
        ),
    )
    yield (
        _("Hours"),
        _(
            "Granted hours a week, in whole minutes as the decision has them; hours a month are turned into "
            "weeks by the number of weeks that the decision states, 52 a year unless it says otherwise, and "
            "rounded up to whole minutes."
        ),
    )
    yield (
        _("Mean and median"),
        _(
            "Over users with at least one line given in hours. Lines without hours make a user, but count in "
            "no mean and no median."
        ),
    )
    yield _("Interval"), _("Over the lower number of hours, up to and including the upper.")
    yield (
        _("New and ended"),
        _(
            "New has a line in force on the last day of the period and had none the day before it began; "
            "ended the other way round. Users on the last day are users the day before, and new, less ended."
        ),
    )
    yield (
        _("Changed"),
        _("In force on both days, with other minutes a week in a service that the person had on both."),
    )
    yield (
        _("Age"),
        _("Whole years on the day; for a period, on its last day, so that a birthday makes nobody new."),
    )


def hiding(threshold: int | None) -> str:
    """What is hidden, and what is not protected."""
    if threshold is None:
        return _("Nothing is hidden. These figures are for those who may see the cases.")
    return _(
        "Groups of fewer than %(threshold)s users are hidden, and so are hours that one user has most of. "
        "More groups are hidden until none of them can be recomputed from what is shown. A group of nobody "
        "is shown as zero. Figures are shown only for days between which at least %(threshold)s users have "
        "got other hours. What somebody knows from elsewhere is not protected against."
    ) % {"threshold": threshold}
