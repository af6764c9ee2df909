/** TCP ports from one to another, both included. */
export interface TcpPorts {
  readonly from: number;
  readonly to: number;
}

export const everyPort: TcpPorts = { from: 0, to: 65_535 };
export const https: TcpPorts = { from: 443, to: 443 };

/**
 * TcpPorts that answers come back to: "Many Linux kernels (including the Amazon Linux kernel) use ports 32768-61000" (VPC guide,
 * "Ephemeral ports").
 */
export const answerPorts: TcpPorts = { from: 32_768, to: 61_000 };

export function portsText({ from, to }: TcpPorts): string {
  return from === to ? `TCP ${from}` : `TCP ${from}-${to}`;
}

export function overlap(one: TcpPorts, other: TcpPorts): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** Whether each of the ports is in one of the ranges. */
export function areCovered({ from, to }: TcpPorts, ranges: readonly TcpPorts[]): boolean {
  let next = from;
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    if (range.from > next) return false;
    next = Math.max(next, range.to + 1);
    if (next > to) return true;
  }
  return next > to;
}

/** The ports cut where a range begins or ends: each range covers a piece or has nothing of it. */
export function cutAt({ from, to }: TcpPorts, ranges: readonly TcpPorts[]): readonly TcpPorts[] {
  const inside = ranges.flatMap((range) => [range.from, range.to + 1]).filter((port) => port > from && port <= to);
  const begins = [...new Set([from, ...inside])].sort((one, other) => one - other);
  return begins.map((begin, index) => ({ from: begin, to: (begins[index + 1] ?? to + 1) - 1 }));
}
