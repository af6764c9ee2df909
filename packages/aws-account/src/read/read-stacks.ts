import { stackNames, workspaceTag } from '@atelier/aws';
import {
  type CloudFormationClient,
  paginateDescribeStacks,
  paginateListImports,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { type Account, holdsNothing, type StackFound, type StackResourceFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { isStackName, isStackOf, isTemplateOf } from './is-stack-of.ts';

export interface StacksRead extends Pick<Account, 'id' | 'stacks' | 'foreignStacks' | 'notOurs'> {
  /** When the first of them was made; null: it is not there. */
  readonly since: Date | null;
}

/**
 * The workspace's stacks that are there: by their tag, which others may carry for their costs, by their names, and by
 * the id of the first of them.
 */
export async function readStacks(workspace: string, client: CloudFormationClient): Promise<StacksRead> {
  const all = await everyItem(paginateDescribeStacks({ client }, {}), ({ Stacks }) => Stacks);
  const there = all.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  const named = there.filter((stack) => isStackOf(stack, workspace));
  const found = await Promise.all(named.map((stack) => stackFound(stack, client)));
  const first = found.find(({ name }) => name === stackNames.network(workspace));
  // A first stack whose making failed says nothing of what an earlier one has kept.
  const living = first === undefined || holdsNothing(first) ? undefined : first;
  const standing = standingOn(first, found);
  // AWS knows no imports of one that was never made, is being deleted, or has only taken back what another has kept.
  const alone = found.filter((stack) => stack !== first && !standing.has(stack.name));
  const wereOurs = await Promise.all(alone.map(({ id }) => isTemplateOf(id, workspace, client)));
  const aloneOurs = alone.filter((_, place) => wereOurs[place]);
  const ours = found.filter((stack) => stack === first || standing.has(stack.name) || aloneOurs.includes(stack));
  // One in review holds nothing, and has its tags only from its first change set (assumed).
  const others = there.filter(
    ({ StackName, StackStatus }) =>
      StackStatus !== 'REVIEW_IN_PROGRESS' && !ours.some(({ name }) => name === StackName),
  );
  return {
    id: living?.id ?? null,
    since: there.find(({ StackId }) => StackId === living?.id)?.CreationTime ?? null,
    stacks: ours,
    foreignStacks: others.flatMap(({ StackName = '' }) => (StackName.startsWith(`${workspace}-`) ? StackName : [])),
    notOurs: others.flatMap((stack) =>
      isStackName(stack.StackName ?? '', workspace)
        ? { id: `stack ${stack.StackName}`, why: whyNot(stack, workspace) }
        : [],
    ),
  };
}

/** Names of the stacks that import from one, or from one that does: every other stack of a workspace does from its first. */
function standingOn(first: StackFound | undefined, found: readonly StackFound[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (stack: StackFound | undefined): void => {
    for (const name of stack?.importedBy ?? []) {
      if (names.has(name)) continue;
      names.add(name);
      visit(found.find((each) => each.name === name));
    }
  };
  visit(first);
  return names;
}

function whyNot(stack: Stack, workspace: string): string {
  return isStackOf(stack, workspace)
    ? `it imports nothing from ${stackNames.network(workspace)}, as every stack of the workspace does`
    : `it has no tag ${workspaceTag}=${workspace}`;
}

async function stackFound(stack: Stack, client: CloudFormationClient): Promise<StackFound> {
  const { StackName: name = '', StackId: id = '', StackStatus: status = '', Outputs = [] } = stack;
  const exported = Outputs.flatMap(({ ExportName }) => ExportName ?? []);
  const [resources, importers] = await Promise.all([
    readResources(id, client),
    Promise.all(exported.map((one) => importersOf(one, client))),
  ]);
  return {
    ...{ name, id, status, resources },
    reason: stack.StackStatusReason ?? null,
    isProtected: stack.EnableTerminationProtection === true,
    importedBy: [...new Set(importers.flat())],
  };
}

async function readResources(StackName: string, client: CloudFormationClient): Promise<StackResourceFound[]> {
  const summaries = await everyItem(
    paginateListStackResources({ client }, { StackName }),
    ({ StackResourceSummaries }) => StackResourceSummaries,
  );
  return summaries.flatMap(
    ({ ResourceType: type = '', PhysicalResourceId: id, LogicalResourceId: logicalId = '', ResourceStatus = '' }) =>
      id === undefined || id === '' || gone.includes(ResourceStatus) ? [] : [{ type, id, logicalId }],
  );
}

const gone = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** CloudFormation words it as a mistake when nobody imports an export. */
async function importersOf(ExportName: string, client: CloudFormationClient): Promise<string[]> {
  try {
    return await everyItem(paginateListImports({ client }, { ExportName }), ({ Imports }) => Imports);
  } catch (error) {
    if (error instanceof Error && /not imported by any stack/i.test(error.message)) return [];
    throw error;
  }
}
