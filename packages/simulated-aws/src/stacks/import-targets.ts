import { isDeepStrictEqual } from 'node:util';
import { resourceSchema } from '@atelier/cloudformation';
import { AwsFault } from '../service/service.ts';
import { present } from '../world/leaving.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { validationError } from './parse-template.ts';
import type { ImportTarget, Stack, StackRequest } from './stack.ts';

/** Resources to import, as a call names them. */
export interface GivenTarget {
  readonly ResourceType?: string;
  readonly LogicalResourceId?: string;
  readonly ResourceIdentifier?: Readonly<Record<string, string>>;
}

/**
 * Types that CloudFormation cannot read, and so neither imports nor compares, though the specification says what
 * identifies them: those whose schema has no handlers.
 */
const unreadable = new Set([
  ...['AWS::Budgets::Budget', 'AWS::CloudFormation::CustomResource', 'AWS::CodeCommit::Repository', 'AWS::IAM::Policy'],
  ...['AWS::CDK::Metadata', 'AWS::ServiceCatalog::PortfolioPrincipalAssociation'],
]);

/** Whether CloudFormation imports resources of a type at all. */
function isImportedType(type: string): boolean {
  return !unreadable.has(type) && (resourceSchema(type)?.identifier ?? []).length > 0;
}

/**
 * The resources that a call imports.
 *
 * @throws AwsFault where they are none, of types that are not imported, or not identified
 */
export function importTargets(given: readonly GivenTarget[]): readonly ImportTarget[] {
  if (given.length === 0)
    throw validationError('ResourcesToImport must be specified for change sets of the type IMPORT.');
  const types = [...new Set(given.map(({ ResourceType: type = '' }) => type))].filter((type) => !isImportedType(type));
  if (types.length > 0)
    throw validationError(`The following resource types are not supported for resource import: ${types.join(',')}`);
  return given.map(({ ResourceType: type = '', LogicalResourceId: logicalId = '', ResourceIdentifier: by = {} }) => {
    const identifier = resourceSchema(type)?.identifier ?? [];
    if (!isDeepStrictEqual(Object.keys(by).toSorted(), identifier.toSorted()) || Object.values(by).includes(''))
      throw validationError(
        `Resource [${logicalId}] of type ${type} is identified by [${identifier.join(', ')}], and [${Object.keys(by).join(', ')}] is given`,
      );
    return { type, logicalId, identifier: by };
  });
}

/**
 * Looks whether a request imports these resources and does nothing else: no resource beside them is new, changed or gone,
 * and no outcome. That a resource to import is there is looked for when it is carried out.
 *
 * Source: CloudFormation's user guide, "Import AWS resources into a CloudFormation stack"; the words, but for those about
 * outputs and types, are not AWS's.
 */
export function checkImport(
  targets: readonly ImportTarget[],
  request: StackRequest,
  stack: Stack | undefined,
  world: World,
): void {
  const { Resources: wanted, Outputs: outputs = {} } = request.template;
  const before = stack?.request.template;
  for (const { logicalId, type, identifier } of targets) {
    const written = wanted[logicalId];
    if (written?.Type !== type)
      throw validationError(`Resource [${logicalId}] to import is not in the template as a resource of type ${type}`);
    if (before?.Resources[logicalId] !== undefined)
      throw validationError(`Resource [${logicalId}] to import is in the stack already`);
    if (written.DeletionPolicy === undefined)
      throw validationError(`Resource [${logicalId}] to import must have a DeletionPolicy attribute in the template`);
    for (const [name, value] of Object.entries(identifier)) {
      const named = written.Properties?.[name];
      if (typeof named === 'string' && named !== value)
        throw validationError(
          `Resource [${logicalId}] is to be imported as ${value}, and the template names it ${named}`,
        );
    }
    const owner = resourceNamed(type, identifier, world)?.stack ?? null;
    if (owner !== null)
      throw validationError(`${type} with identifier ${JSON.stringify(identifier)} is in the stack ${owner} already`);
  }
  const imported = new Set(targets.map(({ logicalId }) => logicalId));
  const others = Object.fromEntries(Object.entries(wanted).filter(([name]) => !imported.has(name)));
  if (!isDeepStrictEqual(others, before?.Resources ?? {}))
    throw validationError(
      'As part of the import operation, you cannot modify, add or remove resources that are not imported',
    );
  if (!isDeepStrictEqual(outputs, before?.Outputs ?? {}))
    throw validationError('As part of the import operation, you cannot modify or add [Outputs]');
}

/** The resource that an identifier tells from every other of its type; undefined: it is not there. */
function resourceNamed(type: string, identifier: ImportTarget['identifier'], world: World): StoredResource | undefined {
  const { reference = [] } = resourceSchema(type) ?? {};
  const isMeant = ({ id, properties, attributes }: StoredResource) =>
    Object.entries(identifier).every(([name, value]) => {
      const [first, ...more] = reference;
      return value === (first === name && more.length === 0 ? id : (attributes[name] ?? properties[name]));
    });
  return present(world, type).find(isMeant);
}

/**
 * The resource to import, which is in no stack.
 *
 * @throws AwsFault where it is not there, is being deleted, or is in a stack
 */
export function resourceToImport({ type, identifier }: ImportTarget, world: World): StoredResource {
  const found = resourceNamed(type, identifier, world);
  const said = `Resource of type '${type}' with identifier '${JSON.stringify(identifier)}'`;
  // A key that waits for its deletion is none to CloudFormation (assumed).
  if (found === undefined || /^(PendingDeletion|deleting)$/i.test(found.status ?? ''))
    throw new AwsFault('NotFound', `${said} was not found.`, 404);
  if (found.stack !== null) throw new AwsFault('AlreadyExists', `${said} is in the stack ${found.stack} already.`, 400);
  return found;
}
