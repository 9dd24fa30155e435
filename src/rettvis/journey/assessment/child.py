"""What must be found out when the case concerns a child."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class BestInterests:
    """The child's best interests: what was found, how it was taken into account, and the child's own view.

    Law: barnekonvensjonen art. 3; pbrl § 3-1: children able to form a view are informed and heard.
    ``child_view`` is the child's view, or ``why_not_heard`` the reason that there is none.
    """

    assessment: str = ""
    considered: str = ""
    child_view: str = ""
    why_not_heard: str = ""


@dataclass(frozen=True)
class Child:
    """The child whom the need is about. ``ordinary_care`` is the care any child of that age needs."""

    birth_date: date | None = None
    lives_at_home: bool | None = None
    has_disability: bool | None = None
    ordinary_care: str = ""
    school: str = ""
    siblings: int | None = None
    about_siblings: str = ""
    best_interests: BestInterests = BestInterests()

    def age_on(self, on: date) -> int | None:
        """Completed years on the day ``on``; ``None`` when the birth date is not known."""
        if self.birth_date is None:
            return None
        had_birthday = (on.month, on.day) >= (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - (0 if had_birthday else 1)
