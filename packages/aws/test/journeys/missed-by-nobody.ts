/** Rights and endpoints that no journey needs, as `type name Sid` or `endpoint service`, and why each is there all the same. */
export const missedByNobody: readonly { readonly right: RegExp; readonly because: string }[] = [
  {
    right: /^AWS::KMS::Key \S+ AdministrationByIam$/,
    because: 'Operators change and delete the key, which the phases of a rehearsal need.',
  },
  {
    right: /^AWS::EC2::VPCEndpoint \S*(sts|codeartifactapi)\S* OwnPrincipals(OwnResources|WithoutResource)$/,
    because:
      'The token for packages passes by either of two statements; the other one stands for calls without a resource.',
  },
  {
    right:
      /^(AWS::EC2::VPCEndpoint \S*(ec2|ecrapi|ecrdkr|kms)\S* |endpoint com\.amazonaws\.\S+\.(ec2|ecr\.api|ecr\.dkr|kms)$)/,
    because:
      'AWS asks for it in the networks of domains; what of ours uses it is called by SageMaker from its own network.',
  },
];
