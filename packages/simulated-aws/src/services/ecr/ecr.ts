import { AwsFault, type Operation, type Service } from '../../service/service.ts';
import { paged } from '../paged.ts';

const repositoryType = 'AWS::ECR::Repository';

const describeRepositories: Operation = (input, world) => {
  const names = input.repositoryNames as readonly string[] | undefined;
  const all = world.resources.list(repositoryType);
  const missing = names?.find((name) => all.every(({ id }) => id !== name));
  if (missing !== undefined) {
    const message = `The repository with name '${missing}' does not exist in the registry with id '${world.account}'`;
    throw new AwsFault('RepositoryNotFoundException', message);
  }
  const wanted = all.filter(({ id }) => names === undefined || names.includes(id));
  return {
    repositories: wanted.map(({ id, createdMs }) => ({
      repositoryName: id,
      repositoryArn: `arn:${world.partition}:ecr:${world.region}:${world.account}:repository/${id}`,
      repositoryUri: `${world.account}.dkr.ecr.${world.region}.amazonaws.com/${id}`,
      registryId: world.account,
      createdAt: new Date(createdMs),
    })),
  };
};

const operations = { DescribeRepositories: describeRepositories };

/** Repositories of images by name; there are no images. */
export const ecr: Service = {
  signingName: 'ecr',
  protocol: 'json',
  operations: paged(
    operations,
    { DescribeRepositories: 'repositories' },
    {
      from: 'nextToken',
      next: 'nextToken',
      most: 'maxResults',
      refusal: 'InvalidParameterException',
    },
  ),
};
