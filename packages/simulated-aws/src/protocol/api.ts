import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';

/** One operation of a service, as the SDK describes it. */
export interface ApiOperation {
  readonly action: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Of rest protocols: method, path with labels and fixed query, status of an answer. */
  readonly http: readonly [method: string, path: string, status: number] | undefined;
}

/** By action. */
export type Api = ReadonlyMap<string, ApiOperation>;

/** By signing name: what the SDK's client knows of its service, loaded when the first call comes. */
const clients: Readonly<Record<string, () => Promise<object>>> = {
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  codecommit: () => import('@aws-sdk/client-codecommit'),
  ec2: () => import('@aws-sdk/client-ec2'),
  ecr: () => import('@aws-sdk/client-ecr'),
  elasticfilesystem: () => import('@aws-sdk/client-efs'),
  iam: () => import('@aws-sdk/client-iam'),
  identitystore: () => import('@aws-sdk/client-identitystore'),
  kms: () => import('@aws-sdk/client-kms'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  'redshift-serverless': () => import('@aws-sdk/client-redshift-serverless'),
  s3: () => import('@aws-sdk/client-s3'),
  sagemaker: () => import('@aws-sdk/client-sagemaker'),
  sso: () => import('@aws-sdk/client-sso-admin'),
  ssm: () => import('@aws-sdk/client-ssm'),
  sts: () => import('@aws-sdk/client-sts'),
};

const loaded = new Map<string, Promise<Api>>();

/** Everything that a service offers, also what the simulated account does not answer; undefined: a service that it has no client of. */
export function apiOf(signingName: string): Promise<Api> | undefined {
  const load = clients[signingName];
  if (load === undefined) return undefined;
  const api = loaded.get(signingName) ?? load().then(operationsOf);
  loaded.set(signingName, api);
  return api;
}

/** Mark of an operation in the SDK's schemas. */
const operationMark = 9;

type OperationSchema = readonly [
  mark: number,
  namespace: string,
  action: string,
  traits: number | { readonly http?: [string, string, number] },
  input: SchemaRef,
  output: SchemaRef,
];

function operationsOf(client: object): Api {
  const schemas = Object.values(client).filter(isOperation);
  return new Map(
    schemas.map(([, , action, traits, input, output]) => [
      action,
      {
        action,
        input: NormalizedSchema.of(input),
        output: NormalizedSchema.of(output),
        http: typeof traits === 'number' ? undefined : traits.http,
      },
    ]),
  );
}

function isOperation(exported: unknown): exported is OperationSchema {
  return Array.isArray(exported) && exported[0] === operationMark && exported.length === 6;
}
