import { runSimulation } from '@cloud-copilot/iam-simulate';

export const account = '111122223333';

export interface Question {
  readonly action: string;
  readonly resource: string;
  /** Context that the request carries: `aws:SourceVpc` and the like. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Answer of IAM to a role of the account that has these policies: `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`. */
export async function iamAnswer(
  policies: readonly unknown[],
  { action, resource, context }: Question,
): Promise<string> {
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/someone`,
        action,
        resource: { resource, accountId: account },
        contextVariables: { 'aws:ResourceAccount': account, ...context },
      },
      identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy: literal(policy) })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult;
}

/** The policy as it is after deployment to the partition `aws`. */
export function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'Ref' && only[1] === 'AWS::Partition') return 'aws';
  if (entries.length === 1 && only?.[0] === 'Fn::Join') return joined(only[1]);
  return Object.fromEntries(entries.map(([key, inner]) => [key, literal(inner)]));
}

function joined([separator, parts]: [string, unknown[]]): string {
  return parts.map(literal).join(separator);
}
