import type { Command } from 'commander';
import type { ReceiptOptions } from './commands/space-receipt.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

interface Common {
  readonly file?: string;
  readonly json?: boolean;
}

interface Named extends Common {
  readonly shared?: boolean;
}
type Declared = (name: string, description: string) => Command;

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
  addReceiptCommand(declared, io, finish);
}

function addReceiptCommand(declared: Declared, io: Io, finish: (code: ExitCode) => void): void {
  declared('receipt', 'all that crossed the sockets of a space: bytes, and digests of what was uploaded')
    .argument('[names...]', 'PERSON PROJECT, or PROJECT with --shared')
    .option('--shared', 'the space that all members of the project share')
    .option('--since <time>', 'from a day or a time in ISO 8601 on')
    .option('--sign', 'print the receipt with the signature of this workspace')
    .option('--verify <file>', 'look whether a receipt is as it was signed; exit code 1 when it is not')
    .option('--key <text>', 'the public key that it was signed with (default: that of this workspace)')
    .action(async (names: readonly string[], options: ReceiptOptions) =>
      finish(await (await import('./commands/space-receipt.ts')).spaceReceiptCommand(io, names, options)),
    );
}
