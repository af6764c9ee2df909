import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import { checkBoundaryAndPath } from './boundary-and-path.ts';
import { checkEndpointCallers } from './endpoint-callers.ts';
import { checkExportReferences } from './export-references.ts';
import { checkFlowLogs } from './flow-logs.ts';
import {
  anyAccount,
  type Guarded,
  type Guardrail,
  type GuardrailContext,
  type GuardrailFinding,
  guardrail,
} from './guardrail.ts';
import { checkHomeFolders } from './home-folders.ts';
import { checkKnownNames } from './known-names.ts';
import { checkLeftStacks } from './left-stacks.ts';
import { checkNameLengths } from './name-lengths.ts';
import { checkNamedReplacement } from './named-replacement.ts';
import { checkNarrowRights } from './narrow-rights.ts';
import { checkNoLambda } from './no-lambda.ts';
import { checkPackageOrigins } from './package-origins.ts';
import {
  checkInlinePolicies,
  checkManagedPolicies,
  checkResourcePolicies,
  checkTrustPolicies,
} from './policy-sizes.ts';
import { checkProfiles } from './profiles.ts';
import { checkProjectTags } from './project-tags.ts';
import { checkQuotas } from './quotas.ts';
import { checkRetention } from './retention.ts';
import { checkSchemas } from './schemas.ts';
import { checkSignInRoles } from './sign-in-roles.ts';
import { checkSpaces } from './spaces.ts';
import { checkOutputs, checkParameters, checkResourceCount, checkTemplateSize } from './stack-limits.ts';
import { checkStatefulReplacement } from './stateful-replacement.ts';
import { checkStores } from './stores.ts';
import { checkTags } from './tags.ts';
import { checkTrusts } from './trusts.ts';
import { checkUniqueNames } from './unique-names.ts';
import { checkWalls } from './walls.ts';
import { checkWaysIn } from './ways-in.ts';
import { checkWorkingRoles } from './working-roles.ts';

type Check = readonly [id: string, check: (guarded: Guarded) => GuardrailFinding[]];

/** Those that compare with what is deployed. */
const comparing: readonly Check[] = [
  ['stateful-replacement', checkStatefulReplacement],
  ['named-replacement', checkNamedReplacement],
  ['left-stacks', checkLeftStacks],
];

const checks: readonly Check[] = [
  ['schemas', checkSchemas],
  ...comparing,
  ['retention', checkRetention],
  ['export-references', checkExportReferences],
  ['unique-names', checkUniqueNames],
  ['name-lengths', checkNameLengths],
  ['resource-count', checkResourceCount],
  ['template-size', checkTemplateSize],
  ['outputs', checkOutputs],
  ['parameters', checkParameters],
  ['inline-policy-size', checkInlinePolicies],
  ['managed-policy-size', checkManagedPolicies],
  ['trust-policy-size', checkTrustPolicies],
  ['resource-policy-size', checkResourcePolicies],
  ['quotas', checkQuotas],
  ['boundary-and-path', checkBoundaryAndPath],
  ['sign-in-roles', checkSignInRoles],
  ['profiles', checkProfiles],
  ['ways-in', checkWaysIn],
  ['spaces', checkSpaces],
  ['trusts', checkTrusts],
  ['narrow-rights', checkNarrowRights],
  ['walls', checkWalls],
  ['stores', checkStores],
  ['endpoint-callers', checkEndpointCallers],
  ['known-names', checkKnownNames],
  ['flow-logs', checkFlowLogs],
  ['package-origins', checkPackageOrigins],
  ['project-tags', checkProjectTags],
  ['working-roles', checkWorkingRoles],
  ['home-folders', checkHomeFolders],
  ['tags', checkTags],
  ['no-lambda', checkNoLambda],
];

/** Every guardrail over the templates of a workspace, always the same ones in the same order. */
export function guardrails(templates: readonly StackTemplate[], context: GuardrailContext): Guardrail[] {
  return run(checks, guardedBy(templates, context));
}

/** The guardrails that compare the templates of a workspace with what is deployed of it. */
export function comparisons(
  templates: readonly StackTemplate[],
  context: GuardrailContext & Required<Pick<GuardrailContext, 'deployed'>>,
): Guardrail[] {
  return run(comparing, guardedBy(templates, context));
}

function guardedBy(templates: readonly StackTemplate[], context: GuardrailContext): Guarded {
  const { workspace, deployed, account = workspace.aws?.account ?? anyAccount } = context;
  const pseudo = { account, ...(workspace.aws?.region ? { region: workspace.aws.region } : {}) };
  const evaluatedDeployed = deployed === undefined ? [] : evaluate(deployed, pseudo);
  return { ...context, templates, evaluated: evaluate(templates, pseudo), evaluatedDeployed };
}

function run(those: readonly Check[], guarded: Guarded): Guardrail[] {
  return those.map(([id, check]) => guardrail(id, check(guarded)));
}
