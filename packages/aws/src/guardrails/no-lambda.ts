import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';

/** No stack runs code of its own without saying what for. */
export function checkNoLambda({ evaluated }: Guarded): GuardrailFinding[] {
  return evaluated.flatMap(({ resources }) => resources.flatMap(checkResource));
}

function checkResource({ stack, logicalId, type, properties }: EvaluatedResource): GuardrailFinding[] {
  const place = { stack, resource: logicalId };
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') {
    const message = `${type} runs a Lambda function whenever the stack changes; its deletion can hang`;
    return [failure(place, message, 'Use a type of CloudFormation itself.')];
  }
  if (!['AWS::Lambda::Function', 'AWS::Serverless::Function'].includes(type)) return [];
  const { Description: description } = properties;
  if (typeof description === 'string' && description !== '') {
    return [
      warning(
        place,
        `The stack has a Lambda function: ${description}`,
        'Keep it only as long as nothing else does this.',
      ),
    ];
  }
  return [
    failure(
      place,
      'The stack has a Lambda function that does not say what for',
      'Remove it, or give it a Description.',
    ),
  ];
}
