import { type Command, Option } from 'commander';
import type { DeployOptions } from './commands/deploy.ts';
import type { DestroyOptions } from './commands/destroy.ts';
import type { PlanOptions } from './commands/plan.ts';
import type { ProveOptions } from './commands/prove.ts';
import type { RehearseOptions } from './commands/rehearse.ts';
import type { PhasesOptions } from './commands/rehearse-phases.ts';
import type { RightsOptions } from './commands/rights.ts';
import type { ExitCode } from './exit-code.ts';
import { takingPolicies } from './given-policies.ts';
import type { Io } from './io.ts';

interface Common {
  readonly json?: boolean;
}

type Finish = (code: ExitCode) => void;

/** The commands that show, before anything exists, what a workspace would be on AWS. */
export function addAwsCommands(program: Command, io: Io, finish: Finish): void {
  addPlanCommands(program, io, finish);
  addTemplateCommands(program, io, finish);
  addRightsCommand(program, io, finish);
  addAccountCommands(program, io, finish);
}

function addRightsCommand(program: Command, io: Io, finish: Finish): void {
  fileCommand(program, 'rights', "the IAM policies that whoever deploys, CloudFormation's role or an onlooker needs")
    .addOption(
      new Option(
        '--for <holder>',
        'who deploys and destroys, the role of CloudFormation (execution), who looks on (status), who reads stores that a teardown kept (kept), or what bounds every role that is made',
      )
        .choices(['boundary', 'deploy', 'execution', 'kept', 'status'])
        .default('deploy'),
    )
    .option('--id <value>', 'the tag atelier:id of what is deployed: nothing without it is changed')
    .option('--domain <id>', "the Studio domain that is deployed: only its home folders are removed, no other's")
    .option('--application <arn>', "the domain's application in Identity Center: people are assigned to no other")
    .action(async (file: string | undefined, options: Common & RightsOptions) =>
      finish(await (await import('./commands/rights.ts')).showRights(io, file, options)),
    );
}

function addAccountCommands(program: Command, io: Io, finish: Finish): void {
  fileCommand(program, 'deploy', 'plan, price, ask, and deploy to the account of the credentials')
    .option('--yes', 'do not ask')
    .option('--concurrency <n>', 'how many stacks at once, where their order allows it', '8')
    .option(
      '--execution-policy <arn>',
      'what CloudFormation may do in an account that has to be bootstrapped (repeatable)',
      (arn: string, before: readonly string[] = []) => [...before, arn],
    )
    .addOption(namedAccount())
    .addOption(breakLock())
    .action(async (file: string | undefined, options: Common & DeployOptions) =>
      finish(await (await import('./commands/deploy.ts')).deployWorkspace(io, file, options)),
    );
  fileCommand(program, 'destroy', 'take the workspace down in the order that AWS needs, and say what is left')
    .option('--yes', 'do not ask')
    .addOption(
      new Option('--stores <policy>', 'what becomes of buckets, models, logs and the key')
        .choices(['keep', 'delete'])
        .default('keep'),
    )
    .addOption(namedAccount())
    .addOption(breakLock())
    .action(async (file: string | undefined, options: Common & DestroyOptions) =>
      finish(await (await import('./commands/destroy.ts')).destroyWorkspace(io, file, options)),
    );
  fileCommand(program, 'rehearse', 'deploy, change, destroy and deploy again in a simulated account on this machine')
    .option('--changes <ids>', 'which changes of the file, with commas between them; all or none', 'all')
    .option('--faults', 'then let every call fail, once each, and see that running the command again mends it')
    .addOption(new Option('--every <n>', 'the same with every n-th call only').implies({ faults: true }))
    .action(async (file: string | undefined, options: Common & RehearseOptions) =>
      finish(await (await import('./commands/rehearse.ts')).rehearse(io, file, options)),
    );
  program
    .command('rehearse-phases', { hidden: true })
    .description('the phases of a rehearsal, in the account that the environment leads to')
    .requiredOption('--file <path>', 'the workspace file')
    .requiredOption('--assemblies <folder>', 'what the phases deploy')
    .action(async (options: PhasesOptions) =>
      finish(await (await import('./commands/rehearse-phases.ts')).rehearsePhases(io, options)),
    );
}

function namedAccount(): Option {
  return new Option('--account <digits>', 'the account that this is for, where the file does not say aws.account');
}

function breakLock(): Option {
  return new Option('--break-lock <id>', 'take over the lock that a process has left which is gone');
}

function addPlanCommands(program: Command, io: Io, finish: Finish): void {
  takingPolicies(
    fileCommand(program, 'plan', 'show what a deployment would make, prove its promises and price it')
      .option('--target <target>', 'aws, or local: what stands for each piece on this machine', 'aws')
      .option('--deployed <folder>', 'templates of the last deployment, to see what would be replaced'),
  ).action(async (file: string | undefined, options: Common & PlanOptions) =>
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
    .option('--region <region>', 'the region that the templates are for')
    .option('--account <id>', 'the account that they are for')
    .option(
      '--parameter <name=value>',
      'a value of a parameter, in the place of its default (repeatable)',
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option('--accept <file>', 'findings that somebody accepts, each with a reason and an end date')
    .action(async (paths: string[], options: ProveOptions) =>
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
