import type { AwsSettings, Blueprint, Project, Workspace } from '@atelier/core';
import { type App, Aws } from 'aws-cdk-lib';
import { type Names, namesOf } from '../names.ts';

/** A workspace whose file says where on AWS it goes. */
export type AwsWorkspace = Workspace & { readonly aws: AwsSettings };

/** Ground that every stack of a workspace is built from. */
export interface Ground {
  readonly app: App;
  readonly workspace: AwsWorkspace;
  readonly blueprint: Blueprint;
  readonly names: Names;
}

export function groundOf(app: App, workspace: AwsWorkspace, blueprint: Blueprint): Ground {
  const { region, account, iam } = workspace.aws;
  const place = { partition: Aws.PARTITION, region, account: account ?? Aws.ACCOUNT_ID };
  return { app, workspace, blueprint, names: namesOf(workspace.name, place, iam.rolePath) };
}

/** A project with its members, whom the pieces of a project do not name. */
export function projectNamed({ workspace }: Pick<Ground, 'workspace'>, name: string): Project {
  const project = workspace.projects.find((candidate) => candidate.name === name);
  if (project === undefined) throw new Error(`The blueprint has a project ${name} that the workspace does not have.`);
  return project;
}
