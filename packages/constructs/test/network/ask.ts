import { runSimulation } from '@cloud-copilot/iam-simulate';
import { account } from './deployed.ts';

export interface Question {
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  readonly owner?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  readonly endpointPolicy?: unknown;
  readonly resourcePolicy?: unknown;
  /** Rights that IAM gives the principal. */
  readonly allowed?: { readonly action: string; readonly resource: string };
}

export const scientist = `arn:aws:iam::${account}:role/acme-july`;
export const stranger = 'arn:aws:iam::999988887777:role/stranger';

/** The answer of an IAM simulation to somebody whose own policies would allow everything. */
export async function ask(question: Question): Promise<'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied'> {
  const { principal = scientist, action, resource, owner = account, context = {} } = question;
  const { allowed = { action: '*', resource: '*' } } = question;
  const response = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: owner },
        contextVariables: {
          'aws:PrincipalAccount': principal.split(':')[4] ?? '',
          'aws:PrincipalArn': principal,
          'aws:ResourceAccount': owner,
          'aws:SecureTransport': 'true',
          ...context,
        },
      },
      identityPolicies: [
        {
          name: 'everything',
          policy: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: allowed.action, Resource: allowed.resource }],
          },
        },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: question.resourcePolicy,
      vpcEndpointPolicies:
        question.endpointPolicy === undefined ? undefined : [{ name: 'endpoint', policy: question.endpointPolicy }],
    },
    {},
  );
  if (response.resultType !== 'single') throw new Error(JSON.stringify(response, null, 2));
  return response.result.analysis.result as 'Allowed';
}
