"""Makes the office's database, and logs the caseworkers in: prints what the load needs to know, as JSON."""

import json
import sys
import time

import django


def main() -> None:
    """``prepare CASES LOOK_UPS WORKERS SEED``."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from bench.desks.filling import fill
    from rettvis.web.access.models import RoleAssignment, User
    from rettvis.web.application.models import OPEN_STATUSES, Case
    from rettvis.web.demo.population import FIRST_NAMES, LAST_NAMES

    cases, look_ups, workers, seed = (int(word) for word in sys.argv[1:5])
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    names = fill(cases, look_ups, workers, seed, timezone.localdate())
    filled = time.perf_counter() - began
    desks = []
    for name in names:
        user, client = User.objects.get(username=name), Client()
        client.force_login(user)
        own = Case.objects.filter(assigned_to=user, status__in=OPEN_STATUSES).order_by("pk")[:40]
        unit = RoleAssignment.objects.get(user=user).unit_id
        colleague = RoleAssignment.objects.filter(unit=unit).exclude(user=user).first()
        desks.append(
            {
                "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "key": user.pk,
                "colleague": colleague.user_id if colleague else user.pk,
                "cases": list(own.values_list("number", flat=True)),
            }
        )
    told = {
        "desks": desks,
        "first_names": FIRST_NAMES,
        "last_names": LAST_NAMES,
        "seconds": round(filled, 1),
        "cookie": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
