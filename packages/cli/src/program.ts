import { oneLine } from '@atelier/problem';
import { Command, Option } from 'commander';
import type { AuditOptions } from './commands/audit.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { addAwsCommands } from './program-aws.ts';
import { addNotebookCommands } from './program-notebooks.ts';
import { addPackageCommands } from './program-packages.ts';
import { addPeopleCommands } from './program-people.ts';
import { addQuestionCommands } from './program-questions.ts';
import { addSpaceCommands } from './program-spaces.ts';
import { addTokenCommands } from './program-tokens.ts';

interface Common {
  readonly file?: string;
  readonly json?: boolean;
}

/**
 * The command line of Atelier. Each command's code is read only when that command runs.
 *
 * @param finish hears the exit code of the command that ran.
 */
export function buildProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('atelier')
    .description("A data-science team's workspace from one file.")
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(refusalText(text)),
    })
    .showSuggestionAfterError();
  addFileCommands(program, io, finish);
  addSchemaCommand(program, io, finish);
  addWorkspaceCommands(program, io, finish);
  addAuditCommand(program, io, finish);
  addFlowCommands(program, io, finish);
  addPeopleCommands(program, io, finish);
  addSpaceCommands(program, io, finish);
  addNotebookCommands(program, io, finish);
  addPackageCommands(program, io, finish);
  addTokenCommands(program, io, finish);
  addAwsCommands(program, io, finish);
  addQuestionCommands(program, io, finish);
  return program;
}

/** The words of commander on a wrong command line, with what was given on one line. */
function refusalText(text: string): string {
  const [, refusal = '', hint = ''] = /^(.*?)(\n\(Did you mean [^\n]*\))?\n*$/s.exec(text) ?? [];
  return `${oneLine(refusal)}${hint}\n`;
}

type Finish = (code: ExitCode) => void;

function addFileCommands(program: Command, io: Io, finish: Finish): void {
  program
    .command('init')
    .description('write a short commented atelier.yaml, and the schemas that editors check it with')
    .argument('[name]', "the workspace's name", 'acme')
    .option('--file <path>', 'where to write it (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: Common) =>
      finish(await (await import('./commands/init.ts')).init(io, name, options)),
    );
  program
    .command('check')
    .description('show every mistake in a workspace file at once')
    .argument('[file]', 'the workspace file (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document')
    .action(async (file: string | undefined, options: Common) =>
      finish(
        await (await import('./commands/check.ts')).check(io, { ...options, ...(file === undefined ? {} : { file }) }),
      ),
    );
  program
    .command('sample-data')
    .description('write sales, promotions and dates of made-up stores')
    .argument('<folder>', 'where the three CSV files go')
    .option('--stores <n>', 'how many stores', '20')
    .option('--days <n>', 'how many days of sales', '730')
    .option('--seed <n>', 'the same seed gives the same files', '7')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: Common & { stores: string; days: string; seed: string }) =>
      finish(await (await import('./commands/sample-data.ts')).sampleData(io, folder, options)),
    );
}

function addSchemaCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('schema')
    .description('write the JSON Schemas of the files, for editors')
    .argument('[folder]', 'where they go: beside the files (default: this folder)', '.')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: Common) =>
      finish(await (await import('./commands/schema.ts')).schema(io, folder, options)),
    );
}

function addWorkspaceCommands(program: Command, io: Io, finish: Finish): void {
  workspaceCommand(program, 'up', 'start the workspace on this machine; returns when everything is ready')
    .option('--listen [port]', 'have the front door at this port of loopback, from now on')
    .action(async (options: Common & { listen?: string | true }) =>
      finish(await (await import('./commands/up.ts')).up(io, options)),
    );
  workspaceCommand(program, 'down', 'stop the workspace; everything it keeps stays').action(async (options: Common) =>
    finish(await (await import('./commands/down.ts')).down(io, options)),
  );
  workspaceCommand(program, 'status', 'what is running, and where')
    .addOption(new Option('--target <target>', 'this machine, or AWS').choices(['local', 'aws']).default('local'))
    .option('--drift', 'on AWS: what has been changed past its stack; takes minutes')
    .option('--owner', 'as the owner of the workspace on this machine, also when a person is logged in')
    .action(async (options: Common & { target: string; drift?: boolean; owner?: boolean }) =>
      finish(
        options.target === 'aws'
          ? await (await import('./commands/account-status.ts')).showAccountStatus(io, options)
          : await (await import('./commands/status.ts')).status(io, options),
      ),
    );
  workspaceCommand(program, 'logs', 'what a part of the workspace has written')
    .argument('[part]', 'such as supervisor or tracking; without it the parts are listed')
    .option('--lines <n>', 'how many of the last lines', '50')
    .option('--follow', 'go on as more is written')
    .action(async (part: string | undefined, options: Common & { lines: string; follow?: boolean }) =>
      finish(await (await import('./commands/logs.ts')).logs(io, part, options)),
    );
  workspaceCommand(
    program,
    'doctor',
    'try, from inside of every sandbox, what it must not allow, and what people of a workspace that is up can do',
  ).action(async (options: Common) => finish(await (await import('./commands/doctor.ts')).doctor(io, options)));
  program
    .command('supervise', { hidden: true })
    .description('be the supervisor of a workspace; "atelier up" starts this in the background')
    .requiredOption('--file <path>', 'the workspace file')
    .action(async (options: { file: string }) =>
      finish(await (await import('./commands/supervise.ts')).superviseHere(io, options)),
    );
}

function addAuditCommand(program: Command, io: Io, finish: Finish): void {
  workspaceCommand(
    program,
    'audit',
    'who was let do what, and who was not; --json prints a document for each on its line',
  )
    .option('--person <name>', 'of that person alone; owner: of the owner')
    .option('--since <time>', 'from a day or a time on, such as 2026-12-01 or 2026-12-01T09:30Z')
    .option('--refused', 'what was refused alone')
    .option('--limit <n>', 'the last so many (default: 50, and with --json all)')
    .option('--verify', 'whether the logs are as they were written')
    .option('--head', 'verify them, and print where each ends, to be noted elsewhere')
    .option('--since-head <digest...>', 'verify what follows these ends, which have to be there')
    .action(async (options: AuditOptions) => finish((await import('./commands/audit.ts')).audit(io, options)));
}

function addFlowCommands(program: Command, io: Io, finish: Finish): void {
  workspaceCommand(program, 'sql', "run SQL in a project's warehouse")
    .argument('<project>', 'the project')
    .argument('<sql>', 'one or more statements; the last one answers')
    .option('--owner', 'as the owner of the workspace on this machine, also when a person is logged in')
    .addOption(new Option('--csv', 'print CSV with a header').conflicts('json'))
    .addOption(
      new Option(
        '--guard-formulas',
        'CSV in which no cell is a formula to a spreadsheet: an apostrophe stands before it',
      ).implies({
        csv: true,
      }),
    )
    .action(
      async (
        project: string,
        sql: string,
        options: Common & { csv?: boolean; guardFormulas?: boolean; owner?: boolean },
      ) => finish(await (await import('./commands/sql.ts')).sql(io, project, sql, options)),
    );
  workspaceCommand(program, 'run', 'run a flow, or go on with a run that was interrupted')
    .argument('<flow>', 'the flow, by its name')
    .option('--project <name>', 'the project, where several have a flow of that name')
    .option('--owner', 'as the owner of the workspace on this machine, also when a person is logged in')
    .action(async (flow: string, options: Common & { project?: string; owner?: boolean }) =>
      finish(await (await import('./commands/run-flow.ts')).runFlow(io, flow, options)),
    );
}

function workspaceCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document');
}
