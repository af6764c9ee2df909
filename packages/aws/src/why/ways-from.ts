import { isIPv4 } from 'node:net';
import { isInside, parseCidr } from '@atelier/cloudformation';
import { type AskedPlace, type Network, rangePrivacy } from '@atelier/core';
import { isOnBehalf } from '../journeys/ask-account.ts';
import type { RoleRequest } from '../journeys/asked-journey.ts';
import { type Ways, waysOfCall } from '../journeys/ways-of-call.ts';
import type { AskedAccount } from './asked-account.ts';

/** How a request gets to AWS from a place: a private address is one of the network or of a line into it. */
export function waysFrom({ ground, account }: AskedAccount, { call, from }: RoleRequest, place: AskedPlace): Ways {
  const { workspace } = ground;
  if (place.kind !== 'address' || from === 'service' || isOnBehalf(call))
    return waysOfCall(workspace, account, call, from);
  const { address } = place;
  if (!isPrivate(workspace.network, address)) return { ways: [{ kind: 'internet', address }] };
  const found = waysOfCall(workspace, account, call, 'space');
  if (!('ways' in found)) return found;
  return { ways: found.ways.map((way) => (way.kind === 'endpoint' ? { ...way, address } : way)) };
}

function isPrivate({ cidr }: Network, address: string): boolean {
  if (!isIPv4(address)) return false;
  if (rangePrivacy(`${address}/32`) === 'private') return true;
  const [own, range] = [parseCidr(`${address}/32`), parseCidr(cidr ?? '')];
  return own !== null && range !== null && isInside(own, range);
}
