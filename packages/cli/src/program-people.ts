import type { Command } from 'commander';
import type { PersonInviteOptions } from './commands/person-invite.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

type Finish = (code: ExitCode) => void;

/** The commands about the people of a workspace on this machine. */
export function addPeopleCommands(program: Command, io: Io, finish: Finish): void {
  const person = program.command('person').description('the people of the workspace, and how they sign in');
  person
    .command('invite')
    .description('print a link by which somebody sets a passkey or a password; it works once within an hour')
    .argument('[name]', 'the name in the file')
    .option('--all', 'a link for everybody in the file')
    .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document')
    .action(async (name: string | undefined, options: PersonInviteOptions) =>
      finish(await (await import('./commands/person-invite.ts')).personInvite(io, name, options)),
    );
}
