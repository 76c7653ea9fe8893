"""How every command ends: with a sentence and an exit code, never with a traceback."""

import sys
from collections.abc import Callable
from functools import wraps

import click

from workbench.errors import WorkbenchError

FAULTS, FAILED, PARTIAL = 1, 2, 3


def sentences_not_tracebacks(command: Callable[..., None]) -> Callable[..., None]:
    """Print the message of an error that is meant for the user and leave with exit code 2."""

    @wraps(command)
    def guarded(*args: object, **options: object) -> None:
        try:
            command(*args, **options)
        except WorkbenchError as problem:
            click.echo(f"Error: {problem}", err=True)
            sys.exit(FAILED)

    return guarded
