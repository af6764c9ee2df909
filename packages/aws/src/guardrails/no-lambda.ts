import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';

/** No stack runs code of its own without saying what for. */
export function checkNoLambda({ evaluated }: Guarded): GuardrailFinding[] {
  const described = new Set(
    evaluated.flatMap(({ resources }) => resources.filter(isDescribedFunction).map(arnOfFunction)),
  );
  return evaluated.flatMap(({ resources }) => resources.flatMap((resource) => checkResource(resource, described)));
}

function isDescribedFunction({ type, properties: { Description } }: EvaluatedResource): boolean {
  return type === 'AWS::Lambda::Function' && typeof Description === 'string' && Description !== '';
}

function arnOfFunction({ stack, logicalId }: EvaluatedResource): string {
  return `⟨${stack}/${logicalId}.Arn⟩`;
}

function checkResource(resource: EvaluatedResource, described: ReadonlySet<string>): GuardrailFinding[] {
  const { stack, logicalId, type, properties } = resource;
  const place = { stack, resource: logicalId };
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') {
    const message = `${type} runs a Lambda function whenever the stack changes; its deletion can hang`;
    // One that is here and says what for is told with the function: the file asks for it.
    const level = described.has(String(properties.ServiceToken)) ? warning : failure;
    return [level(place, message, 'Use a type of CloudFormation itself.')];
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
