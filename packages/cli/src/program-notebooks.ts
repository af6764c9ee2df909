import type { Command } from 'commander';
import type { NotebookOptions } from './commands/notebook.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** Declare the commands about notebooks that run by themselves. */
export function addNotebookCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const notebook = program
    .command('notebook')
    .description('run notebooks without a page, as a person and in their walls');
  notebook
    .command('run')
    .description('run a notebook from its first cell to its last; what it prints is kept in the home folder')
    .argument('<notebook>', 'a file, or the name of a notebook that comes with Atelier')
    .requiredOption('--project <name>', 'whose data and services it sees')
    .option('--as <person>', 'whose rights it has (default: whoever is logged in)')
    .option('--param <name=value...>', 'a value for its cell of parameters, as JSON, or else a text')
    .option('--timeout <time>', 'after which it is ended, such as 90s, 30m or 2h', '30m')
    .option('--out <file>', 'where the executed notebook goes, besides the home folder')
    .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
    .option('--owner', 'as the owner of the workspace on this machine, past a login')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: NotebookOptions) =>
      finish(await (await import('./commands/notebook.ts')).runNotebookCommand(io, name, options)),
    );
  notebook
    .command('list')
    .description('the notebooks that come with Atelier, and lie in every home folder')
    .option('--json', 'print one JSON document')
    .action(async (options: { readonly json?: boolean }) =>
      finish((await import('./commands/notebook.ts')).listNotebooks(io, options)),
    );
}
