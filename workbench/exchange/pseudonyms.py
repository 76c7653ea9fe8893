"""Pseudonyms of people: the same for the same secret, and nobody without it can make them."""

import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.errors import ParameterError

LEAST_LENGTH = 32
_LEAST_DIFFERENT = 8
_HEX_DIGITS = 16
_PURPOSE = b"workbench exchange supply\x00"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HOW = (
    "Set the variable to at least 32 random characters and keep them: with other ones every "
    "pseudonym changes."
)


@dataclass(frozen=True)
class Secret:
    """The secret of an organisation; it shows itself nowhere."""

    key: bytes = field(repr=False)


def secret_from_environment(name: str) -> Secret:
    """Take the secret from an environment variable.

    Parameters
    ----------
    name : of the variable

    Returns
    -------
    Secret

    Raises
    ------
    ParameterError
        If there is no such variable, or the secret is too short or too plain. The message holds
        neither the secret nor the name given, which may be the secret by mistake.
    """
    given = os.environ.get(name, "") if _NAME.fullmatch(name) else ""
    if not given:
        raise ParameterError(
            "The environment variable that is to hold the secret of the pseudonyms is not set. "
            f"Give its name, not the secret, as --secret-env or exchange.secret_env. {_HOW}"
        )
    return as_secret(given)


def as_secret(given: str) -> Secret:
    """Check a secret.

    Raises
    ------
    ParameterError
        If it is shorter than 32 characters, or of fewer than 8 different ones.

    Examples
    --------
    >>> as_secret("0123456789abcdef0123456789abcdef")
    Secret()
    """
    if len(given) < LEAST_LENGTH or len(set(given)) < _LEAST_DIFFERENT:
        raise ParameterError(
            f"The secret of the pseudonyms is too easy to guess. Allowed: at least {LEAST_LENGTH} "
            f"characters, {_LEAST_DIFFERENT} of them different. {_HOW}"
        )
    return Secret(given.encode())


def pseudonyms(secret: Secret, ids: Iterable[str]) -> list[str]:
    """Give each person a pseudonym.

    Parameters
    ----------
    secret : of the organisation
    ids : of the people

    Returns
    -------
    One pseudonym a person: HMAC-SHA256 of the id, its first 64 bits

    Raises
    ------
    ParameterError
        If two people would share one, which chance alone does not bring about.

    Examples
    --------
    >>> pseudonyms(Secret(b"x" * 32), ["E1", "E2"])
    ['s-b5bd30161ba6fd56', 's-3d2a68725b00eb7b']
    """
    given = list(ids)
    found = [
        "s-"
        + hmac.new(secret.key, _PURPOSE + one.encode(), hashlib.sha256).hexdigest()[:_HEX_DIGITS]
        for one in given
    ]
    if len(set(found)) < len(set(given)):
        raise ParameterError("Two people would get the same pseudonym. Use another secret.")
    return found
