"""Cost of a process and its children: seconds, processor seconds, peak memory (Linux)."""

import os
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """`peak_mebibytes` adds up the processes' own peaks: the Java of Spark is a child of its Python."""

    seconds: float
    cpu_seconds: float
    peak_mebibytes: int


def measure(command: list[str], environment: dict[str, str], task: str, log: Path) -> Cost:
    """Run a whole process on a task; one that fails stops the benchmark."""
    begin = time.perf_counter()
    peaks: dict[int, int] = {}
    ticks: dict[int, int] = {}
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command, env={**os.environ, **environment}, stdin=subprocess.PIPE, stdout=output, stderr=output
        )
        process.stdin.write(task.encode())
        process.stdin.close()
        while process.poll() is None:
            for pid in family(process.pid):
                sample(pid, peaks, ticks)
            time.sleep(SAMPLE_SECONDS)
    seconds = time.perf_counter() - begin
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text(errors='replace')[-4000:]}")
    return Cost(round(seconds, 2), round(sum(ticks.values()) / TICKS, 2), round(sum(peaks.values()) / 1024))


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(member for child in children for member in family(int(child)))]


def sample(pid: int, peaks: dict[int, int], ticks: dict[int, int]) -> None:
    """Remember peak memory (KiB) and processor time of a process that may be gone by now."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return
    peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    if peak:
        peaks[pid] = int(peak[0])
        ticks[pid] = int(fields[11]) + int(fields[12])


def as_json(cost: Cost, rows: int) -> dict[str, float]:
    """A cost with the rows it bought."""
    names = {"seconds": "seconds", "cpu_seconds": "cpuSeconds", "peak_mebibytes": "peakMebibytes"}
    return {**{names[name]: value for name, value in asdict(cost).items()}, "rowsPerSecond": round(rows / cost.seconds)}
