import type { Action, Resource } from '@atelier/core';
import { arnOf, type PolicyGround } from '../../access/policy-ground.ts';
import { type ApiCall, call, profileOf, supporting } from './api-call.ts';

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
    case 'space.remote':
      return openFromElsewhere(of(`space/${domain}/${name}`), space, context);
    default:
      return [call('sagemaker:DeleteApp', app, context)];
  }
}

/** A shared space is not its members' to change, so that whoever deploys decides whether it lets anybody in. */
function openFromElsewhere(arn: string, { kind }: Space, context: ApiCall['context']): ApiCall[] {
  const session = call('sagemaker:StartSession', arn);
  if (kind === 'shared-space') return [session];
  return [call('sagemaker:UpdateSpace', arn, { ...context, 'sagemaker:RemoteAccess': 'ENABLED' }), session];
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
