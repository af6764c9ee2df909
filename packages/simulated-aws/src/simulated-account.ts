import { listen } from './http/listen.ts';
import { signatureOf } from './http/signature.ts';
import type { WireAnswer, WireRequest } from './http/wire.ts';
import type { StandardFault } from './protocol/standard-fault.ts';
import { answerCall } from './service/answer-call.ts';
import type { Call } from './service/call.ts';
import { faultPlan } from './service/fault-plan.ts';
import type { PlannedFault } from './service/planned-fault.ts';
import type { Service } from './service/service.ts';
import type { Whereabouts } from './service/whereabouts.ts';
import { cloudformation } from './services/cloudformation/cloudformation.ts';
import { cloudtrail } from './services/cloudtrail/cloudtrail.ts';
import { codecommit } from './services/codecommit/codecommit.ts';
import { ec2 } from './services/ec2/ec2.ts';
import { ecr } from './services/ecr/ecr.ts';
import { efs } from './services/efs/efs.ts';
import { iam } from './services/iam/iam.ts';
import { identityCenter } from './services/identity-center/identity-center.ts';
import { identitystore } from './services/identitystore/identitystore.ts';
import { kms } from './services/kms/kms.ts';
import { logs } from './services/logs/logs.ts';
import { redshiftServerless } from './services/redshift-serverless/redshift-serverless.ts';
import { s3 } from './services/s3/s3.ts';
import { sagemaker } from './services/sagemaker/sagemaker.ts';
import { ssm } from './services/ssm/ssm.ts';
import { callerOf } from './services/sts/caller-of.ts';
import { sts } from './services/sts/sts.ts';
import { newWorld } from './world/new-world.ts';
import type { World } from './world/world.ts';

/** Faults that an account may find with a caller's credentials. */
export type Refusal = Extract<StandardFault, 'no-credentials' | 'expired' | 'unknown' | 'denied'>;

export interface SimulationOptions {
  /** Default: an empty account. */
  readonly world?: World;
  /** Refuse every call because of its credentials. */
  readonly refuse?: Refusal;
  /** Whether calls are judged by policies, or everybody may do everything. Default: `waved-through`. */
  readonly callers?: 'judged' | 'waved-through';
}

/** A simulated AWS account behind an address on this machine. */
export interface SimulatedAccount {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly world: World;
  /** In the order of arrival. */
  readonly calls: readonly Call[];
  /** What policies asked for and no account that was here could answer: keys of conditions, which counted as absent. */
  readonly notAnswered: ReadonlySet<string>;
  /** Address at which a caller comes through a VPC endpoint of the account; the other one is outside of every network. */
  through(endpoint: string): Promise<string>;
  /** Whoever calls from now on with a key that the account has not given out is a session of a role, which need not be there. */
  signIn(role: string): void;
  /** Make a call to come fail. */
  failNext(fault: PlannedFault): void;
  /** Puts another account in the place of this one: nothing has been called in it, and nothing is to fail. */
  enter(world: World): void;
  close(): Promise<void>;
}

const services: readonly Service[] = [
  cloudformation,
  cloudtrail,
  codecommit,
  ec2,
  ecr,
  efs,
  iam,
  identityCenter,
  identitystore,
  kms,
  logs,
  redshiftServerless,
  s3,
  sagemaker,
  ssm,
  sts,
];

/**
 * Opens the account. Any access key is let in, unless all are refused: one that was not given out is that of a user with all
 * rights. Signatures are read and not verified.
 */
export async function startSimulatedAccount({
  world: first = newWorld(),
  refuse,
  callers = 'waved-through',
}: SimulationOptions = {}): Promise<SimulatedAccount> {
  let world = first;
  let calls: Call[] = [];
  const faults = faultPlan();
  let arrived = 0;
  let role: string | undefined;

  async function answer(request: WireRequest, where: Whereabouts) {
    const [index, here, told] = [arrived++, world, calls];
    const signature = signatureOf(request.headers.authorization);
    const service = serviceOf(signature?.service);
    const who = callerOf(signature?.accessKeyId ?? '', role, here);
    const caller = callers === 'judged' ? { ...who, where } : who;
    const outcome = await answerCall(
      {
        ...{ request, service, caller, requestId: requestId(index) },
        region: signature?.region ?? here.region,
        refuse: signature === undefined ? 'no-credentials' : refuse,
        suffers: (action) => faults.take(index, action),
      },
      here,
    );
    const { answer: given, ...about } = outcome;
    told[index] = { index, service: service.signingName, caller: caller.arn, ...about, atMs: here.clock.nowMs() };
    return given;
  }

  const listening = await listenEverywhere(answer);
  return {
    ...listening,
    get notAnswered() {
      return world.notAnswered;
    },
    signIn: (name) => {
      role = name;
    },
    get world() {
      return world;
    },
    get calls() {
      return calls;
    },
    failNext: faults.add,
    enter: (other) => {
      for (const one of world.notAnswered) other.notAnswered.add(one);
      [world, calls, arrived] = [other, [], 0];
      faults.clear();
    },
  };
}

function requestId(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** The address outside of every network, and those behind endpoints that somebody asks for. */
async function listenEverywhere(
  answer: (request: WireRequest, where: Whereabouts) => Promise<WireAnswer | null>,
): Promise<Pick<SimulatedAccount, 'url' | 'through' | 'close'>> {
  const outside = await listen((request) => answer(request, 'outside'));
  const open = [outside];
  return {
    url: outside.url,
    through: async (endpoint) => {
      const behind = await listen((request) => answer(request, { endpoint }));
      open.push(behind);
      return behind.url;
    },
    close: async () => {
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}

/** The service of a signature; of one that the simulated account does not have it knows no operation. */
function serviceOf(name = 'unsigned'): Service {
  const unknown: Service = { signingName: name, protocol: 'query', operations: {} };
  return services.find(({ signingName }) => signingName === name) ?? unknown;
}
