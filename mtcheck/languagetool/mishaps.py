"""What went wrong on the network, in few words."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST = 200


def reason_of(error: BaseException) -> str:
    """Why ``error`` came: what the system said below it all, else its own first line.

    >>> try:
    ...     try:
    ...         raise ConnectionRefusedError(111, "Connection refused")
    ...     except OSError as refused:
    ...         raise RuntimeError("Pool(host='x'): Max retries exceeded") from refused
    ... except RuntimeError as error:
    ...     reason_of(error)
    'Connection refused'
    """
    for cause in reversed(list(_chain(error))):
        if isinstance(cause, OSError) and cause.strerror:
            return str(cause.strerror)
        if isinstance(cause, TimeoutError):
            return "it did not answer in time"
    return str(error).partition("\n")[0][:LONGEST] or type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
