"""``rettvis``: finds the command, the language and the kind of output, and prints faults as sentences."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from rettvis.cli.output import DONE, SOMETHING_WRONG, UNREADABLE, Language, Output, Unwritten
from rettvis.cli.refusals import UsageError, usage_fault
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import LANGUAGES, N_, sentence, translate

STOPPED = 130
"""The exit status of a command that somebody stopped with Ctrl-C, as shells know it."""

COMMANDS = {
    "demo": N_("Start Rettvis in the browser with a synthetic municipality."),
    "right": N_("Assess the right to BPA, with every reason."),
    "calculate": N_("Measure needs: minutes a week, by kind of service, row by row."),
    "deadline": N_("Count a deadline, with every step and its legal basis."),
    "lawbook": N_("Write the law book from the rules, or check it."),
    "population": N_("Run the rules over many cases, what-if included."),
    "what-if": N_("Run several changes of the rules over many cases, each beside today."),
    "budget": N_("Compute what a supplement scheme costs by step, with uncertainty."),
    "verify": N_("Recompute what a publication printed, and list what does not follow."),
    "compare": N_("Make the comparison report of a publication."),
    "invoice": N_("Read and validate e-invoices and credit notes (EHF)."),
    "national": N_("Take in tables of Statistics Norway, with what is missing said."),
    "ahead": N_("Project users and hours from rates by age and a population projection."),
    "reconcile": N_("Compare our decisions in force with what was reported to the register."),
    "settlement": N_("List the year-end settlement of many hour banks, by the municipality's rules."),
    "shifts": N_("Check shift lines against decisions, each other, prices and invoices."),
    "bank": N_("Show the hour bank of a person, with the figures of the page."),
    "settle": N_("Settle the hour bank of a year: list it, or write it with its letters."),
    "install": N_("Make the tables, and the first municipality with its administrator."),
    "upgrade": N_("Bring the tables to this version."),
    "serve": N_("Serve the application for real use."),
    "worker": N_("Do what must happen although nobody has a page open."),
    "account": N_("Rescue a user: another password, or a new two-step log-in."),
    "backup": N_("Write the whole installation to one file."),
    "restore": N_("Put a backup back in place, compared row by row."),
    "drivers": N_("Split a difference on users, hours for each user, price and age."),
    "log": N_("Check that the log of look-ups is whole, or seal it."),
}
"""Each command and what it does. ``rettvis NAME`` is the function NAME in ``rettvis.cli.NAME``; a command's
file imports what is heavy inside its function, so that ``rettvis --help`` is quick."""


class Command(TyperCommand):
    """One command, its help in the reader's language."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how the command is written."""
        return _usage_line(super().get_usage(ctx), ctx.obj)

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _help_option(super().get_help_option(ctx), ctx.obj)


class Commands(TyperGroup):
    """The commands of the table, each loaded when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load one command and put its help into the reader's language."""
        if cmd_name not in COMMANDS:
            raise Faulty([unknown_name("rettvis", cmd_name, COMMANDS)])
        name = cmd_name.replace("-", "_")
        function = getattr(import_module(f"rettvis.cli.{name}"), name)
        single = typer.Typer(add_completion=False)
        words = translate(COMMANDS[cmd_name], ctx.obj)
        single.command(cmd_name, cls=Command, help=words)(function)
        command: Any = typer.main.get_command(single)
        _translate_options(command, ctx.obj)
        return command

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how a command is written."""
        return _usage_line(super().get_usage(ctx), ctx.obj)

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _help_option(super().get_help_option(ctx), ctx.obj)


app = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=N_("Print the version."))] = False,
    lang: Language = LANGUAGES[0],
) -> None:
    """Say the version, or the help where no command is given."""
    if version:
        from rettvis import __version__

        print(f"rettvis {__version__}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status: 0 done, 1 something is wrong, 2 not readable."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language = asked_language(words)
    if language in LANGUAGES:
        return _run_in(language, words)
    message = sentence(
        "“{language}” is not one of the languages {known}.", language=language, known=LANGUAGES
    )
    Output(LANGUAGES[0], "--json" in words).faults([Fault("--lang", message)])
    return UNREADABLE


def _run_in(language: str, words: list[str]) -> int:
    """The command in ``language``, with faults as sentences."""
    output = Output(language, "--json" in words)
    try:
        status = _program(language)(words, prog_name="rettvis", standalone_mode=False, obj=language)
    except Faulty as refusal:
        output.faults(refusal.faults)
        return UNREADABLE
    except UsageError as refusal:
        output.faults([usage_fault(refusal)])
        return UNREADABLE
    except Unwritten:
        return _not_written(language)
    except typer.Abort:
        return STOPPED
    return status if isinstance(status, int) else DONE


def _not_written(language: str) -> int:
    """Say that the answer is lost, and keep Python from trying to write it once more at the end."""
    print(sentence("The answer cannot be written where it was sent.").say(language), file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return SOMETHING_WRONG


def asked_language(words: Sequence[str]) -> str:
    """The value of ``--lang`` before anything else is read, so that faults too are in that language."""
    language = LANGUAGES[0]
    for word, following in zip(words, [*words[1:], language], strict=False):
        if word == "--lang":
            language = following
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
    return language


def _program(language: str) -> Any:
    """The whole command line with its help in ``language``."""
    rich_utils.ARGUMENTS_PANEL_TITLE = translate(N_("Arguments"), language)
    rich_utils.OPTIONS_PANEL_TITLE = translate(N_("Options"), language)
    rich_utils.COMMANDS_PANEL_TITLE = translate(N_("Commands"), language)
    rich_utils.REQUIRED_LONG_STRING = translate(N_("[required]"), language)
    rich_utils.DEFAULT_STRING = translate(N_("[default: {}]"), language)
    program: Any = typer.main.get_command(app)
    program.help = translate(N_("Fair allocation of personal assistance (BPA)."), language)
    _translate_options(program, language)
    return program


def _translate_options(command: Any, language: str) -> None:
    """The help of each option and argument in ``language``."""
    for parameter in command.params:
        parameter.help = translate(parameter.help or "", language)
        _name_no_type(parameter)


def _name_no_type(parameter: Any) -> None:
    """A switch takes no value, so that no type is shown for it."""
    if getattr(parameter, "is_flag", False):
        parameter.metavar = ""


def _help_option(option: Any, language: str) -> Any:
    """The help option that every command has, in ``language``."""
    if option is not None:
        option.help = translate(N_("Show this help."), language)
        _name_no_type(option)
    return option


def _usage_line(usage: str, language: str) -> str:
    """The line that shows how a command is written."""
    for word in (N_("Usage:"), N_("[OPTIONS]"), N_("COMMAND [ARGS]...")):
        usage = usage.replace(word, translate(word, language))
    return usage
