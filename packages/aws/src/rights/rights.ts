import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { packed } from '../access/packed.ts';
import { type IamStatement, policyDocument } from '../access/policy.ts';
import { policySize } from '../access/policy-size.ts';
import { onAws } from '../on-aws.ts';
import type { Synthesis } from '../synthesise.ts';
import { boundaryPolicy } from './boundary-policy.ts';
import { deployStatements } from './deploy-statements.ts';
import { destroyStatements } from './destroy-statements.ts';
import { driftStatements, executionStatements } from './execution-statements.ts';
import { keptStatements } from './kept-statements.ts';
import { readStatements } from './read-statements.ts';
import { type DeployedIds, rightsGround } from './rights-ground.ts';
import { rightsNotes } from './rights-notes.ts';
import type { RightsHolder, RightsPolicy } from './rights-policy.ts';
import { assignStatements, readSignInStatements } from './sign-in-statements.ts';
import { readTypeRights, rightsOf } from './type-rights.ts';

export interface Rights {
  readonly for: RightsHolder;
  /** Null: the file names none, and the policies hold for whichever account they are made in. */
  readonly account: string | null;
  readonly policies: readonly RightsPolicy[];
  /** Things to know before handing them out, each a sentence or two. */
  readonly notes: readonly string[];
}

/** Before the first deployment. */
const notDeployed: DeployedIds = { id: null, domain: null };

/**
 * The policies that somebody needs for a workspace, each small enough for IAM; the boundary is one.
 *
 * Things are named by the patterns of their names and by tags, so that the policies do not grow with people. Buckets and
 * budgets are named project by project.
 *
 * @throws Problem when the stacks hold a type of resource whose rights are not known
 */
export async function rights(
  workspace: Workspace,
  { stacks }: Pick<Synthesis, 'stacks'>,
  holder: RightsHolder,
  deployed: DeployedIds = notDeployed,
): Promise<Rights> {
  const target = onAws(workspace);
  const ground = rightsGround(target, deployed);
  const known = await readTypeRights();
  const types = typesIn(stacks).map((type) => rightsOf(type, known));
  // Capitals, as CloudFormation may change every policy that begins as the workspace does: it must not change its own.
  const named = (part: string) => `AtelierRights-${workspace.name}-${part}`;
  const reading = [
    ...policies(named('status'), [...readStatements(ground), ...readSignInStatements(ground)]),
    ...policies(named('drift'), driftStatements(ground, types)),
  ];
  const made: Readonly<Record<RightsHolder, () => readonly RightsPolicy[]>> = {
    status: () => reading,
    deploy: () => [
      ...reading,
      ...policies(named('deploy'), [...deployStatements(ground), ...assignStatements(ground)]),
      ...policies(named('destroy'), destroyStatements(ground)),
    ],
    kept: () => policies(named('kept'), keptStatements(ground)),
    execution: () => policies(named('execution'), executionStatements(ground, types)),
    boundary: () => [boundaryPolicy(ground, stacks)],
  };
  const held = made[holder]();
  return { for: holder, account: target.aws.account, policies: held, notes: rightsNotes(ground, holder, held) };
}

function typesIn(stacks: readonly StackTemplate[]): readonly string[] {
  const types = stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
  return [...new Set(types)].filter((type) => type !== 'AWS::CDK::Metadata').toSorted();
}

function policies(name: string, statements: readonly IamStatement[]): readonly RightsPolicy[] {
  return packed(name, statements).map((held, index, all) => {
    const document = policyDocument(held);
    const number = all.length === 1 ? '' : `-${index + 1}`;
    return { name: `${name}${number}`, characters: policySize(document), document };
  });
}
