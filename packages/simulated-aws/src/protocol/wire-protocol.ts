import type { WireAnswer, WireRequest } from '../http/wire.ts';
import type { AwsFault, Members } from '../service/service.ts';
import type { Api, ApiOperation } from './api.ts';

/** How calls of a kind of service look on the wire: the client's part of the SDK, read from the other side. */
export interface Protocol {
  /** The action that a request means; text that names the request where there is no such action. */
  actionOf(request: WireRequest, api: Api): string;
  readInput(request: WireRequest, operation: ApiOperation): Members;
  writeOutput(output: Members, answered: Answered): WireAnswer;
  writeFault(fault: AwsFault, asked: AskedCall): WireAnswer;
}

export interface AskedCall {
  readonly namespace: string;
  readonly requestId: string;
}

export interface Answered extends AskedCall {
  readonly operation: ApiOperation;
}
