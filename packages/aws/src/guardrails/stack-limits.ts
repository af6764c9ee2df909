import type { StackTemplate } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/** CloudFormation takes 500; the rest is room for the next update. */
const mostResources = 450;
const mostOutputs = 200;
const mostParameters = 200;
/** Of a template in a bucket, which is where the CDK puts it; 51,200 bytes where it is given in the call. */
const mostTemplateBytes = 1_000_000;

/** No stack comes near the 500 resources that it may have. */
export function checkResourceCount({ templates }: Guarded): GuardrailFinding[] {
  return overLimit(templates, mostResources, ({ template }) => Object.keys(template.Resources).length, {
    what: (count) => `${count} resources; CloudFormation takes 500, and ${mostResources} leave room for updates`,
    fix: 'Spread what the stack holds over more stacks: fewer people to a shard, or fewer parts to a project.',
  });
}

/** No template is larger than CloudFormation reads. */
export function checkTemplateSize({ templates }: Guarded): GuardrailFinding[] {
  return overLimit(templates, mostTemplateBytes, ({ template }) => templateBytes(template), {
    what: (bytes) => `a template of ${bytes} bytes; CloudFormation reads up to ${mostTemplateBytes}`,
    fix: 'Spread what the stack holds over more stacks.',
  });
}

/** No stack has more outputs than it may have. */
export function checkOutputs({ templates }: Guarded): GuardrailFinding[] {
  return overLimit(templates, mostOutputs, ({ template }) => Object.keys(template.Outputs ?? {}).length, {
    what: (count) => `${count} outputs; CloudFormation takes ${mostOutputs}`,
    fix: 'Compute names in the stacks that use them instead of exporting them.',
  });
}

/** No stack has more parameters than it may have. */
export function checkParameters({ templates }: Guarded): GuardrailFinding[] {
  return overLimit(templates, mostParameters, ({ template }) => Object.keys(template.Parameters ?? {}).length, {
    what: (count) => `${count} parameters; CloudFormation takes ${mostParameters}`,
    fix: 'Write values into the template instead of asking for them.',
  });
}

interface Words {
  readonly what: (count: number) => string;
  readonly fix: string;
}

function overLimit(
  templates: readonly StackTemplate[],
  limit: number,
  count: (template: StackTemplate) => number,
  words: Words,
): GuardrailFinding[] {
  return templates.flatMap((each) => {
    const counted = count(each);
    return counted > limit ? [failure({ stack: each.stack }, `The stack has ${words.what(counted)}`, words.fix)] : [];
  });
}

/** As the CDK writes it, with an indent of one. */
function templateBytes(template: StackTemplate['template']): number {
  return Buffer.byteLength(JSON.stringify(template, null, 1));
}
