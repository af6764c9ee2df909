import type { Project } from '@atelier/core';
import { joinNetwork, pullImages, tellProgress } from './container-rights.ts';
import { useKey } from './packages-and-key.ts';
import { allow, type PolicyDocument, policyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { registeredModels, servedRequests } from './registered-models.ts';
import { readObjects, stayWithBuckets } from './storage-rights.ts';

/**
 * Rights of a project's model servers. SageMaker fetches a model's data with the rights of the model's role: it reads
 * what is written once and nothing else, so that no endpoint answers from data that somebody can still change.
 */
export function servingPolicy(ground: PolicyGround, project: Project): PolicyDocument {
  return policyDocument([
    allow('ReadModels', readObjects, [registeredModels(ground, project.name)]),
    allow('KeepRequests', ['s3:AbortMultipartUpload', 's3:PutObject'], [servedRequests(ground, project.name)]),
    ...useKey(ground),
    ...tellProgress(ground, project),
    ...pullImages(ground),
    ...joinNetwork(ground),
    stayWithBuckets(ground, []),
  ]);
}
