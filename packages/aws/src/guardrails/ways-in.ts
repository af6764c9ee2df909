import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import type { Deliveries } from '@atelier/constructs';
import { isShared, type Workspace } from '@atelier/core';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import { deliveriesOf } from '../access/deliveries.ts';
import { registeredFolder } from '../access/registered-models.ts';
import { rolesOfWork } from '../access/roles-of-work.ts';
import type { DeployLocation } from '../deploy-location.ts';
import { operatorArns } from '../layout/operators.ts';
import type { Names } from '../names.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { keyIsOpen, opensForLogsOfOthers, type StoreDoor, wrongAnswers } from './store-answers.ts';
import { wrongInLogs, wrongInside } from './store-inside.ts';

/**
 * Stores let in from outside whom the file names, and nobody else: operators list and delete, senders put below their folder.
 *
 * Policies are asked as people and services with every right would ask them, and every name in them is looked for in the file.
 */
export function checkWaysIn(guarded: Guarded): GuardrailFinding[] {
  const names = guardedNames(guarded);
  if (names === null) return [];
  const { workspace, evaluated } = guarded;
  const { partition, account } = names.place;
  const all = evaluated.flatMap(({ resources }) => resources);
  const senders = workspace.projects.flatMap((project) => sendersOf(deliveriesOf(project), partition));
  const ofKeys = all
    .filter(({ type }) => type === 'AWS::KMS::Key')
    .flatMap((key) => wrongKey(key, names.place, [...senders, `logs.${names.place.region}.amazonaws.com`]));
  const ofStores = storesOf(workspace, names).flatMap(({ bucketName, called, deliveries, work, writtenOnce }) => {
    const bucket = all.find(
      ({ type, properties }) => type === 'AWS::S3::Bucket' && properties.BucketName === bucketName,
    );
    if (bucket === undefined) return [];
    const operators = operatorArns(names.aws, names);
    const door = {
      arn: `⟨${bucket.stack}/${bucket.logicalId}.Arn⟩`,
      account,
      partition,
      operators,
      deliveries,
      writtenOnce,
    };
    const known = [...operators, ...sendersOf(deliveries, partition), ...work];
    return policiesOf(bucket, all).flatMap((resource) => wrongIn(resource, { door, known, called }));
  });
  return [...ofKeys, ...ofStores, ...ofLogs(all, names)];
}

/** S3 writes the logs of this account, and nobody reads or writes them in the clear. */
function ofLogs(all: readonly EvaluatedResource[], names: Names): GuardrailFinding[] {
  const { partition, account } = names.place;
  const bucket = all.find(
    ({ type, properties }) => type === 'AWS::S3::Bucket' && properties.BucketName === names.accessLogsBucket,
  );
  if (bucket === undefined) return [];
  const arn = `⟨${bucket.stack}/${bucket.logicalId}.Arn⟩`;
  const door = { arn, account, partition, operators: [], deliveries: undefined, writtenOnce: null };
  return policiesOf(bucket, all).flatMap(({ stack, logicalId, properties }) =>
    wrongInLogs(read(logicalId, properties.PolicyDocument, partition), door).map((answer) =>
      failure(
        { stack, resource: logicalId, path: 'Properties.PolicyDocument' },
        `Of the access logs, ${answer}`,
        'Make the templates anew.',
      ),
    ),
  );
}

interface Store {
  readonly bucketName: string;
  /** As a person knows it: `data of sales`. */
  readonly called: string;
  readonly deliveries: Deliveries | undefined;
  /** Roles that may be spared because they work there. */
  readonly work: readonly string[];
  readonly writtenOnce: StoreDoor['writtenOnce'];
}

function storesOf({ projects, tracking }: Workspace, names: Names): readonly Store[] {
  const ofProjects = projects.flatMap((project) =>
    (['data', 'artifacts', 'sandboxes'] as const).map((use) => ({
      bucketName: names.projectBucket(project.name, use),
      called: `${use} of ${project.name}`,
      deliveries: use === 'data' ? deliveriesOf(project) : undefined,
      work: rolesOfWork(names, project.name),
      writtenOnce:
        use === 'artifacts' ? { role: names.roleArn(names.personRole('zq7')), folder: registeredFolder } : null,
    })),
  );
  if (!isShared(tracking)) return ofProjects;
  const work = [names.roleArn(names.workspaceTrackingRole)];
  return [
    ...ofProjects,
    {
      bucketName: names.workspaceTrackingBucket,
      called: 'the store of tracking',
      deliveries: undefined,
      work,
      writtenOnce: null,
    },
  ];
}

/** The account decides who uses a key, through services alone; beside it senders and the service of logs have it. */
function wrongKey(key: EvaluatedResource, { partition, region, account }: DeployLocation, known: readonly string[]) {
  const { stack, logicalId, properties } = key;
  const policy = read(logicalId, properties.KeyPolicy, partition);
  const place = { stack, resource: logicalId, path: 'Properties.KeyPolicy' };
  const root = `arn:${partition}:iam::${account}:root`;
  const strangers = [...new Set(namedIn(policy))].filter((name) => name !== root && !known.includes(name));
  // Without a policy AWS gives one that lets the whole account use the key from anywhere.
  const isOpen = properties.KeyPolicy === undefined || keyIsOpen(policy, { partition, region, account });
  return [
    ...strangers.map((name) => failure(place, `The key opens for ${name}, and the file does not say so`, 'Remove it.')),
    ...(isOpen
      ? [failure(place, 'The key opens by itself, and not through services alone', 'Demand kms:ViaService.')]
      : []),
    ...(opensForLogsOfOthers(policy, partition, region)
      ? [failure(place, 'The key opens for log groups of other accounts', 'Demand kms:EncryptionContext:aws:logs:arn.')]
      : []),
  ];
}

function read(name: string, document: Value | undefined, partition: string): AskedPolicy {
  return askedPolicy(name, JSON.parse(JSON.stringify(document ?? {}).replaceAll('⟨Partition⟩', partition)) as Value);
}

interface Looked {
  readonly door: StoreDoor;
  /** ARNs and accounts that a policy may name. */
  readonly known: readonly string[];
  readonly called: string;
}

function wrongIn({ stack, logicalId, properties }: EvaluatedResource, { door, known, called }: Looked) {
  const policy = read(called, properties.PolicyDocument, door.partition);
  const place = { stack, resource: logicalId, path: 'Properties.PolicyDocument' };
  const strangers = [...new Set(namedIn(policy))].filter((name) => !known.includes(name));
  return [
    ...strangers.map((name) =>
      failure(
        place,
        `The policy of ${called} lets ${name} past the network, and the file does not`,
        'Remove it, or write it into the file.',
      ),
    ),
    ...[...wrongAnswers(policy, door), ...wrongInside(policy, door)].map((answer) =>
      failure(
        place,
        `Of ${called}, ${answer}`,
        'Make the templates anew: aws.operators and deliverFrom say who gets in.',
      ),
    ),
  ];
}

/** Whoever a policy lets in, or spares in a refusal. */
function namedIn({ statements }: AskedPolicy): readonly string[] {
  return statements.flatMap(({ allows, principals, conditions }) => {
    if (allows) return principals.map(({ name }) => name);
    const sparing = conditions.filter(
      ({ key, operator }) => /^aws:principal(arn|account)$/.test(key) && operator.includes('not'),
    );
    return sparing.flatMap(({ values }) => values);
  });
}

function sendersOf(deliveries: Deliveries | undefined, partition: string): readonly string[] {
  const { roles, accounts } = deliveries ?? { roles: [], accounts: [] };
  return [...roles, ...accounts, ...accounts.map((account) => `arn:${partition}:iam::${account}:root`)];
}

function policiesOf({ stack, logicalId }: EvaluatedResource, all: readonly EvaluatedResource[]) {
  return all.filter(
    ({ type, properties }) => type === 'AWS::S3::BucketPolicy' && properties.Bucket === `⟨${stack}/${logicalId}⟩`,
  );
}
