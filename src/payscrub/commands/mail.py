"""``payscrub mail``: a filter in front of a mail server, which refuses messages with personal data in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.commands.options import options
from payscrub.commands.receiving import audit, limits, log, needs, others, working
from payscrub.errors import UsageError

_PROTOCOLS = ("smtp", "lmtp")


@click.command()
@click.option("--listen", default="127.0.0.1:8025", metavar="HOST:PORT", help="Where mail arrives, on this computer.")
@click.option("--protocol", type=click.Choice(_PROTOCOLS), default=_PROTOCOLS[0], help="What is spoken by those who bring mail.")
@click.option("--next", "next_server", required=True, metavar="HOST:PORT", help="The mail server that gets what is accepted.")
@click.option("--next-protocol", type=click.Choice(_PROTOCOLS), default=_PROTOCOLS[0], help="What the next server speaks.")
@options(others, limits, audit)
def mail(  # noqa: PLR0913 - one parameter an option
    *,
    listen: str,
    protocol: str,
    next_server: str,
    next_protocol: str,
    others: str,
    workers: int,
    max_size: int,
    time_limit: float,
    audit_file: Path | None,
) -> int:
    """Hand on mail whose spreadsheets are clean, and refuse all other mail while its sender waits, until you press Ctrl+C."""
    needs("mail", "aiosmtpd")
    from payscrub.receive import mail as filters  # noqa: PLC0415 - an extra, which --help does not need
    from payscrub.receive.address import Address  # noqa: PLC0415 - likewise
    from payscrub.receive.relay import Relay  # noqa: PLC0415 - likewise

    address = Address.parse(listen)
    if not address.local:
        raise UsageError("The filter takes mail from this computer only.", "Listen on 127.0.0.1, behind the mail server that takes it in.")
    lmtp = protocol == "lmtp"
    relay = Relay(Address.parse(next_server), lmtp=next_protocol == "lmtp", partly=lmtp)
    with address.listen() as sock, log(audit_file, "mail") as verdicts, working(workers, max_size, time_limit) as running:
        click.echo(f"Listening on {listen.rpartition(':')[0]}:{sock.getsockname()[1]}")
        filters.run(filters.Filter(running, verdicts, relay, others=others == "pass"), sock, lmtp=lmtp)
    return 0
