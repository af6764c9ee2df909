import { type Action, applies, type Resource } from '@atelier/core';
import { bucketArn, type PolicyGround } from '../../access/policy-ground.ts';
import { type ApiCall, call, profileOf, supporting } from './api-call.ts';
import { callsInProject } from './calls-in-project.ts';
import { callsInSpace } from './calls-in-space.ts';
import { callsInStorage } from './calls-in-storage.ts';
import { callsInWorkspace } from './calls-in-workspace.ts';

/** The requests of which an action consists: it is allowed when all are, and refused when all decisive ones are. */
export function apiCallsOf(ground: PolicyGround, action: Action, resource: Resource): readonly ApiCall[] {
  if (!applies(action, resource)) return [];
  switch (resource.kind) {
    case 'workspace':
      return callsInWorkspace(ground, action);
    case 'project':
      return [...callsInStorage(ground, action, resource.project), ...callsInProject(ground, action, resource.project)];
    case 'sandbox': {
      const profile = profileOf(ground, resource.person);
      const bucket = bucketArn(ground, ground.names.projectBucket(resource.project, 'sandboxes'));
      const verb = action === 'sandbox.read' ? 's3:GetObject' : 's3:PutObject';
      return [
        call(verb, `${bucket}/${profile}/note.ipynb`),
        supporting('s3:ListBucket', bucket, { 's3:prefix': `${profile}/` }),
      ];
    }
    default:
      return callsInSpace(ground, action, resource);
  }
}
