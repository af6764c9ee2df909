import type { DoctorReport, Examined } from '@atelier/local';
import { table } from './table.ts';

/** The walls that hold on this machine, one by one, and every way out that was not refused. */
export function doctorText({ walls, examined }: DoctorReport): string {
  const kindOfWalls = walls.namespaces ? 'namespaces, and a filter of system calls' : 'the process itself';
  return [
    `Walls are made of ${kindOfWalls}.\n`,
    ...walls.missing.map(({ wall, reason }) => `Not enforced: ${wall}, since ${reason}.\n`),
    '\n',
    table(examined.flatMap(({ kind, attempts }) => wallRows(kind, attempts))),
    ...examined.flatMap(openTexts),
  ].join('');
}

function wallRows(kind: string, attempts: Examined['attempts']): string[][] {
  const byWall = Map.groupBy(attempts, ({ wall }) => wall);
  return [...byWall].map(([wall, tried]) => {
    const held = tried.filter(({ verdict }) => verdict === 'held').length;
    return [
      kind,
      wall,
      held === tried.length ? 'enforced' : 'not enforced',
      `${held} of ${tried.length} ways out refused`,
    ];
  });
}

function openTexts({ kind, attempts }: Examined): string[] {
  return attempts
    .filter(({ verdict }) => verdict !== 'held')
    .map(({ attempt, verdict, said }) => `\n${kind}: could ${attempt} (${verdict}): ${said}`)
    .map((text, index, all) => (index === all.length - 1 ? `${text}\n` : text));
}
