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

/** Its id stays, and so do its tags and all that is in it. */
const updateRepositoryName: Operation = ({ oldName, newName }, world) => {
  const repository = named({ repositoryName: oldName }, world);
  if (repository === undefined) throw new AwsFault('RepositoryDoesNotExistException', `${oldName} does not exist`);
  if (typeof newName !== 'string' || !/^[\w.-]{1,100}$/.test(newName) || newName.endsWith('.git'))
    throw new AwsFault('InvalidRepositoryNameException', `The repository name is not valid: ${newName}`);
  if (named({ repositoryName: newName }, world) !== undefined)
    throw new AwsFault('RepositoryNameExistsException', `Repository named ${newName} already exists`);
  const { properties, attributes } = repository;
  world.resources.put({
    ...repository,
    properties: { ...properties, RepositoryName: newName },
    attributes: { ...attributes, ...('Name' in attributes ? { Name: newName } : {}) },
  });
  return {};
};

function named({ repositoryName }: Members, world: World): StoredResource | undefined {
  return world.resources.list(type).find(({ properties }) => properties.RepositoryName === repositoryName);
}

const operations = {
  ListRepositories: listRepositories,
  GetRepository: getRepository,
  DeleteRepository: deleteRepository,
  UpdateRepositoryName: updateRepositoryName,
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
