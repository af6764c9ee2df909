import { Problem, type Workspace } from '@atelier/core';
import { type PolicyDocument, policyDocument, type Statement } from '../access/policy.ts';
import { managedQuota, policySize } from '../access/policy-size.ts';
import { onAws } from '../on-aws.ts';
import type { Synthesis } from '../synthesise.ts';
import type { StackTemplate } from '../template/template.ts';
import { deployStatements } from './deploy-statements.ts';
import { destroyStatements } from './destroy-statements.ts';
import { driftStatements, executionStatements } from './execution-statements.ts';
import { readStatements } from './read-statements.ts';
import { rightsGround } from './rights-ground.ts';
import { readTypeRights, rightsOf } from './type-rights.ts';

/** Whose rights: those of somebody who deploys and destroys, of CloudFormation's role, or of somebody who only looks. */
export type RightsHolder = 'deploy' | 'execution' | 'status';

/** One managed policy. */
export interface RightsPolicy {
  readonly name: string;
  /** As IAM counts them; it takes 6,144. */
  readonly characters: number;
  readonly document: PolicyDocument;
}

export interface Rights {
  readonly for: RightsHolder;
  /** Null: the file names none, and the policies hold for whichever account they are made in. */
  readonly account: string | null;
  readonly policies: readonly RightsPolicy[];
}

/**
 * The policies that somebody needs for a workspace, each small enough for IAM.
 *
 * Things are named by the patterns of their names, so that the policies do not grow with people and projects.
 *
 * @throws Problem when the stacks hold a type of resource whose rights are not known
 */
export async function rights(workspace: Workspace, { stacks }: Synthesis, holder: RightsHolder): Promise<Rights> {
  const target = onAws(workspace);
  const ground = rightsGround(target);
  const known = await readTypeRights();
  const types = typesIn(stacks).map((type) => rightsOf(type, known));
  // Capitals, as CloudFormation may change every policy that begins as the workspace does: it must not change its own.
  const named = (part: string) => `AtelierRights-${workspace.name}-${part}`;
  const reading = [
    ...policies(named('status'), readStatements(ground)),
    ...policies(named('drift'), driftStatements(ground, types)),
  ];
  const made: Readonly<Record<RightsHolder, () => readonly RightsPolicy[]>> = {
    status: () => reading,
    deploy: () => [
      ...reading,
      ...policies(named('deploy'), deployStatements(ground)),
      ...policies(named('destroy'), destroyStatements(ground)),
    ],
    execution: () => policies(named('execution'), executionStatements(ground, types)),
  };
  return { for: holder, account: target.aws.account, policies: made[holder]() };
}

function typesIn(stacks: readonly StackTemplate[]): readonly string[] {
  const types = stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
  return [...new Set(types)].filter((type) => type !== 'AWS::CDK::Metadata').toSorted();
}

/** As few policies as the statements need in their order, numbered when one is not enough. */
function policies(name: string, statements: readonly Statement[]): readonly RightsPolicy[] {
  const documents: Statement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last !== undefined && fits([...last, statement])) last.push(statement);
    else if (fits([statement])) documents.push([statement]);
    else throw tooLong(name, statement);
  }
  return documents.map((held, index) => {
    const document = policyDocument(held);
    const number = documents.length === 1 ? '' : `-${index + 1}`;
    return { name: `${name}${number}`, characters: policySize(document), document };
  });
}

function fits(statements: readonly Statement[]): boolean {
  return policySize(policyDocument(statements)) <= managedQuota;
}

function tooLong(name: string, { Sid }: Statement): Problem {
  return new Problem({
    code: 'PolicyTooLong',
    message: `The statement ${Sid} of ${name} alone is longer than the ${managedQuota} characters that IAM takes.`,
    fix: 'Give the workspace a shorter name, or a shorter aws.iam.rolePath.',
    whose: 'yours',
    state: 'No policy was made.',
  });
}
