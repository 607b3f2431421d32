"""Turn the dependencies in pyproject.toml into the lock files, the same for every system.

python3 scripts/lock.py            keeps every version that still fits
python3 scripts/lock.py --upgrade  takes the newest versions
python3 scripts/lock.py --upgrade-package NAME

Arguments go to `uv pip compile`; uv itself is no dependency of the project: `python3 -m pip install uv`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = "requirements-dev.lock"
SUBSETS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-office.lock": ["pyproject.toml", "--extra", "print", "--extra", "office", "--extra", "kiosk"],
    "requirements-build.lock": ["--group", "build"],
}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",  # one version of each package for all Pythons: the same site everywhere
    "--only-binary=:all:",  # a wheel or nothing: no compiler on a clerk's machine
    "--no-binary=lunar-python",  # pure Python, published as source only
    "--generate-hashes",
    "--no-emit-index-url",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Renew all lock files; return the status of the first `uv` that fails, else 0."""
    uv = shutil.which("uv")
    if uv is None:
        print("找不到 uv。请先运行：python3 -m pip install uv", file=sys.stderr)
        return 2
    command = [uv, "pip", "compile", *OPTIONS, "--custom-compile-command=python3 scripts/lock.py"]
    # Everything is solved once; the smaller locks only pick from it, so that one environment can hold them all.
    steps = [[*command, "pyproject.toml", "--group", "dev", "--output-file", EVERYTHING, *arguments]]
    for lock, source in SUBSETS.items():
        (ROOT / lock).unlink(missing_ok=True)
        steps.append([*command, *source, "--constraint", EVERYTHING, "--output-file", lock])
    for step in steps:
        status = subprocess.run(step, cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
