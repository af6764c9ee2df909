import { evaluate } from '../template/evaluate.ts';
import type { StackTemplate } from '../template/template.ts';
import { checkBoundaryAndPath } from './boundary-and-path.ts';
import { checkExportReferences } from './export-references.ts';
import { type Guarded, type Guardrail, type GuardrailContext, type GuardrailFinding, guardrail } from './guardrail.ts';
import { checkNameLengths } from './name-lengths.ts';
import { checkNoLambda } from './no-lambda.ts';
import {
  checkInlinePolicies,
  checkManagedPolicies,
  checkResourcePolicies,
  checkTrustPolicies,
} from './policy-sizes.ts';
import { checkQuotas } from './quotas.ts';
import { checkRetention } from './retention.ts';
import { checkSchemas } from './schemas.ts';
import { checkOutputs, checkParameters, checkResourceCount, checkTemplateSize } from './stack-limits.ts';
import { checkStatefulReplacement } from './stateful-replacement.ts';
import { checkTags } from './tags.ts';
import { checkUniqueNames } from './unique-names.ts';

const checks: readonly (readonly [id: string, check: (guarded: Guarded) => GuardrailFinding[]])[] = [
  ['schemas', checkSchemas],
  ['stateful-replacement', checkStatefulReplacement],
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
  ['tags', checkTags],
  ['no-lambda', checkNoLambda],
];

/** As many digits as every account has; names that hold it are as long as they will be. */
const anyAccount = '123456789012';

/** Every guardrail over the templates of a workspace, always the same ones in the same order. */
export function guardrails(templates: readonly StackTemplate[], context: GuardrailContext): Guardrail[] {
  const aws = context.workspace.aws;
  const region = aws?.region ? { region: aws.region } : {};
  const evaluated = evaluate(templates, { account: aws?.account ?? anyAccount, ...region });
  const guarded: Guarded = { ...context, templates, evaluated };
  return checks.map(([id, check]) => guardrail(id, check(guarded)));
}
