/** Loosenings that nothing notices, as `kind: what`, and why nothing is lost by each. */
export const noLoss: readonly {
  readonly loosening: RegExp;
  readonly because: string;
  /** The one example of which it holds; left out: all. */
  readonly example?: string;
}[] = [
  {
    loosening:
      /^action taken out of a refusal: IAM::ManagedPolicy W-inside AllowedInstances without sagemaker:CreateEndpointConfig$/,
    because: 'NeverByHand refuses it to everybody who has that policy.',
  },
  {
    loosening: /^refusal \w.*: IAM::ManagedPolicy W-signin OpensHereAlone /,
    because: 'The file names no provider, so that there is no role for signing in, and nobody has the policy.',
    example: 'existing',
  },
  {
    loosening: /^condition of an allowance removed: KMS::Key \S+ \w+ByIam without StringEquals kms:CallerAccount$/,
    because: 'The statement names the root of the account, which nobody of another account is.',
  },
  {
    loosening: /^principal widened: KMS::Key \S+ Deliveries\d+ for the account$/,
    because: 'The account uses the key through S3 anyway, as the rights in it let it (UseThroughServicesByIam).',
  },
  {
    loosening: /^resource widened to all: S3::BucketPolicy \S+ DeliverLogsOfThisAccount on \*$/,
    because: 'A policy of a bucket is about nothing but the bucket.',
  },
  {
    loosening:
      /^condition of an allowance removed: (S3::BucketPolicy \S+ DeliverLogsOfThisAccount|IAM::Role W-flow-logs FlowLogsOfThisAccount) without ArnLike aws:SourceArn$/,
    because: 'aws:SourceAccount holds the service to the own account already.',
  },
  {
    loosening: /^principal widened: S3::BucketPolicy \S+ DeliverLogsOfThisAccount for (the account|everybody)$/,
    because:
      'Services alone tell aws:SourceAccount, and the condition on it stays: for the own account they may write logs.',
  },
  {
    loosening: /^security group opened \(egress\): EC2::SecurityGroup \S+ without its egress$/,
    because: 'Resources beside the group add lines to it, with which AWS takes away what it opens by itself.',
  },
];
