import { kindOf } from '../../kinds/kinds.ts';
import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const type = 'AWS::CodeCommit::Repository';

const listRepositories: Operation = (_, world) => ({
  repositories: world.resources.list(type).map(({ id, properties }) => ({
    repositoryId: id,
    repositoryName: properties.RepositoryName,
  })),
});

/** A repository that is not there is deleted already: CodeCommit answers without an id. */
const deleteRepository: Operation = (input, world) => {
  const repository = named(input, world);
  if (repository === undefined) return {};
  kindOf(type).remove(repository, world);
  return { repositoryId: repository.id };
};

const getRepository: Operation = (input, world) => {
  const repository = named(input, world);
  if (repository === undefined) {
    throw new AwsFault('RepositoryDoesNotExistException', `${input.repositoryName} does not exist`);
  }
  const { id, properties } = repository;
  return { repositoryMetadata: { repositoryId: id, repositoryName: properties.RepositoryName } };
};

function named({ repositoryName }: Members, world: World): StoredResource | undefined {
  return world.resources.list(type).find(({ properties }) => properties.RepositoryName === repositoryName);
}

const operations = {
  ListRepositories: listRepositories,
  GetRepository: getRepository,
  DeleteRepository: deleteRepository,
};

/** CodeCommit: repositories that stacks have left. */
export const codecommit: Service = {
  signingName: 'codecommit',
  protocol: 'json',
  operations: paged(
    operations,
    { ListRepositories: 'repositories' },
    {
      from: 'nextToken',
      next: 'nextToken',
      refusal: 'InvalidContinuationTokenException',
    },
  ),
};
