import { authorise } from '../authorise/authorise.ts';
import type { WireAnswer, WireRequest } from '../http/wire.ts';
import { type ApiOperation, apiOf } from '../protocol/api.ts';
import { checkOutput } from '../protocol/check-output.ts';
import { protocols } from '../protocol/protocol.ts';
import { type StandardFault, standardFault } from '../protocol/standard-fault.ts';
import type { World } from '../world/world.ts';
import type { Call } from './call.ts';
import { inputLines } from './input-lines.ts';
import type { FaultKind } from './planned-fault.ts';
import { AwsFault, type CallerIdentity, type Members, type Service } from './service.ts';

/** Outcome of a call, and the answer that goes back; null: the line is cut instead. */
export interface CallOutcome extends Pick<Call, 'action' | 'input' | 'outcome' | 'fault'> {
  readonly answer: WireAnswer | null;
}

export interface Asking {
  readonly request: WireRequest;
  readonly service: Service;
  /** That the request was signed for. */
  readonly region: string;
  readonly caller: CallerIdentity;
  readonly requestId: string;
  /** Why no call is let in; undefined: calls are. */
  readonly refuse: StandardFault | undefined;
  /** The fault that the call is to suffer, asked once it is known which action it means, such as `s3:PutObject`. */
  readonly suffers: (action: string) => FaultKind | undefined;
}

interface ReadCall {
  readonly action: string;
  readonly input: Members;
  /** Undefined: the service has no such operation. */
  readonly operation: ApiOperation | undefined;
  /** The fault of the request itself. */
  readonly unreadable?: AwsFault;
}

/** Carries a call out, unless it is to fail, is not let in or is not known. */
export async function answerCall(asking: Asking, world: World): Promise<CallOutcome> {
  const call = await readCall(asking);
  const suffers = asking.suffers(`${asking.service.signingName}:${call.action}`);
  const known = { action: call.action, input: inputLines(call.input) };
  const cut: CallOutcome = { ...known, outcome: 'failed', fault: suffers ?? null, answer: null };
  if (suffers === 'connection') return cut;
  const { answer, fault, outcome } = await outcomeOf(asking, call, suffers, world);
  return suffers === 'timeout' ? cut : { ...known, outcome, fault, answer };
}

async function readCall({ request, service }: Asking): Promise<ReadCall> {
  const protocol = protocols[service.protocol];
  const api = (await apiOf(service.signingName)) ?? new Map<string, ApiOperation>();
  let action = `${request.method} ${request.path}`;
  try {
    action = protocol.actionOf(request, api);
    const operation = api.get(action);
    const hasInput = operation?.input.isStructSchema() === true;
    return { action, operation, input: hasInput ? protocol.readInput(request, operation) : {} };
  } catch (error) {
    const unreadable = new AwsFault('SerializationException', `${action} cannot be read: ${error}`);
    return { action, operation: undefined, input: {}, unreadable };
  }
}

async function outcomeOf(
  asking: Asking,
  call: ReadCall,
  suffers: FaultKind | undefined,
  world: World,
): Promise<Pick<CallOutcome, 'outcome' | 'fault' | 'answer'>> {
  const no = (fault: AwsFault, outcome: Call['outcome']) => ({
    outcome,
    fault: fault.code,
    answer: refusal(asking, fault),
  });
  if (suffers !== undefined && suffers !== 'connection' && suffers !== 'timeout') {
    return no(standardFault(suffers, asking.service.protocol), 'failed');
  }
  const stopped = notLetIn(asking, call, world);
  if (stopped !== undefined) return no(stopped, 'refused');
  const denied = notAllowed(asking, call, world);
  if (denied !== undefined) return no(denied, denied.code === 'UnknownRights' ? 'refused' : 'fault');
  try {
    return { outcome: 'answered', fault: null, answer: await carryOut(asking, call, world) };
  } catch (error) {
    return error instanceof AwsFault ? no(error, 'fault') : no(mistake(error), 'refused');
  }
}

/** Services that are one for all regions. */
const global = ['iam', 'sts'];

/** Why a call is not carried out; undefined: it is. */
function notLetIn({ service, refuse, region }: Asking, call: ReadCall, world: World): AwsFault | undefined {
  if (refuse !== undefined) return standardFault(refuse, service.protocol);
  if (call.unreadable !== undefined) return call.unreadable;
  if (call.operation === undefined || service.operations[call.action] === undefined) {
    return new AwsFault('UnknownOperation', `The rehearsal has no operation ${service.signingName}:${call.action}.`);
  }
  if (region === world.region || global.includes(service.signingName)) return undefined;
  return new AwsFault('UnknownRegion', `The rehearsal has no region ${region}, only ${world.region}.`);
}

/** Why the caller's rights do not suffice; undefined: they do, or nobody judges. */
function notAllowed(asking: Asking, { action, input }: ReadCall, world: World): AwsFault | undefined {
  const { service, caller } = asking;
  const { where } = caller;
  return where === undefined ? undefined : authorise({ service, operation: action, input, caller, where }, world);
}

async function carryOut(asking: Asking, { action, input, operation }: ReadCall, world: World): Promise<WireAnswer> {
  const { service, caller, requestId } = asking;
  const perform = service.operations[action];
  if (operation === undefined || perform === undefined) throw new Error(`${action} cannot be carried out`);
  const output = await perform(input, world, caller);
  const unlike = checkOutput(operation.output, output, action);
  if (unlike.length > 0) throw new Error(unlike.join('; '));
  const namespace = service.namespace ?? '';
  return protocols[service.protocol].writeOutput(output, { operation, namespace, requestId });
}

function refusal({ service, requestId }: Asking, fault: AwsFault): WireAnswer {
  return protocols[service.protocol].writeFault(fault, { namespace: service.namespace ?? '', requestId });
}

/** A mistake of the simulated account itself; its status makes no client try again. */
function mistake(error: unknown): AwsFault {
  const message = error instanceof Error ? error.message : String(error);
  return new AwsFault('RehearsalMistake', `The rehearsal made a mistake of its own: ${message}`);
}
