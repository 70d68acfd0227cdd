"""What a worker can do: judge what arrived, and clean a file. Every end of a job is a report, whatever was raised."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payscrub import pipeline
from payscrub.door import plain
from payscrub.errors import StillPersonal
from payscrub.model import Mark
from payscrub.policy import Policy
from payscrub.policyfile import load
from payscrub.receive.judge import Terms, judge
from payscrub.report import refused
from payscrub.surrogates.key import ephemeral

Done = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs, by the policy in a file or the default one."""

    policy_file: Path | None

    def do(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes, bool]:
        """Return the report of one job as JSON, the bytes it made, and whether this process is fit for another."""
        try:
            report, made = self._judge(head, data) if head["do"] == "judge" else self._clean(head, data)
        except Exception as error:  # noqa: BLE001 - a hostile file may raise anything, and the answer is the same: not clean
            failure = plain(error)
            mark = Mark.PERSONAL if isinstance(failure, StillPersonal) else Mark.UNEXAMINED
            report = failure.report.to_dict() if failure.report else refused(failure, mark)
            return report, b"", not isinstance(error, MemoryError | RecursionError)
        return report, made, True

    def _judge(self, head: dict[str, Any], data: bytes) -> Done:
        return judge(data, Terms(head["name"], message=head["message"], others=head["others"])).to_dict(), b""

    def _clean(self, head: dict[str, Any], data: bytes) -> Done:
        policy = load(self.policy_file) if self.policy_file else Policy.default()
        key = bytes.fromhex(head["key"]) if head["key"] else ephemeral()
        made, report = pipeline.clean_bytes(data, policy=policy, key=key)
        return report.to_dict(), made
