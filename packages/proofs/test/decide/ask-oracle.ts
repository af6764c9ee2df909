import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { AskedPolicies, PolicyRequest } from '../../src/decide/index.ts';

export type Document = { readonly Version: string; readonly Statement: readonly object[] };

/** The policies of a question as they are written. */
export type Written = {
  readonly [Kind in keyof AskedPolicies]: Kind extends 'identity' ? readonly Document[] : Document | undefined;
};

/** What the simulator of IAM that only tests use answers. */
export async function askOracle(
  request: PolicyRequest,
  written: Written,
): Promise<'allowed' | 'denied' | 'not-allowed'> {
  const { identity, boundary, resource, endpoint } = written;
  const named = (policies: readonly Document[]) => policies.map((policy, at) => ({ name: `p${at}`, policy }));
  const results = await runSimulation(
    {
      request: {
        principal: request.caller.kind === 'anonymous' ? { type: 'Anonymous' } : request.caller.arn,
        action: request.action,
        resource: { resource: request.resource, accountId: request.account },
        contextVariables: structuredClone(request.context) as Record<string, string | string[]>,
      },
      identityPolicies: named(identity),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resource === undefined ? {} : { resourcePolicy: resource }),
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: named([boundary]) }),
      ...(endpoint === undefined ? {} : { vpcEndpointPolicies: named([endpoint]) }),
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(JSON.stringify({ errors: results.errors, request, written }));
  return answers[results.overallResult];
}

const answers = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' } as const;
