import type { Person } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';

/** Who of the workspace has asked, or why nobody of it has. */
export type KnownAsker =
  | { readonly person: Person; readonly role: string }
  /** In words, such as `jobs of sales`. */
  | { readonly part: string; readonly role: string }
  | { readonly foreign: string };

/** The person or part of a workspace that an ARN of a role or of its session stands for. */
export function whoOfArn(ground: PolicyGround, arn: string): KnownAsker {
  const { names, workspace } = ground;
  const [, account, assumed, path] =
    /^arn:[^:]*:(?:sts|iam)::([^:]*):(?:assumed-role\/([^/]+)|role\/(.+))/.exec(arn) ?? [];
  const role = assumed ?? path?.split('/').at(-1);
  if (role === undefined) return { foreign: 'it is no role: people and jobs of a workspace work in roles of it' };
  if (/^\d{12}$/.test(account ?? '') && workspace.aws?.account != null && account !== workspace.aws.account)
    return { foreign: `it is of the account ${account}, and the workspace is in ${workspace.aws.account}` };
  const person = workspace.people.find(
    ({ profile }) => role === names.personRole(profile) || role === names.signInRole(profile),
  );
  if (person !== undefined) return { person, role };
  const part = partsOf(ground).find(([name]) => name === role);
  if (part !== undefined) return { part: part[1], role };
  const [, left] = new RegExp(`^${workspace.name}-(?:person|signin)-(.+)$`).exec(role) ?? [];
  if (left !== undefined)
    return {
      foreign: `the file has nobody with the profile ${left}: they have left it, or it is the file of another workspace`,
    };
  return { foreign: `no template of ${workspace.name} makes that role` };
}

function partsOf({ names, workspace }: PolicyGround): readonly (readonly [string, string])[] {
  const projects = workspace.projects.flatMap(({ name }) => [
    [names.jobRole(name), `jobs of ${name}`] as const,
    [names.flowRole(name), `flows of ${name}`] as const,
    [names.servingRole(name), `model servers of ${name}`] as const,
    [names.warehouseRole(name), `warehouse of ${name}`] as const,
    [names.trackingRole(name), `tracking of ${name}`] as const,
    [names.scheduleRole(name), `hours of tracking of ${name}`] as const,
  ]);
  return [
    ...projects,
    [names.studioRole, 'Studio'],
    [names.workspaceTrackingRole, 'tracking'],
    [names.workspaceScheduleRole, 'hours of tracking'],
    [names.flowLogRole, 'flow logs'],
    [names.templatesRole, 'project templates'],
  ];
}
