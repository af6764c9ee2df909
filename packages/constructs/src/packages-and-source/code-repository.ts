import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-codecommit';
import { Construct } from 'constructs';

export interface CodeRepositoryProps {
  readonly repositoryName: string;
  readonly description?: string;
  readonly kmsKeyArn: string;
}

/** An empty CodeCommit repository under the team's key; it outlives its stack, for history is not made again. */
export class CodeRepository extends Construct {
  readonly repositoryArn: string;
  /** Address to clone from, for the `git-codecommit` endpoint. */
  readonly cloneUrl: string;

  constructor(scope: Construct, id: string, { repositoryName, description, kmsKeyArn }: CodeRepositoryProps) {
    super(scope, id);
    const repository = new CfnRepository(this, 'Repository', {
      repositoryName,
      repositoryDescription: description,
      kmsKeyId: kmsKeyArn,
    });
    repository.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.repositoryArn = repository.attrArn;
    this.cloneUrl = repository.attrCloneUrlHttp;
  }
}
