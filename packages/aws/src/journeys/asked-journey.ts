import type { JourneyPlace } from '@atelier/core';
import type { IamCaller } from '@atelier/proofs/policy';
import type { ApiCall } from './calls/api-call.ts';

/** One request of a journey, by a role of the workspace or by somebody from outside of it. */
export type JourneyRequest = RoleRequest | OutsideRequest;

export interface RoleRequest {
  /** Name of the role. */
  readonly role: string;
  readonly session: string;
  readonly call: ApiCall;
  /** `service`: AWS makes it in the role's name, from a network of its own. */
  readonly from: JourneyPlace | 'service';
}

/** By a service of AWS for itself, whoever an identity provider vouches for, or a role that no template makes. */
export interface OutsideRequest {
  readonly caller: IamCaller;
  readonly call: ApiCall;
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
