"""``payscrub serve``: the verifier and the cleaner as an HTTP service, with a page for people."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.commands.options import FILE, key, options, policy, policy_file
from payscrub.commands.receiving import audit, limits, log, needs, working
from payscrub.errors import UsageError

_listening = options(
    click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen; only this computer by default."),
    click.option("--port", type=click.IntRange(0, 65535), default=8024, help="The port; 0 for any that is free."),
    click.option("--tls-cert", type=FILE, metavar="FILE", help="Speak TLS with this certificate (PEM)."),
    click.option("--tls-key", type=FILE, metavar="FILE", help="The key of the certificate, if it is in a file of its own."),
    click.option("--token-file", type=FILE, metavar="FILE", help="Who may call: a file with the hashes of tokens."),
    click.option("--new-token", is_flag=True, help="Make a token, show it and its line for the token file, and stop."),
)


@click.command()
@options(_listening, limits, policy_file)
@click.option("--key-file", type=FILE, metavar="FILE", help="The key of the invented values; without it each file gets a new one.")
@audit
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    token_file: Path | None,
    new_token: bool,
    workers: int,
    max_size: int,
    time_limit: float,
    policy_file: Path | None,
    key_file: Path | None,
    audit_file: Path | None,
) -> int:
    """Answer POST /v1/verify and POST /v1/clean, and show a page for people at /, until you press Ctrl+C."""
    if new_token:
        return _new_token()
    needs("serve", "starlette", "uvicorn")
    from payscrub.receive import serving, tokens  # noqa: PLC0415 - an extra, which --help does not need
    from payscrub.receive.address import Address  # noqa: PLC0415 - likewise
    from payscrub.receive.service import Service  # noqa: PLC0415 - likewise

    address = Address(host, port)
    tls = serving.Tls(tls_cert, tls_key) if tls_cert else None
    callers = tokens.load(token_file) if token_file else None
    if not address.local and (callers is None or tls is None):
        raise UsageError(
            "Other computers may call only over TLS and with a token.",
            "Add --token-file and --tls-cert, or listen on 127.0.0.1 behind a proxy that sees to both.",
        )
    policy(policy_file)  # so that a wrong one is told now
    secret = key(key_file, ephemeral=False)
    with (
        address.listen() as sock,
        log(audit_file, "serve") as verdicts,
        working(workers, max_size, time_limit, policy_file) as running,
    ):
        click.echo(f"Listening on {'https' if tls else 'http'}://{host}:{sock.getsockname()[1]}/")
        serving.run(Service(running, verdicts, callers, secret), sock, tls)
    return 0


def _new_token() -> int:
    from payscrub.receive import tokens  # noqa: PLC0415 - --help needs none

    token = tokens.make()
    click.echo(f"The token, for the caller:      {token}")
    click.echo(f"The line, for the token file:   {tokens.hashed(token)}")
    return 0
