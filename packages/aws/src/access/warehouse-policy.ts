import type { Project } from '@atelier/core';
import { allow, type PolicyDocument, policyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { readStores, stayWithBuckets } from './storage-rights.ts';

/**
 * Rights of a project's warehouse: to read files. Whoever may query it works with this role, viewers too, so that it
 * gives what every member may do and no more: COPY, and never UNLOAD.
 */
export function warehousePolicy(ground: PolicyGround, project: Project): PolicyDocument {
  const { names, ids } = ground;
  return policyDocument([
    ...readStores(ground, project),
    allow('ReadEncrypted', ['kms:Decrypt'], [ids.keyArn], {
      StringLike: { 'kms:ViaService': [`s3.${names.place.region}.amazonaws.com*`] },
    }),
    stayWithBuckets(ground, project.buckets),
  ]);
}
