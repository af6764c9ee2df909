import { checkAgainstSchemas } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/** Every template is one that CloudFormation's own schemas accept. */
export function checkSchemas({ templates }: Guarded): GuardrailFinding[] {
  return templates.flatMap(({ stack, template }) =>
    checkAgainstSchemas(template).map(({ resource, path, message, fix }) =>
      failure({ stack, resource, path: path === '' ? null : path }, message, fix),
    ),
  );
}
