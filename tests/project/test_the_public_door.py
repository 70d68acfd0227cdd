"""The public names are what they say, whatever was imported before."""

import subprocess
import sys

import pytest

SENTENCES = {
    "after the folder was imported": "import payscrub.verify; import payscrub; payscrub.verify(b'a,b')",
    "after the pipeline was imported": "import payscrub.pipeline; import payscrub; payscrub.verify(b'a,b')",
    "by itself": "import payscrub; payscrub.verify(b'a,b')",
    "imported by name": "import payscrub.pipeline; from payscrub import verify; verify(b'a,b')",
    "with the folder behind it in reach": "import payscrub; payscrub.verify(b'a,b'); from payscrub.verify import inspect; inspect(b'a,b')",
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_verify_is_the_function(sentence):
    ran = subprocess.run([sys.executable, "-c", SENTENCES[sentence]], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_public_name_can_be_had():
    import payscrub  # noqa: PLC0415 - the names are imported one by one

    assert {name: getattr(payscrub, name).__name__ for name in payscrub.__all__} == {name: name for name in payscrub.__all__}
