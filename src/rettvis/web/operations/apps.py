"""Tells Django about this app, and puts the health page in the administrator's menu."""

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rettvis.web.pages.menu import MenuItem, register_menu


class OperationsConfig(AppConfig):
    """The ``operations`` app."""

    name = "rettvis.web.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the health page and the nightly work."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.invoices.from_folder import look_in_folder
        from rettvis.web.invoices.rematching import match_open
        from rettvis.web.invoices.waiting import read_waiting
        from rettvis.web.operations.folder import check_folder, check_rules
        from rettvis.web.operations.health import register_check
        from rettvis.web.operations.nightly import check_seal, clean, count_deadlines, seal_log
        from rettvis.web.operations.tasks import register_look, register_nightly
        from rettvis.web.timesheets.registers import check_everything, check_what_is_new
        from rettvis.web.timesheets.taking import forget_old

        register_nightly("seal", seal_log)
        register_nightly("deadlines", count_deadlines)
        register_nightly("clean", clean)
        register_check(check_seal)
        register_look("the folder of invoices", look_in_folder)
        register_look("invoices that wait to be read", read_waiting)
        register_look("invoices and registers", match_open)
        register_look("timesheets and registers", check_what_is_new)
        register_nightly("timesheets", check_everything)
        register_look("timesheets that wait", lambda: forget_old(timezone.now()))
        register_nightly("invoices", lambda _on: match_open(always=True))
        register_check(check_folder)
        register_check(check_rules)
        register_menu(MenuItem(gettext_lazy("Operation"), "health_page", ALLOWED[Action.MANAGE_ROLES], 97))
