"""What a password must be, said in every language of ours."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rettvis.web.access.models import User

SHORTEST = 12


class LongEnough:
    """At least twelve characters: length is what makes a password hard to guess."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ``ValidationError`` for a shorter one."""
        if len(password) < SHORTEST:
            raise ValidationError(
                _("The password is too short. Use at least %(shortest)s characters."),
                params={"shortest": SHORTEST},
            )

    def get_help_text(self) -> str:
        """The same, before anything is typed."""
        return _("At least 12 characters. A sentence of your own is good.")
