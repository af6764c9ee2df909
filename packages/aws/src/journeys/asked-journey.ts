import type { JourneyPlace } from '@atelier/core';
import type { TcpPorts } from '@atelier/proofs/network';
import type { IamCaller } from '@atelier/proofs/policy';
import type { ApiCall } from './calls/api-call.ts';
import type { NetworkPlace } from './network/network-place.ts';
import type { PlannedEndpoint } from './planned-account.ts';

/** One request of a journey, by a role of the workspace or by somebody from outside of it, or a connection in the network. */
export type JourneyRequest = RoleRequest | OutsideRequest | ConnectionRequest;

export interface RoleRequest {
  /** Name of the role. */
  readonly role: string;
  readonly session: string;
  readonly call: ApiCall;
  readonly from: CallPlace;
}

/** From where a role calls; `service`: from a network of AWS's own; `desk`: an operator's, outside of the network. */
export type CallPlace = JourneyPlace | NetworkPlace | 'service' | 'desk';

/** A connection inside of the network, which no policy is asked about. */
export interface ConnectionRequest {
  readonly from: NetworkPlace;
  readonly to: NetworkPlace;
  readonly ports: TcpPorts;
  /** For people: `home folders over NFS`. */
  readonly what: string;
}

/** By a service of AWS for itself, whoever an identity provider vouches for, or a role that no template makes. */
export interface OutsideRequest {
  readonly caller: IamCaller;
  readonly call: ApiCall;
  /** Endpoint of the network on the way to a thing of AWS's own, which lets the caller in; left out: a thing of ours. */
  readonly through?: PlannedEndpoint;
}

/** Something that somebody or something has to be able to do, request by request. */
export interface AskedJourney {
  /** Name of a person in the file, or words for a part: `jobs of sales`. */
  readonly who: string;
  /** Such as `data.read on project sales`. */
  readonly journey: string;
  /** In their order. */
  readonly requests: readonly JourneyRequest[];
  /** Why nobody can know whether it reaches its end although no request is refused; null: then it does. */
  readonly unknown: string | null;
}
