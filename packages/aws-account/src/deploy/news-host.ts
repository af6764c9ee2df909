import type {
  IIoHost,
  IoMessage,
  IoRequest,
  StackActivity,
  StackDeployProgress,
  StackMonitoringControlEvent,
  SuccessfulDeployStackResult,
} from '@aws-cdk/toolkit-lib';

/** An event of a deployment, told as it happens. */
export type DeployNews =
  | {
      readonly kind: 'resource';
      readonly stack: string;
      /** Logical id. */
      readonly resource: string;
      readonly type: string;
      /** Such as `CREATE_COMPLETE`. */
      readonly status: string;
      readonly reason: string | null;
      /** Resources of the stack that are done, the stack itself among them. */
      readonly done: number;
    }
  | {
      readonly kind: 'stack';
      readonly stack: string;
      readonly phase: 'preparing' | 'changing' | 'done' | 'unchanged';
      /** Resources that take part, the stack itself among them; null: not known yet. */
      readonly total: number | null;
    }
  | { readonly kind: 'warning'; readonly text: string };

/** The stack that the CDK's bootstrap makes. */
export const bootstrapStack = 'CDKToolkit';

/** Meanings of the toolkit's messages, by their codes (its registry of messages). */
const meanings: Readonly<Record<string, (data: unknown) => DeployNews>> = {
  CDK_TOOLKIT_I5100: (data) => stackNews((data as StackDeployProgress).stack.stackName, 'preparing'),
  CDK_TOOLKIT_I5501: (data) => {
    const { stackName, resourcesTotal = null } = data as StackMonitoringControlEvent;
    return stackNews(stackName, 'changing', resourcesTotal);
  },
  CDK_TOOLKIT_I5502: (data) => resourceNews(data as StackActivity),
  CDK_TOOLKIT_I5900: (data) => {
    const { stackArn, noOp } = data as SuccessfulDeployStackResult;
    return stackNews(stackArn.split('/')[1] ?? '', noOp ? 'unchanged' : 'done');
  },
  CDK_TOOLKIT_I9900: () => stackNews(bootstrapStack, 'done'),
};

/** Warning left out: what CloudFormation may do was told before the person was asked, with this command's option for it. */
const saidByUs = /--cloudformation-execution-policies/;

/**
 * Turns the toolkit's messages into news. It asks nothing: people have been asked before.
 *
 * The toolkit tells what it does before it does it, waits until it is heard, and cannot be stopped. Once interrupted it is
 * heard no more, so that it begins nothing new; an error instead would end the process where the toolkit awaits nobody.
 */
export function newsHost(news: (event: DeployNews) => void, interrupted?: AbortSignal): IIoHost {
  const unheard = () => new Promise<never>(() => undefined);
  return {
    notify: async ({ code, data, level, message }: IoMessage<unknown>) => {
      if (interrupted?.aborted) return unheard();
      const meaning = meanings[code ?? ''];
      if (meaning !== undefined) news(meaning(data));
      else if (level === 'warn' && !saidByUs.test(message)) news({ kind: 'warning', text: message });
    },
    requestResponse: async <Answer>(request: IoRequest<unknown, Answer>) =>
      interrupted?.aborted ? unheard() : answerTo(request),
  };
}

function answerTo<Answer>({ defaultResponse }: IoRequest<unknown, Answer>): Answer {
  return (typeof defaultResponse === 'boolean' ? true : defaultResponse) as Answer;
}

type StackNews = Extract<DeployNews, { kind: 'stack' }>;

function stackNews(stack: string, phase: StackNews['phase'], total: number | null = null): StackNews {
  return { kind: 'stack', stack, phase, total };
}

function resourceNews({ event, progress }: StackActivity): DeployNews {
  return {
    kind: 'resource',
    stack: event.StackName ?? '',
    resource: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason ?? null,
    done: progress.completed,
  };
}
