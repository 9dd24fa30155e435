"""What is done with a second factor: set up, asked for at log-in, renewed, and taken away."""

from datetime import datetime

from django.db import transaction

from rettvis.web.access.models import User
from rettvis.web.second_factor.codes import new_secret, new_spare_codes, spare_digest, step_of
from rettvis.web.second_factor.models import Reset, SecondFactor, SpareCode
from rettvis.web.second_factor.vault import Unreadable, opened, seal

SECONDS_TO_SET_UP = 60 * 60


def has_factor(user: User) -> bool:
    """Whether a code is asked for when ``user`` logs in."""
    return SecondFactor.objects.filter(user=user).exists()


def propose(user: User) -> tuple[str, str]:
    """A new secret for ``user``'s telephone, and the same sealed, to come back with her first code."""
    secret = new_secret()
    return secret, seal(f"{user.pk} {secret}")


def proposed(user: User, sealed: str) -> str | None:
    """The secret that was proposed to ``user``; None where it is another's, changed or too old."""
    try:
        owner, secret = opened(sealed, SECONDS_TO_SET_UP).split()
    except (Unreadable, ValueError):
        return None
    return secret if owner == str(user.pk) else None


def set_up(user: User, secret: str, typed: str, now: datetime) -> list[str]:
    """Keep ``secret`` for a right first code; gives the spare codes, which are shown this once.

    Nothing is kept, and no codes are given, for a wrong code or where there is a second factor already.
    """
    step = step_of(secret, typed, now)
    if step is None:
        return []
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if has_factor(user):
            return []
        factor = SecondFactor.objects.create(user=user, sealed_secret=seal(secret), since=now, last_step=step)
        return _give_spare_codes(factor)


def passes(user: User, typed: str, now: datetime) -> bool:
    """Whether ``typed`` is right: from the telephone, or a spare code; either is good once."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        return factor is not None and (_use_step(factor, typed, now) or _use_spare(factor, typed, now))


def renew_spare_codes(user: User) -> list[str]:
    """New spare codes in place of the old."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        return _give_spare_codes(factor) if factor else []


def spare_codes_left(user: User) -> int:
    """How many spare codes are not used."""
    return SpareCode.objects.filter(second_factor__user=user, used_at=None).count()


def reset(user: User, by: User | None, now: datetime) -> bool:
    """Take the factor away and write who did it; False where there was none."""
    with transaction.atomic():
        removed, _by_kind = SecondFactor.objects.filter(user=user).delete()
        if removed:
            Reset.objects.create(user=user, by=by, at=now)
    return bool(removed)


def _give_spare_codes(factor: SecondFactor) -> list[str]:
    codes = new_spare_codes()
    factor.spare_codes.all().delete()
    SpareCode.objects.bulk_create(
        SpareCode(second_factor=factor, digest=spare_digest(factor.user_id, code)) for code in codes
    )
    return codes


def _use_step(factor: SecondFactor, typed: str, now: datetime) -> bool:
    try:
        step = step_of(opened(factor.sealed_secret), typed, now, after=factor.last_step)
    except Unreadable:
        return False
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _use_spare(factor: SecondFactor, typed: str, now: datetime) -> bool:
    unused = factor.spare_codes.filter(digest=spare_digest(factor.user_id, typed), used_at=None)
    return unused.update(used_at=now) == 1
