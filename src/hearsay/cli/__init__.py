"""The command: one file per subcommand, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from hearsay._version import __version__
from hearsay.errors import HearsayError

__all__ = ["main"]

_COMMANDS = {
    "trace": "Read a pile of reports; say what is claimed, by whom, from how many origins.",
    "show": "Show a traced case again: terminal, JSON, CSV or HTML.",
    "why": "How the count of one claim came about, span by span.",
    "copies": "Only the passages that stand in more than one report.",
    "read": "Only what the reader finds: sentences, names, numbers, attributions.",
    "demo": "Trace a packaged pile, offline.",
    "doctor": "Check that everything this needs is in place.",
    "stages": "The table of stages: what each needs and makes.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"hearsay.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))  # without importing one of them

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            if os.path.exists(name):
                ctx.fail(f"'{name}' is no command. To trace it: hearsay trace {name}")
            import difflib

            close = difflib.get_close_matches(name, _COMMANDS, 1)
            ctx.fail(
                f"'{name}' is no command." + (f" Did you mean: hearsay {close[0]}" if close else " See: hearsay --help")
            )
        return super().resolve_command(ctx, args)


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hearsay")
def hearsay() -> None:
    """Give it the reports; it tells you who actually said so.

    hearsay reads a pile of news reports and works out what is claimed, who says so, whom they had it from, how many
    independent origins stand behind each claim, and where the accounts disagree. It never says what is true.
    Everything runs on this machine; nothing is sent anywhere.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command. Exit codes: 0 done, 1 failed, 2 usage, 3 some inputs unreadable, 4 --fail-on was hit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = hearsay.main(args=args, prog_name="hearsay", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\nhearsay: stopped. What was done is kept: run the same command and it goes on from there.\n")
        sys.exit(130)
    except HearsayError as error:
        sys.stderr.write(f"hearsay: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whoever read our output has gone: not an error of ours
        sys.exit(0)
    except OSError as error:
        name = f" {error.filename}" if error.filename else ""
        sys.stderr.write(
            f"hearsay: the system refused{name}: {error.strerror or error}. Check path, rights and space.\n"
        )
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
