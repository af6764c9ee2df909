/** Settings that a deployment to AWS needs beyond the workspace itself. */
export interface AwsSettings {
  readonly region: string;
  /** Null: the account of the credentials. */
  readonly account: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** ARNs of the roles that list, delete and change policies of stores from outside the network; null: the default ones. */
  readonly operators: readonly string[] | null;
  readonly iam: IamSettings;
  readonly synthesizer: Synthesizer;
  /** Null: nothing is offered in Service Catalog. */
  readonly catalog: CatalogSettings | null;
}

export interface IamSettings {
  /** Path of every role, from `/` to `/`. */
  readonly rolePath: string;
  /** Name of the policy that bounds every role. */
  readonly permissionsBoundary: string | null;
}

/** Where the CDK finds its bootstrap; null: the CDK's own default. */
export interface Synthesizer {
  readonly qualifier: string | null;
  readonly cloudFormationExecutionRole: string | null;
  readonly deployRoleArn: string | null;
  readonly fileAssetPublishingRoleArn: string | null;
  readonly imageAssetPublishingRoleArn: string | null;
  readonly lookupRoleArn: string | null;
}

/** Project, person and sandbox as Service Catalog products. */
export interface CatalogSettings {
  /** Roles or users who may order products, such as `role/Admin`. */
  readonly principals: readonly string[];
  /** Whether the account's two SageMaker Service Catalog roles are there already. */
  readonly serviceRoles: 'existing' | 'create';
}
