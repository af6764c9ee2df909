import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import { checkBoundaryAndPath } from './boundary-and-path.ts';
import { checkExportReferences } from './export-references.ts';
import {
  anyAccount,
  type Guarded,
  type Guardrail,
  type GuardrailContext,
  type GuardrailFinding,
  guardrail,
} from './guardrail.ts';
import { checkLeftStacks } from './left-stacks.ts';
import { checkNameLengths } from './name-lengths.ts';
import { checkNamedReplacement } from './named-replacement.ts';
import { checkNoLambda } from './no-lambda.ts';
import {
  checkInlinePolicies,
  checkManagedPolicies,
  checkResourcePolicies,
  checkTrustPolicies,
} from './policy-sizes.ts';
import { checkProfiles } from './profiles.ts';
import { checkQuotas } from './quotas.ts';
import { checkRetention } from './retention.ts';
import { checkSchemas } from './schemas.ts';
import { checkSignInRoles } from './sign-in-roles.ts';
import { checkOutputs, checkParameters, checkResourceCount, checkTemplateSize } from './stack-limits.ts';
import { checkStatefulReplacement } from './stateful-replacement.ts';
import { checkTags } from './tags.ts';
import { checkUniqueNames } from './unique-names.ts';
import { checkWaysIn } from './ways-in.ts';

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
