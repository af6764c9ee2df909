import type { Person, SignInPlace } from '@atelier/core';
import { allow, type Conditions, deny, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';

/**
 * The call by which somebody opens Studio. AWS asks the policies about it again for every request and frame of a browser
 * (CreatePresignedDomainUrl, SageMaker API Reference), so that what holds for the call holds for an open tab.
 */
export const openStudio = 'sagemaker:CreatePresignedDomainUrl';

/** All that a sign-in role may do: open Studio as its person. The profile is written out, so that no tag of a session moves it. */
export function signInPolicy(ground: PolicyGround, { profile }: Person): PolicyDocument {
  const own = arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${profile}`);
  return policyDocument([allow('OpenStudio', [openStudio], [own])]);
}

/** Managed policy of every sign-in role: Studio opens from where the file lets it, and from nowhere else. */
export function placePolicy(ground: PolicyGround): PolicyDocument {
  return policyDocument(onlyFromThere(ground, {}));
}

/** Refusals of opening Studio from elsewhere; `unless` is what a statement demands besides. */
export function onlyFromThere(ground: PolicyGround, unless: Conditions): IamStatement[] {
  const elsewhere = outsideOf(ground.workspace.network.access, ground.ids);
  return elsewhere.map((condition, index) =>
    deny(`OpensHereAlone${index === 0 ? '' : index + 1}`, [openStudio], ['*'], { ...condition, ...unless }),
  );
}

/**
 * Conditions of which one holds for every request from elsewhere. A request has `aws:SourceIp` where it came over the
 * internet, and `aws:SourceVpc` with `aws:VpcSourceIp` where it came through an endpoint, and a refusal that asks for a key
 * that is missing holds (Global condition context keys, IAM User Guide; Connect to Studio Through an Interface VPC Endpoint).
 */
function outsideOf(place: SignInPlace, { vpc }: Pick<PolicyGround['ids'], 'vpc'>): Conditions[] {
  if (place.kind === 'anywhere') return [];
  const notInside: Conditions = { StringNotEquals: { 'aws:SourceVpc': vpc } };
  if (place.kind === 'endpoint') return [notInside];
  const { outside, inside } = place;
  const notOutside: Conditions[string] = outside.length === 0 ? {} : { 'aws:SourceIp': outside };
  if (inside.length === 0) return [{ NotIpAddress: notOutside }];
  return [
    outside.length === 0 ? notInside : { ...notInside, NotIpAddress: notOutside },
    { NotIpAddress: { ...notOutside, 'aws:VpcSourceIp': inside } },
  ];
}
