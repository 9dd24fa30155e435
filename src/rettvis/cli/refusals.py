"""A command line that could not be read, said so that it can be mended, in the reader's language."""

from collections.abc import Sequence
from typing import Any

import typer

from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import Sentence, sentence

UsageError: Any = typer.BadParameter.__mro__[1]
"""What the command-line library raises for a command line that it cannot read (it has no public name)."""


def usage_fault(error: Any) -> Fault:
    """The fault in our words; the library's own English text is never shown."""
    makers = {
        "NoSuchOption": _unknown_option,
        "MissingParameter": _missing,
        "BadParameter": _unusable,
        "BadOptionUsage": _without_value,
    }
    return makers.get(type(error).__name__, _other)(error)


def _unknown_option(error: Any) -> Fault:
    """An option that the command does not have, with the nearest one that it has."""
    known = [
        name for parameter in error.ctx.command.params for name in parameter.opts if name.startswith("-")
    ]
    return unknown_name(_command(error), error.option_name, [*known, "--help"])


def _missing(error: Any) -> Fault:
    """An argument or option that must be given."""
    return Fault(_place(error), sentence("A value must be given here. See “{help}”.", help=_help(error)))


def _unusable(error: Any) -> Fault:
    """A value of the wrong kind."""
    return Fault(_place(error), _wanted(error.param))


def _wanted(parameter: Any) -> Sentence:
    """What kind of value would have been right."""
    kind = getattr(getattr(parameter, "type", None), "name", "")
    choices: Sequence[str] = getattr(getattr(parameter, "type", None), "choices", ())
    if choices:
        return sentence("The value is not one of these: {choices}.", choices=list(choices))
    if kind.startswith("integer"):
        return sentence("The value is not a whole number in the range that can be used.")
    if kind.startswith("float"):
        return sentence("The value is not a number in the range that can be used.")
    return sentence("The value cannot be used here.")


def _without_value(error: Any) -> Fault:
    """An option whose value is missing, or that takes none and was given one."""
    return Fault(
        error.option_name,
        sentence(
            "The option has no value, or has one that it does not take. See “{help}”.", help=_help(error)
        ),
    )


def _other(error: Any) -> Fault:
    """More words than the command takes, and whatever else the library refuses."""
    return Fault(
        _command(error),
        sentence(
            "The command line has words that the command does not take. See “{help}”.", help=_help(error)
        ),
    )


def _place(error: Any) -> str:
    """The name of the option or argument."""
    parameter = error.param
    if parameter is None:
        return _command(error)
    if parameter.param_type_name == "option":
        return str(parameter.opts[0])
    return str(parameter.metavar or parameter.name.upper())


def _command(error: Any) -> str:
    """The command, as it is written."""
    return str(error.ctx.command_path) if error.ctx else "rettvis"


def _help(error: Any) -> str:
    """What to write for help."""
    return f"{_command(error)} --help"
