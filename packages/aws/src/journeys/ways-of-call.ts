import type { JourneyPlace, Network, Workspace } from '@atelier/core';
import { askedPolicy } from '@atelier/proofs/policy';
import { openStudio } from '../access/sign-in-policy.ts';
import { servicesOf } from '../endpoints/used-services.ts';
import { isOnBehalf, type Way } from './ask-account.ts';
import type { ApiCall } from './calls/api-call.ts';
import type { PlannedAccount, PlannedEndpoint } from './planned-account.ts';

/** How a call gets to AWS, each of the ways; or that none does, or why nobody can know. */
export type Ways =
  | { readonly ways: readonly Way[] }
  | { readonly missing: string; readonly fix: string }
  | { readonly unknown: string };

/** An address in the network, and one of anybody's on the internet (RFC 5737). */
const [inside, outside] = ['10.10.0.7', '203.0.113.7'];

/** Ways of a call from where somebody sits. */
export function waysOfCall(
  workspace: Workspace,
  account: PlannedAccount,
  call: ApiCall,
  from: JourneyPlace | 'service',
): Ways {
  const { action } = call;
  if (from === 'service' || isOnBehalf(call)) return { ways: [{ kind: 'aws' }] };
  const vpc = String(account.domain.properties.VpcId);
  if (from === 'browser') return browserWays(workspace, account, call);
  // Asked by the service that is handed the role, of the policies of whoever called it.
  if (action === 'iam:PassRole') return { ways: [{ kind: 'internet', address: inside }] };
  const services = servicesOf(action);
  if (services.length === 0) return { unknown: `AWS documents no private endpoint for ${action}.` };
  const found = services.map((service) => ({ service, endpoint: endpointTo(service, workspace.network, account) }));
  const lacking = found.filter(({ endpoint }) => endpoint === undefined).map(({ service }) => service);
  if (lacking.length === 0)
    return { ways: found.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [through(endpoint, vpc, inside)])) };
  if (workspace.network.mode === 'egress') return { ways: [{ kind: 'internet', address: outside }] };
  return {
    missing: `The network has no endpoint for ${lacking.join(', ')}.`,
    fix: `Add the endpoint ${lacking.join(', ')}.`,
  };
}

function endpointTo(service: string, network: Network, { endpoints }: PlannedAccount): PlannedEndpoint | undefined {
  const made = endpoints.get(service);
  if (made !== undefined || network.kind === 'new') return made;
  const described = network.description?.endpoints.find((one) => one.service === service && one.vpc === network.vpc);
  if (described !== undefined) {
    const { id, policy } = described;
    return { id, policy: policy === null ? undefined : askedPolicy(`endpoint ${id}`, policy) };
  }
  return network.endpoints.includes(service) ? { id: `vpce-${service}`, policy: undefined } : undefined;
}

function through(endpoint: PlannedEndpoint, vpc: string, address: string): Way {
  return { kind: 'endpoint', endpoint, vpc, address };
}

/** Each place that the file lets people open Studio from; AWS asks about the opening again for each request of the page. */
function browserWays({ network, signIn }: Workspace, account: PlannedAccount, { action }: ApiCall): Ways {
  const vpc = String(account.domain.properties.VpcId);
  const { access } = network;
  if (signIn.method === 'sso' || access.kind === 'anywhere') return { ways: [{ kind: 'internet', address: outside }] };
  const places = access.kind === 'endpoint' ? [inside] : access.inside.map(firstOf);
  const far = access.kind === 'endpoint' ? [] : access.outside.map(firstOf);
  const services = ['sagemaker.api', ...(action === openStudio ? ['sagemaker.studio'] : [])];
  const endpoints = services.map((service) => endpointTo(service, network, account));
  const lacking = services.filter((_, index) => endpoints[index] === undefined);
  if (places.length > 0 && signIn.provider !== null && lacking.length > 0)
    return {
      missing: `The network has no endpoint for ${lacking.join(', ')}.`,
      fix: `Add the endpoint ${lacking.join(', ')}.`,
    };
  const near = endpoints.flatMap((endpoint) =>
    endpoint === undefined ? [] : places.map((address) => through(endpoint, vpc, address)),
  );
  return { ways: [...far.map((address): Way => ({ kind: 'internet', address })), ...near] };
}

function firstOf(range: string): string {
  return range.replace(/\/.*$/, '');
}
