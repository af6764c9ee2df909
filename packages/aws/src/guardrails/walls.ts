import { evaluate } from '@atelier/cloudformation';
import { type Breach, proveWalls } from '../walls/prove-walls.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/** Nobody can do what the access table refuses, or get further by the rights that a role has. */
export function checkWalls(guarded: Guarded): GuardrailFinding[] {
  const names = guardedNames(guarded);
  if (names === null) return [];
  const evaluated = evaluate(guarded.templates, names.place);
  const hasDomain = evaluated.some(({ resources }) => resources.some(({ type }) => type === 'AWS::SageMaker::Domain'));
  return hasDomain ? proveWalls(guarded.workspace, evaluated, names.place).map(findingOf) : [];
}

export function findingOf({ who, what, call, because }: Breach): GuardrailFinding {
  const message = `${who} ${what}: ${call.action} on ${call.resource} passes, and ${because}`;
  return failure({}, message, 'Make the templates anew; rights are what the access table says.');
}
