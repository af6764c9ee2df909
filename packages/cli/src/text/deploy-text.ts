import type { PlannedOutput, PlanReport } from '@atelier/aws';
import type { Deployment, DeployNews, DeployPreview, StackProgress } from '@atelier/aws-account';
import type { Workspace } from '@atelier/core';
import { oneLine } from '@atelier/problem';
import { assignmentText } from './assignment-text.ts';
import { table } from './table.ts';

export interface DeployQuestion {
  readonly report: PlanReport;
  readonly preview: DeployPreview;
  /** Of the longest chain of what is to be made or changed. */
  readonly awsMinutes: number;
  /** ARNs of what CloudFormation may do in an account that has to be bootstrapped. */
  readonly executionPolicies: readonly string[];
}

/** Text of what a deployment would do, for whoever is asked about it. */
export function questionText({ report, preview, awsMinutes, executionPolicies }: DeployQuestion): string {
  const { stacks, cost } = report;
  const changeOf = (name: string) => preview.stacks.find(({ stack }) => stack === name)?.change ?? 'new';
  const rows = stacks.map(({ name, resources, after }) => [
    name,
    changeOf(name),
    `${resources} resources`,
    after.length > 0 ? `after ${after.join(', ')}` : '',
  ]);
  const price = `${cost.complete ? '' : 'at least '}${cost.totalUsd.toFixed(2)} USD a month`;
  const minutes = awsMinutes === 0 ? 'nothing to change' : `on AWS about ${Math.ceil(awsMinutes)} minutes (assumed)`;
  return `To ${preview.account} in ${preview.region}:\n\n${table(rows, [2])}\n${stacks.length} stacks, ${price}, ${minutes}.\n${takesBackText(preview)}${bootstrapText(preview, executionPolicies)}${preview.warnings.map(warningText).join('')}`;
}

/** What becomes of all that an earlier deployment has kept. */
function takesBackText({ takesBack, setsAside, homesLeft }: DeployPreview): string {
  const things = [...Map.groupBy(takesBack, ({ what }) => what)].map(([what, those]) =>
    oneLine(`  ${what}: ${those.map(({ name }) => name).join(', ')}`),
  );
  return [
    things.length === 0 ? '' : 'What an earlier deployment kept is taken back with all that is in it:\n',
    ...things.map((line) => `${line}\n`),
    ...setsAside.map(
      ({ name, newName }) =>
        `CloudFormation cannot take back the repository ${name}. It is renamed to ${newName}, with all its code, and a new one is made: push the code there.\n`,
    ),
    homesLeft.length === 0
      ? ''
      : `Home folders that were kept (${homesLeft.join(', ')}) cannot be taken back by a new Studio domain: everybody begins with an empty one. They stay; a mount target makes them readable.\n`,
  ].join('');
}

function warningText({ stack, resource, message, fix }: DeployPreview['warnings'][number]): string {
  const where = [stack, resource].filter((part) => part !== null).join(' ');
  return `warning: ${oneLine(`${where}: ${message}. ${fix}`)}\n`;
}

function bootstrapText({ isBootstrapped }: DeployPreview, executionPolicies: readonly string[]): string {
  const given = executionPolicies.join(', ');
  if (isBootstrapped)
    return given === ''
      ? ''
      : `The account is bootstrapped already, so ${given} is not used: cdk bootstrap changes what CloudFormation may do.\n`;
  const rights =
    given === ''
      ? "CloudFormation's execution role gets AdministratorAccess there, the CDK's default:\nwhoever may deploy through it may do everything. --execution-policy <arn> gives it less."
      : `CloudFormation's execution role gets ${given} there.`;
  return `The account is bootstrapped first: the CDK's stack CDKToolkit, with a bucket, a repository, roles and a parameter.\n${rights}\n`;
}

/** One line about one resource or one stack, or a warning. */
export function newsText(news: DeployNews, stacks: readonly StackProgress[]): string {
  if (news.kind === 'warning') return `warning: ${oneLine(news.text)}\n`;
  const name = nameText(news.stack, stacks);
  if (news.kind === 'stack') return `${name}  ${news.phase}\n`;
  const { stack, resource, type, status, reason } = news;
  const so = countText(stacks.find((one) => one.stack === stack));
  const line = `${name}  ${so}  ${status.padEnd(20)}  ${resource}  ${type}${reason === null ? '' : `  ${reason}`}`;
  return `${oneLine(line)}\n`;
}

/** A stack's name, as wide as the longest of them. */
export function nameText(stack: string, stacks: readonly StackProgress[]): string {
  return stack.padEnd(Math.max(...stacks.map((one) => one.stack.length)));
}

/** Such as `34/41`. */
export function countText(progress: StackProgress | undefined): string {
  const { done = 0, total = null } = progress ?? {};
  return (total === null ? `${done}` : `${done}/${total}`).padStart(5);
}

export interface Deployed {
  readonly workspace: Pick<Workspace, 'name' | 'signIn'>;
  readonly deployment: Deployment;
  readonly outputs: readonly PlannedOutput[];
  /** Tags that budgets find their costs by. */
  readonly budgetTags: readonly string[];
}

/** Text of what was deployed, what can be read from it, and what to do next. */
export function deployedText({ workspace, deployment, outputs, budgetTags }: Deployed): string {
  const { name, signIn: entry } = workspace;
  const { stacks, unchanged, account, region, takenBack, setAside } = deployment;
  const signIn = outputs.find(({ name }) => name === 'DomainUrl')?.value ?? null;
  return [
    ...[...Map.groupBy(outputs, ({ stack }) => stack)].map(([stack, those]) => `${stack}\n${valuesText(those)}\n`),
    `${name} is deployed to ${account} in ${region}: ${stacks.length} stacks, ${unchanged.length} of them unchanged.\n`,
    takenBack.length === 0
      ? ''
      : `Taken back of an earlier deployment: ${takenBack.map(({ what, name }) => `${what} ${name}`).join(', ')}.\n`,
    ...setAside.map(movedText),
    signIn === null || entry.method === 'iam' ? '' : `People sign in to Studio at ${signIn}\n`,
    assignmentText(deployment.assignments, outputs),
    budgetTags.length === 0 ? '' : activationText(budgetTags),
    '"atelier status --target aws" shows what runs and what it costs; "atelier destroy" takes everything down.\n',
  ].join('');
}

function movedText({ name, newName }: Deployment['setAside'][number]): string {
  return `The code that was kept is in the repository ${newName}; ${name} is new and empty. To move it, from a machine that may read one and push to the other:\n  git clone --mirror <${newName}> kept && git -C kept push --mirror <${name}>\n`;
}

/**
 * Only the account that pays the bill can activate tags, and only some hours after they are first used ("Activating
 * user-defined cost allocation tags", AWS Billing guide): no deployment can do it.
 */
function activationText(tags: readonly string[]): string {
  const statuses = tags.map((tag) => `TagKey=${tag},Status=Active`).join(' ');
  return `Budgets see no cost until the account that pays the bill has done this once, a day after the first deployment:\n  aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${statuses}\n`;
}

function valuesText(outputs: readonly PlannedOutput[]): string {
  return table(outputs.map(({ name, value }) => [`  ${name}`, value ?? '']));
}
