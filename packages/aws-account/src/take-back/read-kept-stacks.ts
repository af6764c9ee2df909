import { resourcesByKey, stackNames } from '@atelier/aws';
import { parseTemplate, type StackTemplate, type Template } from '@atelier/cloudformation';
import { type CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Account, holdsNothing, type KeptResource } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { look } from '../read/look.ts';
import { type FirstStack, type KeptStack, outlives } from './kept-stack.ts';
import { takeBackKinds } from './take-back-kinds.ts';

/**
 * The stacks that are gone and of which something is there that these templates would make: the workspace's own, of the same
 * logical id and type, in a stack that is not there now.
 */
export async function readKeptStacks(
  templates: readonly StackTemplate[],
  account: Account,
  clients: AccountClients,
): Promise<readonly KeptStack[]> {
  const those = candidates(templates, account);
  const stacks = [...Map.groupBy(those, ({ stack }) => stack)].map(([id, kept]) =>
    keptStack({ id, kept }, account, clients),
  );
  return (await Promise.all(stacks)).filter((stack) => stack !== null);
}

function candidates(templates: readonly StackTemplate[], account: Account): readonly KeptResource[] {
  const there = new Set(account.stacks.filter((stack) => !holdsNothing(stack)).map(({ name }) => name));
  const wanted = resourcesByKey(templates.filter(({ stack }) => !there.has(stack)));
  const found = account.kept.filter((resource) => {
    const again = wanted.get(keyOf(resource));
    const kind = takeBackKinds[resource.type];
    return again?.Type === resource.type && outlives(again) && kind?.isThere(resource.id, account) === true;
  });
  // What was let go of last has the name now.
  const latest = found
    .toSorted((one, other) => one.letGoMs - other.letGoMs)
    .map((each) => [keyOf(each), each] as const);
  return [...new Map(latest).values()];
}

function keyOf({ stack, logicalId }: KeptResource): string {
  return `${nameIn(stack)}/${logicalId}`;
}

function nameIn(stackId: string): string {
  return stackId.split('/')[1] ?? '';
}

/** Null: AWS does not remember the stack any more. */
async function keptStack(
  { id, kept }: Pick<KeptStack, 'id' | 'kept'>,
  account: Account,
  { cloudFormation, s3 }: AccountClients,
): Promise<KeptStack | null> {
  const template = await templateOf(id, cloudFormation);
  if (template === null) return null;
  const [first, policies] = await Promise.all([
    firstStack({ id, template, kept }, account, cloudFormation),
    policiesOf(kept, s3),
  ]);
  return { id, name: nameIn(id), template, first, kept, policies };
}

async function templateOf(StackName: string, client: CloudFormationClient): Promise<Template | null> {
  const asked = client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  const { TemplateBody } = (await look(asked)) ?? {};
  return TemplateBody === undefined ? null : parseTemplate(Buffer.from(TemplateBody), StackName);
}

/** The first stack that was there when a stack went, whose exports that one used. */
async function firstStack(
  { id, template, kept }: Pick<KeptStack, 'id' | 'template' | 'kept'>,
  account: Account,
  client: CloudFormationClient,
): Promise<FirstStack | null> {
  const name = stackNames.network(account.workspace);
  if (nameIn(id) === name) return { id, name, template, keys: keysOf(id, account) };
  const atMs = Math.min(...kept.map(({ letGoMs }) => letGoMs));
  for (const firstId of account.ids) {
    const { Stacks: [stack] = [] } = (await look(client.send(new DescribeStacksCommand({ StackName: firstId })))) ?? {};
    const { CreationTime: made, DeletionTime: gone } = stack ?? {};
    if (made === undefined || made.getTime() > atMs || (gone !== undefined && gone.getTime() < atMs)) continue;
    const found = await templateOf(firstId, client);
    if (found !== null) return { id: firstId, name, template: found, keys: keysOf(firstId, account) };
  }
  return null;
}

/** A key that another first stack has taken back is held under the same logical id. */
function keysOf(firstId: string, { kept, stacks }: Account): Readonly<Record<string, string>> {
  const held = stacks.flatMap((stack) => (stack.name === nameIn(firstId) ? stack.resources : []));
  const keys = [...held, ...kept.filter(({ stack }) => stack === firstId)].filter(
    ({ type }) => type === 'AWS::KMS::Key',
  );
  return Object.fromEntries(keys.map(({ logicalId, id }) => [logicalId, id]));
}

async function policiesOf(kept: readonly KeptResource[], client: S3Client): Promise<Readonly<Record<string, unknown>>> {
  const buckets = kept.filter(({ type }) => type === 'AWS::S3::BucketPolicy').map(({ id }) => id);
  const policies = await Promise.all(
    buckets.map(async (Bucket) => {
      const { Policy } = (await look(client.send(new GetBucketPolicyCommand({ Bucket })))) ?? {};
      return Policy === undefined ? [] : [[Bucket, JSON.parse(Policy)] as const];
    }),
  );
  return Object.fromEntries(policies.flat());
}
