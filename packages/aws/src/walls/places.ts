import type { PolicyGround } from '../access/policy-ground.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';

type Facts = ApiCall['context'];

/** Facts of a request from where the file lets people open Studio. */
export function openPlace({ ids, workspace }: PolicyGround): Facts {
  const { access } = workspace.network;
  if (access.kind !== 'ranges') return { 'aws:SourceVpc': ids.vpc };
  const [inside] = access.inside.map(firstOf);
  if (inside !== undefined) return { 'aws:SourceVpc': ids.vpc, 'aws:VpcSourceIp': inside };
  return { 'aws:SourceVpc': [], 'aws:SourceIp': access.outside.map(firstOf)[0] ?? [] };
}

/** Facts of requests from where the file lets nobody open Studio: another network, the internet, another part of the own one. */
export function closedPlaces({ ids, workspace }: PolicyGround): readonly Facts[] {
  const { access } = workspace.network;
  if (access.kind === 'anywhere') return [];
  const others: readonly Facts[] = [
    { 'aws:SourceVpc': 'vpc-elsewhere', 'aws:VpcSourceIp': firstInside(workspace.network.access) },
    { 'aws:SourceVpc': [], 'aws:SourceIp': '192.0.2.7' },
  ];
  return access.kind === 'ranges' ? [...others, { 'aws:SourceVpc': ids.vpc, 'aws:VpcSourceIp': '192.0.2.7' }] : others;
}

function firstInside(access: PolicyGround['workspace']['network']['access']): string {
  return (access.kind === 'ranges' ? access.inside.map(firstOf)[0] : undefined) ?? '10.10.0.7';
}

function firstOf(range: string): string {
  return range.replace(/\/.*$/, '');
}
