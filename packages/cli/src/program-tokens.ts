import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

interface Common {
  readonly file?: string;
  readonly json?: boolean;
}

/** Commands by which a person is known to a workspace, and their programs. */
export function addTokenCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  withFile(program.command('login').description('act as a person of the workspace, who allows it in a browser'))
    .option('--url <url>', 'where its front door is (default: as the workspace says, else http://localhost:8470)')
    .action(async (options: Common & { url?: string }) =>
      finish(await (await import('./commands/login.ts')).login(io, options)),
    );
  withFile(program.command('logout').description('end that, and its token')).action(async (options: Common) =>
    finish(await (await import('./commands/login.ts')).logout(io, options)),
  );
  const token = program.command('token').description("a person's own tokens, for programs");
  withFile(token.command('make').description('make one, and show it this once'))
    .argument('<name>', 'what it is for')
    .option('--project <name>', 'good for this project alone')
    .option('--read', 'good for reading alone')
    .option('--days <n>', 'ends after so many days, at most 365 (default: 90), and never after the login that makes it')
    .option('--aws', 'with a key pair that boto3 signs with')
    .action(
      async (name: string, options: Common & { project?: string; read?: boolean; days?: string; aws?: boolean }) =>
        finish(await (await import('./commands/token.ts')).makeToken(io, name, options)),
    );
  withFile(token.command('list').description('show what there is of them')).action(async (options: Common) =>
    finish(await (await import('./commands/token.ts')).listTokens(io, options)),
  );
  withFile(token.command('end').description('end one'))
    .argument('<id>', 'its id, as the list shows it')
    .action(async (id: string, options: Common) =>
      finish(await (await import('./commands/token.ts')).endToken(io, id, options)),
    );
}

function withFile(command: Command): Command {
  return command
    .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document');
}
