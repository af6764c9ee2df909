import type { IIoHost, IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';

/** What happens during a deployment. */
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
    }
  | { readonly kind: 'warning'; readonly text: string };

interface StackActivity {
  readonly event: {
    readonly StackName?: string;
    readonly LogicalResourceId?: string;
    readonly ResourceType?: string;
    readonly ResourceStatus?: string;
    readonly ResourceStatusReason?: string;
  };
}

/** The message of the toolkit that tells of one resource (its registry of codes). */
const activityCode = 'CDK_TOOLKIT_I5502';

/** Turns the toolkit's messages into news. It asks nothing: people have been asked before. */
export function newsHost(news: (event: DeployNews) => void): IIoHost {
  return {
    notify: async (message: IoMessage<unknown>) => {
      if (message.code === activityCode) news(resourceNews(message.data as StackActivity));
      else if (message.level === 'warn') news({ kind: 'warning', text: message.message });
    },
    requestResponse: async <Answer>(request: IoRequest<unknown, Answer>) => answerTo(request),
  };
}

function answerTo<Answer>({ defaultResponse }: IoRequest<unknown, Answer>): Answer {
  return (typeof defaultResponse === 'boolean' ? true : defaultResponse) as Answer;
}

function resourceNews({ event }: StackActivity): DeployNews {
  return {
    kind: 'resource',
    stack: event.StackName ?? '',
    resource: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason ?? null,
  };
}
