import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

interface Common {
  readonly file?: string;
  readonly json?: boolean;
}

interface Named extends Common {
  readonly shared?: boolean;
}

/** Declare the commands about spaces. */
export function addSpaceCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const space = program.command('space').description('notebooks of people and projects, without a network');
  const declared = (name: string, description: string) =>
    space
      .command(name)
      .description(description)
      .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
      .option('--json', 'print one JSON document');
  const named = (name: string, description: string) =>
    declared(name, description)
      .argument('<names...>', 'PERSON PROJECT, or PROJECT with --shared')
      .option('--shared', 'the space that all members of the project share');
  named('open', 'start a space of a project; returns when it answers').action(
    async (names: readonly string[], options: Named) =>
      finish(await (await import('./commands/space.ts')).openSpace(io, names, options)),
  );
  declared('list', 'the spaces that are open').action(async (options: Common) =>
    finish(await (await import('./commands/space.ts')).listSpaces(io, options)),
  );
  named('stop', 'end what runs in a space; its files stay').action(async (names: readonly string[], options: Named) =>
    finish(await (await import('./commands/space.ts')).stopSpace(io, names, options)),
  );
  named('logs', 'what a space has written')
    .option('--lines <n>', 'how many of the last lines', '50')
    .option('--follow', 'wait for more')
    .action(async (names: readonly string[], options: Named & { lines: string; follow?: boolean }) =>
      finish(await (await import('./commands/space.ts')).spaceLogs(io, names, options)),
    );
}
