import type { Action, Resource } from '@atelier/core';
import { type ApiCall, call, profileOf, supporting } from './api-call.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';

type Space = Extract<Resource, { kind: 'private-space' | 'shared-space' }>;

export function callsInSpace(ground: PolicyGround, action: Action, space: Space): ApiCall[] {
  const { domain } = ground.ids;
  const of = (resource: string) => arnOf(ground, 'sagemaker', resource);
  const { name, owner, sharing } = identityOf(ground, space);
  const see = call('sagemaker:DescribeSpace', of(`space/${domain}/${name}`));
  const context = { 'sagemaker:SpaceSharingType': sharing, 'sagemaker:OwnerUserProfileArn': owner };
  const app = of(`app/${domain}/${name}/JupyterLab/default`);
  switch (action) {
    case 'space.open':
      return space.kind === 'private-space' ? [see, call('sagemaker:CreatePresignedDomainUrl', owner)] : [see];
    case 'space.start':
      return [
        call('sagemaker:CreateApp', app, { ...context, 'sagemaker:InstanceTypes': [ground.workspace.studio.instance] }),
        supporting('sagemaker:AddTags', app, { 'sagemaker:TaggingAction': 'CreateApp' }),
      ];
    default:
      return [call('sagemaker:DeleteApp', app, context)];
  }
}

/** A space that is made with its project belongs to the profile that made it, which is nobody's (assumed). */
function identityOf(ground: PolicyGround, space: Space) {
  const profile = (name: string) => arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${name}`);
  if (space.kind === 'shared-space') {
    return { name: ground.names.sharedSpace(space.project), owner: profile('nobody'), sharing: 'Shared' };
  }
  const own = profileOf(ground, space.person);
  return { name: ground.names.privateSpace(own), owner: profile(own), sharing: 'Private' };
}
