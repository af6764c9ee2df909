import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';
import { applicationType, assignmentType, groupType, instanceType, userType } from './identity-types.ts';

const listInstances: Operation = (_, world) => ({
  Instances: world.resources.list(instanceType).map(({ id, attributes, createdMs }) => ({
    InstanceArn: id,
    IdentityStoreId: attributes.IdentityStoreId,
    OwnerAccountId: attributes.OwnerAccountId,
    CreatedDate: new Date(createdMs),
    Status: 'ACTIVE',
  })),
});

const listAssignments: Operation = ({ ApplicationArn }, world) => {
  applicationOf(ApplicationArn, world);
  return { ApplicationAssignments: assignmentsOf(ApplicationArn, world).map(described) };
};

/** One that is there is a conflict: the API reference names the error, and does not say that a second call is taken. */
const createAssignment: Operation = (input, world) => {
  const { ApplicationArn, PrincipalType, PrincipalId } = input;
  applicationOf(ApplicationArn, world);
  const type = PrincipalType === 'GROUP' ? groupType : userType;
  if (world.resources.get(type, String(PrincipalId)) === undefined)
    throw new AwsFault('ResourceNotFoundException', `${PrincipalType} not found, id: ${PrincipalId}`);
  if (assignmentsOf(ApplicationArn, world).some((one) => one.id === idOf(input)))
    throw new AwsFault('ConflictException', 'The application assignment exists already.');
  world.resources.put({
    ...{ type: assignmentType, id: idOf(input), attributes: {}, stack: null, logicalId: null, status: null },
    properties: {
      ApplicationArn: String(ApplicationArn),
      PrincipalType: String(PrincipalType),
      PrincipalId: String(PrincipalId),
    },
    ...{ createdMs: world.clock.nowMs(), madeBy: null },
  });
  return {};
};

const deleteAssignment: Operation = (input, world) => {
  applicationOf(input.ApplicationArn, world);
  world.resources.remove(assignmentType, assignmentOf(input, world).id);
  return {};
};

const assignmentConfiguration: Operation = ({ ApplicationArn }, world) => ({
  AssignmentRequired: applicationOf(ApplicationArn, world).properties.AssignmentRequired !== false,
});

function applicationOf(arn: unknown, { resources }: World): StoredResource {
  const found = resources.get(applicationType, String(arn));
  if (found === undefined) throw new AwsFault('ResourceNotFoundException', `Application not found, arn: ${arn}`);
  return found;
}

function assignmentsOf(application: unknown, { resources }: World): readonly StoredResource[] {
  return resources.list(assignmentType).filter(({ properties }) => properties.ApplicationArn === application);
}

function assignmentOf(input: Members, world: World): StoredResource {
  const found = world.resources.get(assignmentType, idOf(input));
  if (found === undefined) throw new AwsFault('ResourceNotFoundException', 'Application assignment not found');
  return found;
}

function idOf({ ApplicationArn, PrincipalType, PrincipalId }: Members): string {
  return `${ApplicationArn}|${PrincipalType}|${PrincipalId}`;
}

function described({ properties: { ApplicationArn, PrincipalType, PrincipalId } }: StoredResource): Members {
  return { ApplicationArn, PrincipalType, PrincipalId };
}

const operations = {
  CreateApplicationAssignment: createAssignment,
  DeleteApplicationAssignment: deleteAssignment,
  GetApplicationAssignmentConfiguration: assignmentConfiguration,
  ListApplicationAssignments: listAssignments,
  ListInstances: listInstances,
};
const lists = { ListApplicationAssignments: 'ApplicationAssignments', ListInstances: 'Instances' };

/** Identity Center as far as applications let people in; instances and users are put there, and nobody makes them. */
export const identityCenter: Service = {
  signingName: 'sso',
  protocol: 'json',
  operations: paged(operations, lists, {
    from: 'NextToken',
    next: 'NextToken',
    most: 'MaxResults',
    refusal: 'ValidationException',
  }),
};
