import { approvingRoles, type Role, rowOf } from '@atelier/core';
import { neverByHand } from './never-by-hand.ts';
import { keepOurTags, tagWhatIsMade } from './our-tags.ts';
import { deny, denyElsewhere, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';
import { mainByReview } from './source-rights.ts';

/**
 * Managed policy of everybody in a role, beside `rolePolicy`: what is refused whatever else allows it. It is a policy of its
 * own because IAM's quota for one is too small for both.
 */
export function limitPolicy(ground: PolicyGround, role: Role): PolicyDocument {
  return policyDocument([
    deny('NeverByHand', neverByHand, ['*']),
    ...keepDuties(role),
    ...mainByReview(ground, role),
    passJobRoles(ground),
    leaveServedModels(ground),
    ...tagWhatIsMade(ground, ['CreateModel', 'CreateProcessingJob', 'CreateTrainingJob', 'CreateTransformJob']),
    ...keepOurTags(ground),
  ]);
}

/** Roles of people, of flows and of tracking are not for handing on. */
function passJobRoles({ names }: PolicyGround): IamStatement {
  return denyElsewhere('PassJobRoles', ['iam:PassRole'], [names.roleArn(names.jobRole('*'))]);
}

/** An endpoint knows its model by name: who could make that anew would answer in its place. */
function leaveServedModels(ground: PolicyGround): IamStatement {
  const served = `model/${ground.names.servedPrefix('*')}*`;
  return deny(
    'LeaveServedModels',
    ['sagemaker:CreateModel', 'sagemaker:DeleteModel'],
    [arnOf(ground, 'sagemaker', served)],
  );
}

/** Whoever offers a model does not approve it, and leads alone begin projects. */
function keepDuties(role: Role): IamStatement[] {
  const duties = [
    ...(approvingRoles.includes(role) ? [] : ['sagemaker:UpdateModelPackage']),
    ...(rowOf('project.create').roles.includes(role) ? [] : ['sagemaker:CreateProject']),
  ];
  return [
    deny('KeepDuties', duties, ['*']),
    deny('OfferUnapproved', ['sagemaker:CreateModelPackage'], ['*'], {
      StringEquals: { 'sagemaker:ModelApprovalStatus': 'Approved' },
    }),
  ];
}
