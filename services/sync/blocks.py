"""Jobs cut into blocks, each for one push."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.domain.merge_actions import Gift, Naming
from services.sync.job import Job, Mending

Item = Gift | Naming | Mending
# What a push carries stays below the 2 MB that Google advises: so much a cell besides its text, and so much a row for
# its places in the witness and for its row of Riwayat.
BLOCK_BYTES, CELL_BYTES, ROW_BYTES = 1_600_000, 170, 1_400


def blocks(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """The jobs, cut so that each block is of a size that Google takes well."""
    block: list[tuple[Job, Item]] = []
    size = 0
    for job in jobs:
        items: list[Item] = [*job.gifts, *job.namings, *job.mendings]
        for item in items:
            cells = item.cells if isinstance(item, Gift) else item.line.cells
            weight = ROW_BYTES + sum(CELL_BYTES + len(str(cell)) for cell in cells.values())
            if block and size + weight > BLOCK_BYTES:
                yield _joined(block)
                block, size = [], 0
            block.append((job, item))
            size += weight
    if block:
        yield _joined(block)


def _joined(block: Sequence[tuple[Job, Item]]) -> list[Job]:
    """A job for each table of a block."""
    jobs = {job.table.name: job for job, _ in block}
    return [
        replace(
            job,
            gifts=tuple(item for of, item in block if of is job and isinstance(item, Gift)),
            namings=tuple(item for of, item in block if of is job and isinstance(item, Naming)),
            mendings=tuple(item for of, item in block if of is job and isinstance(item, Mending)),
        )
        for job in jobs.values()
    ]
