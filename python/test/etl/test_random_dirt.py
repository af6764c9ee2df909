"""Whatever is in the files: each record is loaded or rejected, once, and with its line."""

import random
from pathlib import Path

import pytest
from dirty_files import IRREGULAR_SALES, PROMOTIONS, SALES, texts_of
from loading import load, write_inputs

DIRT = [
    " ",
    ",",
    '""',
    "\n",
    "\r\n",
    "\r",
    "ü",
    "\t",
    "1e5",
    "-",
    "2024-02-30",
    "'",
    "\\",
    ";",
    "\u00a0",
    "\x00",
    "x" * 300,
]
TABLES = {"sales": "store_sales", "promotions": "store_promotions"}


def soil(lines: list[str], dice: random.Random, rows: int) -> list[str]:
    """Lines in another order, some repeated, some with dirt somewhere inside; quotes stay in pairs."""
    soiled = []
    for line in dice.choices([line for line in lines if '"' not in line], k=rows):
        at = dice.randrange(len(line) + 1)
        soiled.append(line[:at] + dice.choice(DIRT) + line[at:] if dice.random() < 0.3 else line)
    return soiled + [f'"{line}"' for line in soiled[:3]] + [line for line in lines if '"' in line]


def record_lines(file: Path) -> list[int]:
    """Where each record begins, by counting quotes: a line end between an odd and an even one is part of a value."""
    lines = file.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts, quotes = [], 0
    for number, line in enumerate(lines, 1):
        if quotes % 2 == 0 and line:
            starts.append(number)
        quotes += line.count('"')
    return starts[1:]


@pytest.mark.parametrize("seed", range(4))
def test_every_record_is_loaded_or_rejected_and_never_both(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    lines = [text for text in texts_of(SALES + IRREGULAR_SALES) if text.strip() and 'Sto"re' not in text]
    inputs = write_inputs(tmp_path, soil(lines, dice, 200), soil(texts_of(PROMOTIONS), dice, 60))
    loaded = load(inputs, tmp_path / "staging")
    for name, table in TABLES.items():
        file = Path(inputs[name]["file"])
        given = record_lines(file)
        rejected = [row.line for row in loaded.rejected() if row.file == file.name]
        keys = [row[:2] for row in loaded.tables[table]]
        assert len(rejected) == len(set(rejected)) > 0
        assert set(rejected) <= set(given)
        assert len(keys) + len(rejected) == len(given)
        assert len(keys) == len(set(keys)) > 0
        counts = loaded.counts(name)
        assert (counts["read"], counts["loaded"], counts["rejected"]) == (len(given), len(keys), len(rejected))
        assert sum(counts["reasons"].values()) == len(rejected)
