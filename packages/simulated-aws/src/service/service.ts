import type { WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * Input and output of an operation, with the names and the types that the SDK's clients use: booleans and numbers are
 * such, lists are arrays, points in time are `Date`s, bodies are `Uint8Array`s, in every protocol.
 */
export type Members = { readonly [key: string]: unknown };

/** Who calls, as STS names them. */
export interface CallerIdentity {
  readonly arn: string;
  readonly accessKeyId: string;
  /** Where the caller is; undefined: nobody judges the call, and what follows from it. */
  readonly where?: Whereabouts | undefined;
}

export type Operation = (input: Members, world: World, caller: CallerIdentity) => Members | Promise<Members>;

/** One service as the simulated account answers it. What its calls look like on the wire is read from the SDK's own schemas. */
export interface Service {
  /** Name in the scope of a signature, such as `cloudformation` or `s3`; by it a call finds its service. */
  readonly signingName: string;
  readonly protocol: 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml';
  /** XML namespace of answers, for query and ec2. */
  readonly namespace?: string;
  /** By action, such as `CreateStack`. */
  readonly operations: Readonly<Record<string, Operation>>;
}

/** A refusal, as AWS words it. */
export class AwsFault extends Error {
  /** As on the wire: `ValidationError`, `NoSuchBucket`, `InvalidVpcID.NotFound`. */
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, WireJson>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, WireJson>> = {}) {
    super(message);
    this.name = 'AwsFault';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
