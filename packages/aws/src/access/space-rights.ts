import { type Role, rowOf } from '@atelier/core';
import { allow, deny, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround, self } from './policy-ground.ts';
import { openStudio } from './sign-in-policy.ts';

export const changeSpace = ['sagemaker:CreateSpace', 'sagemaker:UpdateSpace', 'sagemaker:DeleteSpace'];
const startSpace = ['sagemaker:CreateApp', 'sagemaker:DeleteApp'];

/** The profile of whoever asks. */
export function ownProfile(ground: PolicyGround): string {
  return arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${self}`);
}

/** The own profile and the own private spaces; the same text for everybody, because the role's tag says who it is. */
export function ownSpaces(ground: PolicyGround, role: Role): IamStatement[] {
  const { domain } = ground.ids;
  const own = ownProfile(ground);
  const space = arnOf(ground, 'sagemaker', `space/${domain}/${ground.names.privateSpace(self)}`);
  const [spaces = '', apps = ''] = ['space', 'app'].map((kind) => arnOf(ground, 'sagemaker', `${kind}/${domain}/*`));
  return [
    allow('SignIn', [openStudio], [own]),
    allow('OwnSpaces', [...changeSpace, ...startSpace], [spaces, apps], {
      StringEquals: { 'sagemaker:OwnerUserProfileArn': own, 'sagemaker:SpaceSharingType': 'Private' },
    }),
    allow('SeeOwnSpace', ['sagemaker:DescribeSpace'], [space]),
    ...(ground.workspace.studio.remoteAccess ? [allow('OpenFromElsewhere', ['sagemaker:StartSession'], [space])] : []),
    ...(rowOf('space.stop').everywhere.includes(role) ? [allow('StopSpaces', ['sagemaker:DeleteApp'], [apps])] : []),
  ];
}

/** Spaces that an editor outside of the network could get into are not made, where the file does not let it. */
export function stayInBrowser({ workspace }: PolicyGround): IamStatement[] {
  if (workspace.studio.remoteAccess) return [];
  return [
    deny('StayInBrowser', ['sagemaker:CreateSpace', 'sagemaker:UpdateSpace'], ['*'], {
      StringEquals: { 'sagemaker:RemoteAccess': 'ENABLED' },
    }),
    deny('NoSessions', ['sagemaker:StartSession'], ['*']),
  ];
}

/**
 * The shared spaces of projects. The ARN of an app in a space holds the name of the space (assumed; the reference of IAM
 * shows a profile there).
 */
export function sharedSpaces(ground: PolicyGround, projects: readonly string[]): IamStatement[] {
  if (ground.workspace.studio.spaces !== 'shared') return [];
  const names = projects.map((project) => `${ground.ids.domain}/${ground.names.sharedSpace(project)}`);
  const spaces = names.map((name) => arnOf(ground, 'sagemaker', `space/${name}`));
  const apps = names.map((name) => arnOf(ground, 'sagemaker', `app/${name}/*`));
  const { remoteAccess } = ground.workspace.studio;
  return [
    allow('SeeSharedSpaces', ['sagemaker:DescribeSpace', ...(remoteAccess ? ['sagemaker:StartSession'] : [])], spaces),
    allow('SharedSpaces', startSpace, apps, { StringEquals: { 'sagemaker:SpaceSharingType': 'Shared' } }),
  ];
}
