/** Kinds of things that operators' calls are made on, as the list of calls names them. */
export type OperatedKind =
  | 'access-point'
  | 'app'
  | 'application'
  | 'assigned'
  | 'automl-job'
  | 'bootstrap-role'
  | 'bootstrap-version'
  | 'boundary'
  | 'bucket'
  | 'directory'
  | 'directory-group'
  | 'domain'
  | 'domain-group'
  | 'endpoint'
  | 'endpoint-config'
  | 'endpoint-logs'
  | 'everything'
  | 'file-system'
  | 'identity-centers'
  | 'key'
  | 'lifecycle-config'
  | 'lock'
  | 'log-group'
  | 'mlflow-app'
  | 'model'
  | 'model-package'
  | 'model-package-group'
  | 'monitoring-schedule'
  | 'namespace'
  | 'notebook-instance'
  | 'object'
  | 'operator-role'
  | 'pipeline'
  | 'pipeline-execution'
  | 'processing-job'
  | 'profile'
  | 'repository'
  | 'sender-role'
  | 'space'
  | 'stack'
  | 'studio-role'
  | 'tracking-server'
  | 'training-job'
  | 'transform-job'
  | 'tuning-job';

/** Something that templates make, that people and services make beside, or that is there before. */
export interface OperatedThing {
  readonly kind: OperatedKind;
  readonly arn: string;
  /** Facts that AWS adds of it, such as its tags. */
  readonly facts: Readonly<Record<string, string>>;
}
