/** Where something is deployed: values, or the CDK's tokens for them while they are not known. The region is always known. */
export interface DeployLocation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}
