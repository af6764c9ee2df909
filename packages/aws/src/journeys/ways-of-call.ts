import type { Network, Workspace } from '@atelier/core';
import type { Passage } from '@atelier/proofs/network';
import { openStudio } from '../access/sign-in-policy.ts';
import { servicesOf } from '../endpoints/used-services.ts';
import { isOnBehalf, type Way } from './ask-account.ts';
import type { CallPlace } from './asked-journey.ts';
import type { ApiCall } from './calls/api-call.ts';
import type { NetworkPlace } from './network/network-place.ts';
import type { PlannedAccount, PlannedEndpoint } from './planned-account.ts';

/** How a call gets to AWS, each of the ways; or that none does, or why nobody can know. */
export type Ways =
  | {
      readonly ways: readonly Way[];
      /** The change where a policy refuses calls that come by these ways; left out: that of the policy. */
      readonly fix?: string;
    }
  | { readonly missing: string; readonly fix: string }
  | {
      readonly unknown: string;
      /** All that cannot be known for the same reason, for people; null: this journey alone. */
      readonly of: string | null;
    };

/** An address in the network, and one of anybody's on the internet (RFC 5737). */
const [inside, outside] = ['10.10.0.7', '203.0.113.7'];

/** Ways of a call from where somebody sits. */
export function waysOfCall(workspace: Workspace, account: PlannedAccount, call: ApiCall, from: CallPlace): Ways {
  const { action } = call;
  if (from === 'service' || isOnBehalf(call)) return { ways: [{ kind: 'aws' }] };
  if (from === 'desk') return { ways: [{ kind: 'internet', address: outside }] };
  if (from === 'browser') return browserWays(workspace, account, call);
  // Asked by the service that is handed the role, of the policies of whoever called it.
  if (action === 'iam:PassRole') return { ways: [{ kind: 'internet', address: inside }] };
  const services = servicesOf(action);
  const isOpen = workspace.network.mode === 'egress';
  if (services.length === 0 && !isOpen)
    return { unknown: `AWS documents no private endpoint for ${action}.`, of: null };
  const found = services.map((service) => ({ service, endpoint: endpointTo(service, account) }));
  const lacking = found.filter(({ endpoint }) => endpoint === undefined).map(({ service }) => service);
  if (services.length > 0 && lacking.length === 0) return throughEndpoints(workspace, account, found, from);
  if (isOpen) {
    const ways = overInternet(workspace, account, from);
    return services.length === 0 && 'ways' in ways ? { ...ways, fix: useServer } : ways;
  }
  return {
    missing: `The network has no endpoint for ${lacking.join(', ')}.`,
    fix: `Add the endpoint ${lacking.join(', ')}.`,
  };
}

/** Apps alone have no endpoint, and what leaves through a NAT gateway tells no network. */
const useServer = 'Write `tracking: { kind: server }`: calls to it come from inside of the network.';

interface FoundEndpoint {
  readonly service: string;
  readonly endpoint: PlannedEndpoint | undefined;
}

function throughEndpoints(
  { network }: Workspace,
  account: PlannedAccount,
  found: readonly FoundEndpoint[],
  from: NetworkPlace,
): Ways {
  const vpc = String(account.domain.properties.VpcId);
  const passages = found.map(({ service }) => account.network.toService(from, service));
  const shut = shutOf(passages, network);
  if (shut !== null) return shut;
  return { ways: found.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [through(endpoint, vpc, inside)])) };
}

function overInternet({ network }: Workspace, account: PlannedAccount, from: NetworkPlace): Ways {
  return shutOf([account.network.toInternet(from)], network) ?? { ways: [{ kind: 'internet', address: outside }] };
}

/** Why no connection gets through; null: it does. */
export function shutOf(passages: readonly Passage[], network: Network): Exclude<Ways, { ways: unknown }> | null {
  for (const passage of passages)
    if (passage.verdict === 'closed') return { missing: passage.because, fix: passage.fix };
  const of = `what is called from inside of ${network.kind === 'new' ? 'the network' : network.vpc}`;
  for (const passage of passages) if (passage.verdict === 'unknown') return { unknown: passage.because, of };
  return null;
}

/** The endpoint for a service in the network of the workspace; undefined: it has none. */
export function endpointTo(service: string, { endpoints, described }: PlannedAccount): PlannedEndpoint | undefined {
  return endpoints.get(service) ?? described.get(service);
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
  const endpoints = services.map((service) => endpointTo(service, account));
  const lacking = services.filter((_, index) => endpoints[index] === undefined);
  if (places.length > 0 && signIn.provider !== null && lacking.length > 0)
    return {
      missing: `The network has no endpoint for ${lacking.join(', ')}.`,
      fix: `Add the endpoint ${lacking.join(', ')}.`,
    };
  const shut = signIn.provider === null ? null : shutOf(visits(network, services, account), network);
  if (shut !== null) return shut;
  const near = endpoints.flatMap((endpoint) =>
    endpoint === undefined ? [] : places.map((address) => through(endpoint, vpc, address)),
  );
  return { ways: [...far.map((address): Way => ({ kind: 'internet', address })), ...near] };
}

/** How each range of browsers gets to each endpoint. */
function visits(network: Network, services: readonly string[], account: PlannedAccount): readonly Passage[] {
  const { access } = network;
  const ranges =
    access.kind === 'ranges' ? access.inside : access.kind === 'endpoint' ? [network.cidr ?? []].flat() : [];
  return ranges.flatMap((range) => services.map((service) => account.network.visit(range, service)));
}

function firstOf(range: string): string {
  return range.replace(/\/.*$/, '');
}
