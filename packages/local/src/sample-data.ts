import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHost } from './find-host.ts';
import { stateFolder } from './state-folder.ts';
import { runWorker } from './worker/run-worker.ts';

export interface SampleSizes {
  readonly stores: number;
  readonly days: number;
  readonly seed: number;
}

/** The files written, and the rows in each, by name. */
export interface SampleFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, number>>;
}

/** Write the input files of the sales flow for made-up stores; no workspace has to be up. */
export async function writeSampleData(
  folder: string,
  sizes: SampleSizes,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<SampleFiles> {
  const scratch = mkdtempSync(join(tmpdir(), 'atelier-sample-'));
  try {
    const host = await findHost(stateFolder(join(scratch, 'atelier.yaml')), environment);
    mkdirSync(folder, { recursive: true });
    const sandbox = { readWrite: [folder], reach: 'nothing', processes: 'one' } as const;
    const context = { host, sandbox, log: join(scratch, 'worker.log'), signal, tell: () => undefined };
    return (await runWorker({ step: 'sample-data', folder, ...sizes }, context)) as SampleFiles;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
