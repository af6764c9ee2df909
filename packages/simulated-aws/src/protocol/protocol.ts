import type { WireAnswer, WireRequest } from '../http/wire.ts';
import type { AwsFault, Members, Service } from '../service/service.ts';
import type { Api, ApiOperation } from './api.ts';
import { ec2Protocol } from './ec2-protocol.ts';
import { jsonProtocol } from './json-protocol.ts';
import { queryProtocol } from './query-protocol.ts';
import { restJsonProtocol } from './rest-json-protocol.ts';
import { restXmlProtocol } from './rest-xml-protocol.ts';

/** How calls of a kind of service look on the wire: the client's part of the SDK, read from the other side. */
export interface Protocol {
  /** The action that a request means; text that names the request where there is no such action. */
  actionOf(request: WireRequest, api: Api): string;
  readInput(request: WireRequest, operation: ApiOperation): Members;
  writeOutput(output: Members, answered: Answered): WireAnswer;
  writeFault(fault: AwsFault, asked: Asked): WireAnswer;
}

export interface Asked {
  readonly namespace: string;
  readonly requestId: string;
}

export interface Answered extends Asked {
  readonly operation: ApiOperation;
}

export const protocols: Readonly<Record<Service['protocol'], Protocol>> = {
  query: queryProtocol,
  ec2: ec2Protocol,
  json: jsonProtocol,
  'rest-json': restJsonProtocol,
  'rest-xml': restXmlProtocol,
};
