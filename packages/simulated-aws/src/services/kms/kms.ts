import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const keyType = 'AWS::KMS::Key';
const aliasType = 'AWS::KMS::Alias';
const dayMs = 24 * 60 * 60 * 1000;

const describeKey: Operation = (input, world) => ({ KeyMetadata: describe(keyOf(input, world), world) });

const listKeys: Operation = (_, world) => ({
  Keys: world.resources.list(keyType).map((key) => ({ KeyId: key.id, KeyArn: arnOf(key, world) })),
});

const listAliases: Operation = (input, world) => {
  const keyId = input.KeyId === undefined ? undefined : keyOf(input, world).id;
  const aliases = world.resources.list(aliasType).map((alias) => ({
    AliasName: alias.id,
    AliasArn: `${arnBeginning(world)}:${alias.id}`,
    TargetKeyId: plainId(String(alias.properties.TargetKeyId)),
  }));
  return { Aliases: aliases.filter((alias) => keyId === undefined || alias.TargetKeyId === keyId) };
};

const scheduleKeyDeletion: Operation = (input, world) => {
  const key = keyOf(input, world);
  if (key.status === 'PendingDeletion') {
    throw new AwsFault('KMSInvalidStateException', `${arnOf(key, world)} is pending deletion.`);
  }
  const days = Number(input.PendingWindowInDays ?? 30);
  const deletion = new Date(world.clock.nowMs() + days * dayMs);
  const attributes = { ...key.attributes, DeletionDate: deletion.toISOString() };
  world.resources.put({ ...key, attributes, status: 'PendingDeletion' });
  const KeyId = arnOf(key, world);
  return { KeyId, DeletionDate: deletion, KeyState: 'PendingDeletion', PendingWindowInDays: days };
};

/** A key by its id, its ARN or an alias, or KMS's refusal. */
function keyOf(input: Members, world: World): StoredResource {
  const asked = plainId(String(input.KeyId));
  const alias = world.resources.get(aliasType, asked);
  const id = alias === undefined ? asked : plainId(String(alias.properties.TargetKeyId));
  const key = world.resources.get(keyType, id);
  if (key === undefined) {
    const what = asked.startsWith('alias/') ? 'Alias' : 'Key';
    throw new AwsFault('NotFoundException', `${what} '${input.KeyId}' does not exist`);
  }
  return key;
}

function plainId(idOrArn: string): string {
  return idOrArn.replace(/^arn:[^/]*:(key\/)?(?=[^/]+(\/|$))/, '');
}

function arnBeginning({ partition, region, account }: World): string {
  return `arn:${partition}:kms:${region}:${account}`;
}

function arnOf({ id }: StoredResource, world: World): string {
  return `${arnBeginning(world)}:key/${id}`;
}

function describe(key: StoredResource, world: World): Members {
  const { properties, attributes, status } = key;
  const state = status ?? 'Enabled';
  return {
    KeyId: key.id,
    Arn: arnOf(key, world),
    AWSAccountId: world.account,
    CreationDate: new Date(key.createdMs),
    Description: String(properties.Description ?? ''),
    Enabled: state === 'Enabled',
    KeyManager: 'CUSTOMER',
    KeyState: state,
    KeyUsage: String(properties.KeyUsage ?? 'ENCRYPT_DECRYPT'),
    ...(typeof attributes.DeletionDate === 'string' ? { DeletionDate: new Date(attributes.DeletionDate) } : {}),
  };
}

const operations = {
  DescribeKey: describeKey,
  ListAliases: listAliases,
  ListKeys: listKeys,
  ScheduleKeyDeletion: scheduleKeyDeletion,
};
const lists = { ListAliases: 'Aliases', ListKeys: 'Keys' };

/** Keys and their names. A key whose deletion is scheduled stays in the account, as it does for days at AWS. */
export const kms: Service = {
  signingName: 'kms',
  protocol: 'json',
  operations: paged(operations, lists, {
    from: 'Marker',
    next: 'NextMarker',
    most: 'Limit',
    isCut: 'Truncated',
    refusal: 'InvalidMarkerException',
  }),
};
