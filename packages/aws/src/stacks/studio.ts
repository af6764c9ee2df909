import { ExecutionRole, type StudioDomain } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { insidePolicies } from '../access/managed-policies.ts';
import { sharedSpacePolicies } from '../access/shared-space-policies.ts';
import { addPolicies } from './add-policies.ts';
import type { Built, Site } from './builder.ts';
import { generatedIds } from './generated-ids.ts';
import { outputs } from './outputs.ts';
import { roleSettings } from './role-settings.ts';
import { placeOfSignIn } from './sign-in.ts';
import { studioDomain } from './studio-domain.ts';

/**
 * Studio, with the role that it works with itself, and the policy that keeps everybody's work inside.
 *
 * The policy is of Studio, as it comes and goes with the domain whose profiles and spaces it is about, and no role is
 * without it.
 */
export function buildStudio(piece: PieceOf<'studio'>, site: Site): Built<'studio'> {
  const { stack, names } = site;
  const fallback = new ExecutionRole(stack, 'StudioRole', {
    roleName: names.studioRole,
    description: 'Studio itself and shared spaces; by itself it may do nothing',
    ...roleSettings(site),
  });
  const domain = studioDomain(piece, site, fallback.roleArn);
  keepInside(site, domain);
  openSharedSpaces(site, domain, fallback);
  placeOfSignIn(site, domain.domainId);
  foundationOutputs(site, domain, fallback);
  return { leaves: domain };
}

function keepInside(site: Site, { domainId }: StudioDomain): void {
  const ids = generatedIds(site.needed, () => domainId);
  const description = `What keeps the work of everybody in ${site.workspace.name}, whatever else allows more`;
  addPolicies(site, 'Inside', insidePolicies({ ...site.policies, ids }), description);
}

/**
 * What shared spaces may do. It stands beside the domain, which goes before people and projects: who is new has no profile
 * before the spaces have lost what is not theirs.
 */
function openSharedSpaces(site: Site, { domainId }: StudioDomain, role: ExecutionRole): void {
  const ids = generatedIds(site.needed, () => domainId);
  addPolicies(site, 'SharedSpaces', sharedSpacePolicies({ ...site.policies, ids }), [role.roleName]);
}

function foundationOutputs({ stack, names, workspace }: Site, domain: StudioDomain, fallback: ExecutionRole): void {
  const people = names.roleArn(names.personRole('*'));
  outputs(stack, {
    StackId: ['This stack', stack.stackId],
    StudioDomainName: ['Name of the Studio domain', names.workspace],
    DomainId: ['Id of the Studio domain', domain.domainId],
    DomainArn: ['ARN of the Studio domain', domain.domainArn],
    DomainUrl: ['Where people sign in to Studio', domain.domainUrl],
    SignInApplicationArn: [
      'Application in Identity Center to which people are assigned',
      workspace.signIn.method === 'sso' ? domain.signInApplicationArn : undefined,
    ],
    EFSId: ['File system of the home folders', domain.homeEfsFileSystemId],
    SageMakerExecutionRoleArn: [
      'Role of Studio itself and of shared spaces; by itself it may do nothing',
      fallback.roleArn,
    ],
    // The names that the outputs of older Studio modules have: here each person has a role, and each project buckets.
    DataScientistRoleArn: ['Pattern of the roles of people, of whom each has one', people],
    LeadDataScientistRoleArn: ['The same pattern: policies tell leads from others', people],
    StudioBucketName: ["Pattern of the names of all projects' buckets", `${names.workspace}-*`],
    DataScientistPolicyArn: ['What data scientists may do', names.policyArn(names.rolePolicy('data-scientist'))],
    LeadDataScientistPolicyArn: ['What leads may do', names.policyArn(names.rolePolicy('lead-data-scientist'))],
  });
}
