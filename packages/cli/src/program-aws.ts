import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

interface Common {
  readonly json?: boolean;
}

type Finish = (code: ExitCode) => void;

/** The commands that show, before anything exists, what a workspace would be on AWS. */
export function addAwsCommands(program: Command, io: Io, finish: Finish): void {
  addPlanCommands(program, io, finish);
  addTemplateCommands(program, io, finish);
}

function addPlanCommands(program: Command, io: Io, finish: Finish): void {
  fileCommand(program, 'plan', 'show what a deployment would make, prove its promises and price it')
    .option('--target <target>', 'aws or local', 'aws')
    .option('--deployed <folder>', 'templates of the last deployment, to see what would be replaced')
    .action(async (file: string | undefined, options: Common & { target: string; deployed?: string }) =>
      finish(await (await import('./commands/plan.ts')).plan(io, file, options)),
    );
  fileCommand(program, 'cost', 'what the workspace would cost a month, line by line')
    .option('--against <file>', 'another workspace file, to see the difference')
    .action(async (file: string | undefined, options: Common & { against?: string }) =>
      finish(await (await import('./commands/cost.ts')).cost(io, file, options)),
    );
  fileCommand(program, 'diagram', 'draw the network and the stacks as SVG')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async (file: string | undefined, options: Common & { out?: string }) =>
      finish(await (await import('./commands/diagram.ts')).drawDiagram(io, file, options)),
    );
  fileCommand(program, 'outputs', 'what other systems can read from the stacks').action(
    async (file: string | undefined, options: Common) =>
      finish(await (await import('./commands/outputs.ts')).outputs(io, file, options)),
  );
}

function addTemplateCommands(program: Command, io: Io, finish: Finish): void {
  fileCommand(program, 'synth', 'write the CloudFormation templates')
    .option('--out <folder>', 'where to write them (default: cdk.out)')
    .action(async (file: string | undefined, options: Common & { out?: string }) =>
      finish(await (await import('./commands/synth.ts')).synth(io, file, options)),
    );
  program
    .command('prove')
    .description('prove isolation, encryption, endpoints and access of any CloudFormation templates')
    .argument('<path...>', 'templates, or folders such as cdk.out')
    .option('--json', 'print one JSON document')
    .action(async (paths: string[], options: Common) =>
      finish(await (await import('./commands/prove.ts')).prove(io, paths, options)),
    );
}

function fileCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('[file]', 'the workspace file (default: ./atelier.yaml)')
    .option('--json', 'print one JSON document');
}
