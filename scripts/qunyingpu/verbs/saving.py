"""Put what a verb made into a file, or say in a sentence why that cannot be."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from qunyingpu.command_line import RequiredOption
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError
from qunyingpu.writing import replace_file

pdf_option = click.option(
    "-o", "output", cls=RequiredOption, metavar="文件.pdf", type=Path, required=True, help="存成哪个文件；必须写。"
)

_REASONS = {errno.ENOENT: "没有这个文件夹", errno.ENOSPC: "磁盘满了"}


def ready_to_print(folder: Path, output: Path) -> Path:
    """Return the root of the project; raise UsageError for what would make the work vain."""
    # Verbs that print nothing save files too, and need not wait for what sets books.
    from qunyingpu.outputs.print import require_typst  # noqa: PLC0415

    require_typst()
    if output.suffix.lower() != ".pdf" or output.is_dir():
        raise UsageError(f"“{output}”不是 PDF 文件名，请写成 {output.stem or '英雄谱'}.pdf 这样。")
    return find_root(folder)


def save_file(output: Path, content: bytes) -> int:
    """Write *content* whole or not at all, say where, and return the exit status; raise UsageError."""
    try:
        replace_file(output, content)
    except OSError as error:
        raise unwritable(output, error) from None
    click.echo(str(output))
    return 0


def unwritable(output: Path, error: OSError) -> UsageError:
    """Return in one sentence why nothing can be written at *output*."""
    reason = _REASONS.get(error.errno or 0, "没有权限，或文件正开着")
    return UsageError(f"写不进“{output}”：{reason}。")
