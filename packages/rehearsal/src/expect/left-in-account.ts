import type { World } from '@atelier/simulated-aws';
import { type Expectation, hasFailed } from '../phase.ts';
import { isGoing } from './is-going.ts';

/** Kinds of what a teardown leaves, as it calls them, by type. What is not here belongs to another thing, or must not be left. */
const kinds: Readonly<Record<string, string>> = {
  'AWS::CodeCommit::Repository': 'repository',
  'AWS::EFS::FileSystem': 'file-system',
  'AWS::KMS::Key': 'key',
  'AWS::Logs::LogGroup': 'log-group',
  'AWS::RedshiftServerless::Namespace': 'namespace',
  'AWS::S3::Bucket': 'bucket',
  'AWS::SageMaker::ModelPackageGroup': 'registry',
};

/** What a teardown left is what it calls kept, thing by thing; asked of the account, not of the teardown. */
export const keptAlone: Expectation = ({ answer, first, after }) => {
  if (hasFailed(answer) || answer.did !== 'destroy') return [];
  const there = leftIn(first, after);
  const told = answer.leftovers.map(({ id }) => id);
  return [
    ...answer.leftovers.flatMap(({ id, isKept }) => (isKept ? [] : [`${id} is left, and was not to be kept.`])),
    ...there.filter((id) => !told.includes(id)).map((id) => `${id} is left, and the teardown does not say so.`),
    ...told.filter((id) => !there.includes(id)).map((id) => `${id} is said to be kept, and is not there.`),
  ];
};

/** Nothing is left, neither by the words of the teardown nor in the account. */
export const nothingLeft: Expectation = ({ answer, first, after }) => {
  if (hasFailed(answer) || answer.did !== 'destroy') return [];
  const told = answer.leftovers.map(({ sentence }) => `Left: ${sentence}`);
  return [...told, ...leftIn(first, after).map((id) => `${id} is left in the account.`)];
};

/** Things that an account holds and did not hold before, as a teardown calls them; what is unknown to it by its type. */
function leftIn(first: World, after: World): readonly string[] {
  const before = new Set(first.resources.list().map(({ type, id }) => `${type} ${id}`));
  return after.resources.list().flatMap((thing) => {
    const { type, id, status } = thing;
    if (before.has(`${type} ${id}`) || isGoing(thing) || status === 'PendingDeletion') return [];
    if (type === 'AWS::S3::BucketPolicy') return [];
    // Whoever hands out rights has more of them once ids are known; they are no workspace's.
    if (type === 'AWS::IAM::ManagedPolicy' && /:policy\/(.*\/)?AtelierRights-/.test(id)) return [];
    return [`${kinds[type] ?? type} ${nameOf(thing)}`];
  });
}

function nameOf({ id, properties }: ReturnType<World['resources']['list']>[number]): string {
  return String(properties.RepositoryName ?? properties.ModelPackageGroupName ?? id);
}
