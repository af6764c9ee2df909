import type { FileHandle } from 'node:fs/promises';
import { type FlowInputs, openNamed } from '@atelier/core';
import { Problem } from '@atelier/problem';

/** An input file of a flow, held open: whatever is put in its place meanwhile, `/proc/self/fd/…` leads to this one. */
export interface OpenInput {
  readonly path: string;
  /** A way to the file, not for reading. */
  readonly handle: FileHandle;
}

/** The input files of a flow that are there, each found to be what the flow names; closed by their owner. */
export interface OpenInputs extends AsyncDisposable {
  readonly files: readonly OpenInput[];
}

/**
 * Open what a flow names as its data, before anybody reads it.
 *
 * What is not there, or not to be seen, is left to the step that reads it and says so.
 *
 * @throws Problem InputRefused when a file lies elsewhere by way of a link, or is none
 */
export async function openInputs({ sales, promotions, dates }: FlowInputs): Promise<OpenInputs> {
  const files: OpenInput[] = [];
  const close = () => Promise.all(files.map(({ handle }) => handle.close()));
  try {
    for (const input of [sales, promotions, dates]) {
      if (input === null) continue;
      const opened = await openOrNothing(input.file, input.within);
      if (opened !== undefined) files.push(opened);
    }
    return { files, [Symbol.asyncDispose]: async () => void (await close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOrNothing(path: string, within: string): Promise<OpenInput | undefined> {
  try {
    const opened = await openNamed({ path, within }, path);
    if ('handle' in opened) return { path, handle: opened.handle };
    const { message, fix } = opened;
    throw new Problem({ code: 'InputRefused', message, fix, whose: 'yours', state: 'Nothing was loaded.' });
  } catch (error) {
    if (error instanceof Problem || (error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
