/** Where a team works: what every network gives to the things put into it, whoever made it. */
export interface TeamNetwork {
  readonly vpcId: string;
  /** The private subnets, one in each zone, in the order given. */
  readonly subnetIds: readonly string[];
  /** Group of everything that people run: notebooks, jobs, warehouses. */
  readonly workSecurityGroupId: string;
  /** Group of the interface endpoints. */
  readonly endpointSecurityGroupId: string;
  /** Undefined: this network was told to make no endpoint for S3. */
  readonly s3EndpointId: string | undefined;
  /** Ids of the interface endpoints by service, such as `sagemaker.api`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Services among them whose endpoint takes no policy: they answer anybody's credentials. */
  readonly withoutPolicy: readonly string[];
}
