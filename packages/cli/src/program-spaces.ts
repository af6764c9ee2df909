import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

interface Common {
  readonly file?: string;
  readonly json?: boolean;
}

/** Declare the commands about spaces. */
export function addSpaceCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const space = program.command('space').description("people's own notebooks, without a network");
  const declared = (name: string, description: string) =>
    space
      .command(name)
      .description(description)
      .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
      .option('--json', 'print one JSON document');
  declared('open', "start a person's own space of a project; returns when it answers")
    .argument('<person>', 'a member of the project')
    .argument('<project>', 'the project')
    .action(async (person: string, project: string, options: Common) =>
      finish(await (await import('./commands/space.ts')).openSpace(io, person, project, options)),
    );
  declared('list', 'the spaces that are open').action(async (options: Common) =>
    finish(await (await import('./commands/space.ts')).listSpaces(io, options)),
  );
  declared('stop', 'end what runs in a space; its files stay')
    .argument('<person>', 'whose it is')
    .argument('<project>', 'the project')
    .action(async (person: string, project: string, options: Common) =>
      finish(await (await import('./commands/space.ts')).stopSpace(io, person, project, options)),
    );
  declared('logs', 'what a space has written')
    .argument('<person>', 'whose it is')
    .argument('<project>', 'the project')
    .option('--lines <n>', 'how many of the last lines', '50')
    .option('--follow', 'wait for more')
    .action(async (person: string, project: string, options: Common & { lines: string; follow?: boolean }) =>
      finish(await (await import('./commands/logs.ts')).logs(io, `space.${person}.${project}`, options)),
    );
}
