import type { EvaluatedStack } from '@atelier/cloudformation';
import { buildModel } from '../../../proofs/src/model.ts';
import type { Rule } from '../../../proofs/src/rule.ts';
import { rules } from '../../../proofs/src/rules.ts';
import { typesAmong } from '../../../proofs/src/types/types-among.ts';
import { checkBoundaryAndPath } from '../../src/guardrails/boundary-and-path.ts';
import { checkEndpointCallers } from '../../src/guardrails/endpoint-callers.ts';
import { checkFlowLogs } from '../../src/guardrails/flow-logs.ts';
import type { Guarded, GuardrailFinding } from '../../src/guardrails/guardrail.ts';
import { checkKnownNames } from '../../src/guardrails/known-names.ts';
import { checkNarrowRights } from '../../src/guardrails/narrow-rights.ts';
import { checkPackageOrigins } from '../../src/guardrails/package-origins.ts';
import { checkProfiles } from '../../src/guardrails/profiles.ts';
import { checkProjectTags } from '../../src/guardrails/project-tags.ts';
import { checkSignInRoles } from '../../src/guardrails/sign-in-roles.ts';
import { checkSpaces } from '../../src/guardrails/spaces.ts';
import { checkStores } from '../../src/guardrails/stores.ts';
import { checkTags } from '../../src/guardrails/tags.ts';
import { checkTrusts } from '../../src/guardrails/trusts.ts';
import { findingOf } from '../../src/guardrails/walls.ts';
import { checkWaysIn } from '../../src/guardrails/ways-in.ts';
import { checkWorkingRoles } from '../../src/guardrails/working-roles.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { proveWalls } from '../../src/walls/prove-walls.ts';

export const place = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };

/**
 * Says what of a plan notices that templates differ in a resource of a type: guardrails and rules of the proof, those first that
 * are about such a type, and all others only where these say nothing.
 */
export type Noticed = (stacks: readonly EvaluatedStack[], type?: string) => Promise<string | null>;

type Check = readonly [id: string, check: (guarded: Guarded) => readonly GuardrailFinding[], about: RegExp];

const walls = ({ workspace, evaluated }: Guarded) => proveWalls(workspace, evaluated, place).map(findingOf);

const checks: readonly Check[] = [
  ['narrow-rights', checkNarrowRights, /Policy$|^AWS::IAM::|Key$|CodeArtifact/],
  ['trusts', checkTrusts, /^AWS::IAM::Role$/],
  ['sign-in-roles', checkSignInRoles, /^AWS::(IAM::|SageMaker::Domain)/],
  ['profiles', checkProfiles, /^AWS::(IAM::Role|SageMaker::UserProfile)$/],
  ['boundary-and-path', checkBoundaryAndPath, /^AWS::IAM::/],
  ['walls', walls, /^AWS::IAM::(Role|ManagedPolicy)$/],
  ['ways-in', checkWaysIn, /^AWS::(S3::BucketPolicy|KMS::Key)$/],
  ['endpoint-callers', checkEndpointCallers, /VPCEndpoint$/],
  ['spaces', checkSpaces, /Space$/],
  ['stores', checkStores, /^AWS::S3::/],
  ['known-names', checkKnownNames, /Firewall/],
  ['flow-logs', checkFlowLogs, /FlowLog$/],
  ['package-origins', checkPackageOrigins, /PackageGroup$/],
  ['project-tags', checkProjectTags, /^AWS::RedshiftServerless/],
  ['working-roles', checkWorkingRoles, /^AWS::(SageMaker|Scheduler|Redshift)/],
  ['tags', checkTags, /^$/],
];

const proofs = rules;

/** Whether a rule of the proof has anything to do with policies of roles. */
const ofRights =
  /^(public|trust|foreign|deputy|mixed|star|service|broad|pass|function|run-as|assume|stack|policy|self|all-data|opening|network-right|unread|unreviewed|untold|studio-link|tracking-link|unsafe-value)/;

/** Findings that the templates have as they are do not count: in a network of others its ways out are not seen. */
export async function noticing(workspace: AwsWorkspace, stacks: readonly EvaluatedStack[]): Promise<Noticed> {
  const types = await typesAmong(new Set(typesIn(stacks)));
  const asTheyAre = buildModel(stacks, types);
  const known = new Set(proofs.flatMap((rule) => rule.violations(asTheyAre).map((one) => keyOf(rule.id, one))));
  return async (draft, type) => {
    const guarded = { workspace, account: place.account, templates: [], evaluated: draft, evaluatedDeployed: [] };
    const speaks = (some: readonly Check[]) =>
      some.find(([, check]) => check(guarded).some(({ level }) => level === 'error'))?.[0];
    const isAbout = ([, , about]: Check) => type === undefined || about.test(type);
    const first = speaks(checks.filter(isAbout));
    if (first !== undefined) return `guardrails/${first}`;
    const fresh = typesIn(draft).some((one) => !types.has(one));
    const model = buildModel(draft, fresh ? await typesAmong(new Set(typesIn(draft))) : types);
    const finds = (some: readonly Rule[]) =>
      some.find((rule) => rule.violations(model).some((one) => !known.has(keyOf(rule.id, one))))?.id;
    const isOfRights = (rule: Rule) => type === undefined || !type.startsWith('AWS::IAM::') || ofRights.test(rule.id);
    const second = finds(proofs.filter(isOfRights));
    if (second !== undefined) return second;
    const third = speaks(checks.filter((check) => !isAbout(check)));
    return third === undefined ? (finds(proofs.filter((rule) => !isOfRights(rule))) ?? null) : `guardrails/${third}`;
  };
}

function typesIn(stacks: readonly EvaluatedStack[]): readonly string[] {
  return stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
}

function keyOf(
  rule: string,
  { at, path }: { readonly at: { readonly stack: string; readonly logicalId: string }; readonly path: string },
) {
  return [rule, at.stack, at.logicalId, path].join(' ');
}
