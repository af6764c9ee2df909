import { z } from 'zod';
import { choiceRule } from './choice-rule-schema.ts';
import type { Json } from './json.ts';
import { path, payloadTemplate, resultPath } from './path-schema.ts';
import { recovery, seconds, stateName } from './recovery-schema.ts';
import { timestampMs } from './timestamp.ts';

const text = { Comment: z.string().optional() };
const ways = { Next: stateName.optional(), End: z.literal(true).optional() };
const inAndOut = { InputPath: path.nullable().optional(), OutputPath: path.nullable().optional() };
const result = { ResultSelector: payloadTemplate().optional(), ResultPath: resultPath.nullable().optional() };

const tokenEnding = '.waitForTaskToken';

/** Whether a task is over only when somebody answers with its token. */
export function waitsForToken(task: { readonly Resource: string }): boolean {
  return task.Resource.endsWith(tokenEnding);
}

const task = z
  .strictObject({
    Type: z.literal('Task'),
    ...text,
    Resource: z.string().regex(/^arn:/, 'is no ARN such as arn:aws:states:::states:startExecution.sync:2'),
    ...inAndOut,
    Parameters: payloadTemplate(['Task.Token']).optional(),
    ...result,
    TimeoutSeconds: seconds.optional(),
    HeartbeatSeconds: seconds.optional(),
    ...recovery,
    ...ways,
  })
  .superRefine((state, context) => {
    const hasToken = JSON.stringify(state.Parameters ?? {}).includes('"$$.Task.Token"');
    if (waitsForToken(state) !== hasToken) {
      const message = `a Resource that ends in ${tokenEnding} and $$.Task.Token in Parameters need each other`;
      context.addIssue({ code: 'custom', message, path: ['Resource'] });
    }
    if (state.HeartbeatSeconds !== undefined && !waitsForToken(state)) {
      const message = `only a task whose Resource ends in ${tokenEnding} has a heartbeat`;
      context.addIssue({ code: 'custom', message, path: ['HeartbeatSeconds'] });
    }
  });

const pass = z.strictObject({
  Type: z.literal('Pass'),
  ...text,
  ...inAndOut,
  Parameters: payloadTemplate().optional(),
  Result: z.json().optional() as z.ZodType<Json | undefined>,
  ResultPath: resultPath.nullable().optional(),
  ...ways,
});

const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...text,
  ...inAndOut,
  Seconds: z.int().min(0).max(99_999_999).optional(),
  SecondsPath: path.optional(),
  Timestamp: z
    .string()
    .refine((value) => timestampMs(value) !== undefined, 'is no RFC 3339 timestamp')
    .optional(),
  TimestampPath: path.optional(),
  ...ways,
});

const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...text,
  ...inAndOut,
  Choices: z.array(choiceRule).min(1),
  Default: stateName.optional(),
});

const succeed = z.strictObject({ Type: z.literal('Succeed'), ...text, ...inAndOut });

const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...text,
  Error: z.string().optional(),
  ErrorPath: path.optional(),
  Cause: z.string().optional(),
  CausePath: path.optional(),
});

const parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...text,
  ...inAndOut,
  Parameters: payloadTemplate().optional(),
  get Branches(): z.ZodArray<z.ZodType<Branch>> {
    return z.array(branch).min(1);
  },
  ...result,
  ...recovery,
  ...ways,
});

const map = z.strictObject({
  Type: z.literal('Map'),
  ...text,
  ...inAndOut,
  ItemsPath: path.optional(),
  ItemSelector: payloadTemplate(['Map.Item.Index', 'Map.Item.Value']).optional(),
  get ItemProcessor(): z.ZodType<Branch> {
    return branch.extend({ ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional() });
  },
  MaxConcurrency: z.int().min(0).optional(),
  ...result,
  ...recovery,
  ...ways,
});

const state = z.discriminatedUnion('Type', [task, pass, wait, choice, succeed, fail, parallel, map]);

export type TaskState = Readonly<z.infer<typeof task>>;
export type PassState = Readonly<z.infer<typeof pass>>;
export type WaitState = Readonly<z.infer<typeof wait>>;
export type ChoiceState = Readonly<z.infer<typeof choice>>;
export type FailState = Readonly<z.infer<typeof fail>>;
export type ParallelState = Readonly<z.infer<typeof parallel>>;
export type MapState = Readonly<z.infer<typeof map>>;
export type State = Readonly<z.infer<typeof state>>;

/** States that lead to one another: a whole document, one branch of a Parallel, or what a Map does per item. */
export interface Branch {
  readonly Comment?: string | undefined;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const branch = z.strictObject({ ...text, StartAt: stateName, States: z.record(stateName, state) });

/** The part of the States Language that means the same on Step Functions and on one machine. */
export const statesDocument = branch.extend({
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
});

export interface StatesDocument extends Branch {
  readonly Version?: '1.0' | undefined;
  readonly QueryLanguage?: 'JSONPath' | undefined;
}
