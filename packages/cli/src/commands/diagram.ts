import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { oneLine, Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Draw the network and the stacks of a workspace as an SVG document. */
export async function drawDiagram(
  io: Io,
  file: string | undefined,
  options: { out?: string; json?: boolean },
): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { diagram, synthesise } = await import('@atelier/aws');
  const svg = diagram(await synthesise(workspace));
  const out = options.out === undefined ? null : resolve(io.cwd, options.out);
  if (out !== null) await write(out, svg);
  if (options.json) io.out(`${JSON.stringify({ file: out, svg }, null, 2)}\n`);
  else if (out === null) io.data(svg);
  else io.err(`The diagram is in ${oneLine(relative(io.cwd, out))}.\n`);
  return exitCodes.done;
}

async function write(file: string, svg: string): Promise<void> {
  try {
    await writeFile(file, svg);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message = `The diagram cannot be written to ${file}: the system says ${code}.`;
    const fix = 'Name a file in a folder that is there and that you may write to.';
    throw new Problem({ code: 'NotWritten', message, fix, whose: 'yours' }, error);
  }
}
