import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { AskedPolicies, PolicyRequest } from '../../src/decide/index.ts';

export type Document = { readonly Version: string; readonly Statement: readonly object[] };

/** The policies of a question as they are written. */
export type Written = {
  readonly [Kind in Exclude<keyof AskedPolicies, 'organization'>]: Kind extends 'identity' | 'control'
    ? readonly Document[]
    : Document | undefined;
} & { readonly organization: readonly (readonly Document[])[] };

/** What the simulator of IAM that only tests use answers. */
export async function askOracle(
  request: PolicyRequest,
  written: Written,
): Promise<'allowed' | 'denied' | 'not-allowed'> {
  const { identity, boundary, resource, endpoint, organization, control = [] } = written;
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
      // It asks them of services, too, which have no account: "SCPs affect only IAM users and roles" (Organizations User Guide).
      serviceControlPolicies: request.caller.account === null ? [] : organization.map(placeOf),
      // It adds the one that lets everything through by itself.
      resourceControlPolicies: control.length === 0 ? [] : [placeOf(control, 0)],
      ...(resource === undefined ? {} : { resourcePolicy: resource }),
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: named([boundary]) }),
      ...(endpoint === undefined ? {} : { vpcEndpointPolicies: named([endpoint]) }),
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(JSON.stringify({ errors: results.errors, request, written }));
  return answers[results.overallResult];
}

function placeOf(policies: readonly Document[], index: number) {
  return {
    orgIdentifier: `ou-${index}`,
    policies: policies.map((policy, at) => ({ name: `o${index}p${at}`, policy })),
  };
}

const answers = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' } as const;
