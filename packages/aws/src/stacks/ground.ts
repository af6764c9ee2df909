import { synthesizerFor } from '@atelier/constructs';
import type { AwsSettings, Piece, Plan, Workspace } from '@atelier/core';
import { type App, Aws, Stack } from 'aws-cdk-lib';
import { type Names, namesOf } from '../names.ts';

/** A workspace whose file says where on AWS it goes. */
export type AwsWorkspace = Workspace & { readonly aws: AwsSettings };

/** What every stack of a workspace is built from. */
export interface Ground {
  readonly app: App;
  readonly workspace: AwsWorkspace;
  readonly plan: Plan;
  readonly names: Names;
}

export function groundOf(app: App, workspace: AwsWorkspace, plan: Plan): Ground {
  const { region, account, iam } = workspace.aws;
  const place = { partition: Aws.PARTITION, region, account: account ?? Aws.ACCOUNT_ID };
  return { app, workspace, plan, names: namesOf(workspace.name, place, iam.rolePath) };
}

/** An empty stack of the workspace, with what all of them have in common. */
export function newStack({ app, workspace }: Ground, name: string, description: string): Stack {
  const { region, account, synthesizer } = workspace.aws;
  const chosen = synthesizerFor(synthesizer);
  return new Stack(app, name, {
    stackName: name,
    description,
    env: { region, ...(account === null ? {} : { account }) },
    ...(chosen === undefined ? {} : { synthesizer: chosen }),
  });
}

/** The pieces of one kind. */
export function piecesOf<Kind extends Piece['kind']>(plan: Plan, kind: Kind): Extract<Piece, { kind: Kind }>[] {
  return plan.pieces.filter((piece): piece is Extract<Piece, { kind: Kind }> => piece.kind === kind);
}
