import type { World } from '@atelier/simulated-aws';
import type { Expectation } from '../phase.ts';
import { isGoing } from './is-going.ts';

/** Types of things that hold what people made: none may be gone after a change, or be another one under the same name. */
const holdsWork: readonly string[] = [
  'AWS::CodeArtifact::Domain',
  'AWS::CodeArtifact::Repository',
  'AWS::CodeCommit::Repository',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
  'AWS::RedshiftServerless::Namespace',
  'AWS::S3::Bucket',
  'AWS::SageMaker::Domain',
  'AWS::SageMaker::MlflowApp',
  'AWS::SageMaker::MlflowTrackingServer',
  'AWS::SageMaker::ModelPackageGroup',
  'AWS::SageMaker::Space',
  'AWS::SageMaker::UserProfile',
];

/** Nothing that holds data was replaced or removed, no object was, and no app that ran was stopped. */
export const nothingLost: Expectation = ({ before, after }) => [
  ...[...holdsWork, 'AWS::SageMaker::App'].flatMap((type) => goneOf(type, before, after)),
  ...before.resources.list('AWS::S3::Bucket').flatMap(({ id }) => {
    const now = new Set(after.objects.keys(id));
    return before.objects.keys(id).flatMap((key) => (now.has(key) ? [] : [`The object ${id}/${key} is gone.`]));
  }),
];

function goneOf(type: string, before: World, after: World): readonly string[] {
  return before.resources.list(type).flatMap(({ id, createdMs, status }) => {
    const now = after.resources.get(type, id);
    if (now === undefined) return [`${type} ${id}, which holds what people made, is gone.`];
    if (now.createdMs !== createdMs) return [`${type} ${id}, which holds what people made, is another one now.`];
    return isGoing(now) && now.status !== status
      ? [`${type} ${id}, which holds what people made, is being deleted.`]
      : [];
  });
}
