import { type EvaluatedStack, type StackTemplate, writtenReferences } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';
import { physicalName } from './physical-name.ts';
import { statefulKind } from './stateful-kind.ts';

/**
 * Stacks that are deployed and no longer in the templates stay as they are, which is told; and
 * nothing that a deployed stack still imports is taken back, as CloudFormation refuses that in the middle of an update.
 */
export function checkLeftStacks({ templates, deployed = [], evaluatedDeployed }: Guarded): GuardrailFinding[] {
  const stay = new Set(templates.map(({ stack }) => stack));
  const left = evaluatedDeployed.filter(({ stack }) => !stay.has(stack)).map(leftStack);
  return [...left, ...templates.flatMap((template) => takenBack(template, deployed))];
}

const mostNamed = 6;

function leftStack(evaluated: EvaluatedStack): GuardrailFinding {
  const { stack, region, resources } = evaluated;
  const holding = resources.filter(({ type }) => statefulKind(type) !== null);
  // A person's profile and space have one name.
  const names = [...new Set(holding.map((resource) => physicalName(resource, region)?.name ?? resource.logicalId))];
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const holds = names.length === 0 ? '' : `, with ${names.slice(0, mostNamed).join(', ')}${more}`;
  const message =
    `The stack is deployed and no longer in the templates. It stays as it is${holds}: it goes on costing, and whoever ` +
    'has rights by it alone keeps them';
  const fix = `Put back what it is for. Or, once nobody needs it, run aws cloudformation delete-stack --stack-name ${stack}.`;
  return warning({ stack }, message, fix);
}

/** Exports of a stack that it no longer has, and that deployed stacks use. */
function takenBack({ stack, template }: StackTemplate, deployed: readonly StackTemplate[]): GuardrailFinding[] {
  const old = deployed.find((each) => each.stack === stack);
  if (old === undefined) return [];
  const kept = new Set(exportsOf(template));
  return exportsOf(old.template)
    .filter((name) => !kept.has(name))
    .flatMap((name) => {
      const users = deployed.filter((each) => importsOf(each.template).includes(name)).map((each) => each.stack);
      if (users.length === 0) return [];
      const message = `The export ${name} would go, and ${users.join(', ')}, deployed before, still uses it: CloudFormation refuses that`;
      const fix = `Put back what ${users.join(', ')} used it for. Or delete that stack first, if nobody needs what it holds.`;
      return [failure({ stack }, message, fix)];
    });
}

function exportsOf({ Outputs = {} }: StackTemplate['template']): readonly string[] {
  return Object.values(Outputs).flatMap((output) => (output.Export ? [JSON.stringify(output.Export.Name)] : []));
}

function importsOf({ Resources, Outputs = {} }: StackTemplate['template']): readonly string[] {
  return writtenReferences({ Resources, Outputs }, '').flatMap((each) =>
    each.kind === 'imported' ? [JSON.stringify(each.value)] : [],
  );
}
