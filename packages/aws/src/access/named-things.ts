import { arnOf, type PolicyGround } from './policy-ground.ts';

/** Kinds of things of SageMaker whose names begin with the project's prefix; IAM wants every kind written out. */
export const jobKinds = ['processing-job', 'training-job', 'transform-job'] as const;
export const modelKinds = ['model', 'model-package', 'model-package-group'] as const;
export const endpointKinds = ['endpoint', 'endpoint-config'] as const;

export type NamedKind =
  | (typeof jobKinds)[number]
  | (typeof modelKinds)[number]
  | (typeof endpointKinds)[number]
  | 'automl-job'
  | 'mlflow-tracking-server';

export const namedKinds: readonly NamedKind[] = [
  ...jobKinds,
  ...modelKinds,
  ...endpointKinds,
  'automl-job',
  'mlflow-tracking-server',
];

/** ARNs of everything of these kinds whose name begins with one of the prefixes. */
export function namedThings(ground: PolicyGround, kinds: readonly NamedKind[], prefixes: readonly string[]): string[] {
  return prefixes.flatMap((prefix) => kinds.map((kind) => arnOf(ground, 'sagemaker', `${kind}/${prefix}*`)));
}
