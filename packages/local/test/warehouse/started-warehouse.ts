import { readFileSync } from 'node:fs';
import { Problem } from '@atelier/problem';
import type { Host } from '../../src/host.ts';
import { createProjectFolders } from '../../src/project-folders.ts';
import { type SupervisedWarehouse, startWarehouse } from '../../src/warehouse/supervised-warehouse.ts';

const limits = { rows: 100_000, memoryMiB: 1024, temporaryDiskMiB: 64 };
const patient = new AbortController().signal;

/** A project's warehouse as `atelier up` starts it, small; what it tells is added to the news. */
export function startedWarehouse(host: Host, project: string, seconds: number, news: string[] = []) {
  createProjectFolders(host.state, project);
  return startWarehouse(host, { project, limits: { ...limits, seconds }, tell: (text) => news.push(text) });
}

/** All rows of an answer. */
export async function answerOf(of: SupervisedWarehouse, sql: string, signal = patient): Promise<unknown[][]> {
  const lines = await Array.fromAsync(of.query(sql, 'write', signal));
  return lines.flatMap((line) => (JSON.parse(line) as { rows?: unknown[][] }).rows ?? []);
}

/** The problem that a person hears; never an answer, and never a bug of ours. */
export async function refusalOf(of: SupervisedWarehouse, sql: string): Promise<Problem> {
  const failure = await answerOf(of, sql).then(
    (rows) => new Error(`it was answered: ${JSON.stringify(rows)}`),
    (error: unknown) => error,
  );
  if (failure instanceof Problem) return failure;
  throw failure;
}

/** The process that runs the database, inside of its sandbox: the last of a chain of only children. */
export function innerPid(of: SupervisedWarehouse): number {
  let { pid } = of.status();
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (children === '') return pid;
    pid = Number(children.split(' ')[0]);
  }
}

/** Processor time that a warehouse's process has used, in hundredths of a second. */
export function ticksUsed(of: SupervisedWarehouse): number {
  const fields =
    readFileSync(`/proc/${innerPid(of)}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
