import { resourceSchema } from '@atelier/cloudformation';

/** A type of resource that holds what nobody can make again. */
export interface StatefulKind {
  /** Contents that would be lost with it. */
  readonly holds: string;
  /** Property that names it; null: AWS does. */
  readonly nameProperty: string | null;
  /** Things to do instead of replacing it. */
  readonly wayRound: string;
  /** Things to do instead of changing a certain property, by its name. */
  readonly wayRoundFor?: Readonly<Record<string, string>>;
  /** It is for one person, whose coming and going is no accident. */
  readonly goesWithPerson?: true;
  /** A stack that goes must leave it behind. */
  readonly mustStay?: true;
}

const anotherWorkspace =
  'make a second workspace with the new setting, move the people and their files, then remove the first';

const kinds: Readonly<Record<string, StatefulKind>> = {
  'AWS::SageMaker::Domain': {
    holds: 'the home folders, spaces and profiles of all people',
    nameProperty: 'DomainName',
    wayRound: `Put the old value back. Or ${anotherWorkspace}.`,
    wayRoundFor: {
      AuthMode: `Sign-in of a domain cannot be switched between IAM and SSO. Put it back, or ${anotherWorkspace}.`,
      KmsKeyId: `Home folders stay under the key that they began with. Put it back, or ${anotherWorkspace}.`,
      Tags: 'Put the tags back as they were; those of a domain that exists are changed by hand.',
      SubnetIds: `Put the subnets back as they were, or ${anotherWorkspace}.`,
    },
  },
  'AWS::SageMaker::UserProfile': {
    holds: "the person's home folder and spaces",
    nameProperty: 'UserProfileName',
    wayRound: 'Put the old value back. Or add a second person with the new one, copy the files, then remove the first.',
    wayRoundFor: {
      Tags: 'Put the tags back as they were; those of a profile that exists are changed by hand.',
    },
    goesWithPerson: true,
  },
  'AWS::SageMaker::Space': {
    holds: 'the disk of the space',
    nameProperty: 'SpaceName',
    wayRound: 'Put the old value back. Or make a space under another name, copy the files, then remove the first.',
    goesWithPerson: true,
  },
  'AWS::S3::Bucket': {
    holds: 'every object in it',
    nameProperty: 'BucketName',
    wayRound:
      'Put the old value back. Or keep this bucket, add another under a new name, copy the objects, then remove it.',
    mustStay: true,
  },
  'AWS::KMS::Key': {
    holds: 'the only way to read everything that is encrypted with it',
    nameProperty: null,
    wayRound: 'Put the old value back. Or keep this key for what it has encrypted and add another for what comes.',
    mustStay: true,
  },
  'AWS::EFS::FileSystem': {
    holds: 'every file in it',
    nameProperty: null,
    wayRound: 'Put the old value back. Or add another file system, copy the files, then remove this one.',
    mustStay: true,
  },
  'AWS::RedshiftServerless::Namespace': {
    holds: 'the tables and users of the warehouse',
    nameProperty: 'NamespaceName',
    wayRound: 'Put the old value back. Or take a snapshot and restore it into a warehouse under the new name.',
  },
  'AWS::SageMaker::MlflowApp': {
    holds: 'the experiments and registered models of the project',
    nameProperty: 'Name',
    wayRound:
      'Put the old value back. Or add tracking under a new name and copy the experiments before removing this one.',
  },
  'AWS::SageMaker::MlflowTrackingServer': {
    holds: 'the experiments and registered models of the project',
    nameProperty: 'TrackingServerName',
    wayRound:
      'Put the old value back. Or add tracking under a new name and copy the experiments before removing this one.',
  },
  'AWS::CodeCommit::Repository': {
    holds: 'the source of the project with its history',
    nameProperty: 'RepositoryName',
    wayRound:
      'Put the old value back. Or clone the repository with all branches and push it to one under the new name.',
    mustStay: true,
  },
  'AWS::CodeArtifact::Domain': {
    holds: 'every package in its repositories',
    nameProperty: 'DomainName',
    wayRound: 'Put the old value back. Or add a second domain, publish own packages into it, then remove the first.',
  },
  'AWS::CodeArtifact::Repository': {
    holds: 'the packages that were published into it',
    nameProperty: 'RepositoryName',
    wayRound: 'Put the old value back. Or add a second repository, copy the package versions, then remove the first.',
  },
  'AWS::DynamoDB::Table': {
    holds: 'every item in it',
    nameProperty: 'TableName',
    wayRound: 'Put the old value back. Or take a backup and restore it into a table under a new name.',
    mustStay: true,
  },
  'AWS::SageMaker::ModelPackageGroup': {
    holds: 'the versions of the models and their approvals',
    nameProperty: 'ModelPackageGroupName',
    wayRound: 'Put the old value back. Or add a second group and register the versions again before removing this one.',
  },
  'AWS::Logs::LogGroup': {
    holds: 'the log',
    nameProperty: 'LogGroupName',
    wayRound: 'Put the old value back. Or export the log to a bucket first.',
  },
  'AWS::DataZone::Domain': {
    holds: 'the projects, catalogue and members of Unified Studio',
    nameProperty: 'Name',
    wayRound: `Put the old value back. Or ${anotherWorkspace}.`,
  },
  'AWS::DataZone::Project': {
    holds: 'what the members made in the project',
    nameProperty: 'Name',
    wayRound: 'Put the old value back. Or add a second project and move what is in the first.',
  },
};

/** Kind of a type of resource, with what it holds; null: nothing that cannot be made again. */
export function statefulKind(type: string): StatefulKind | null {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind) return kind;
  if (!resourceSchema(type)?.stateful) return null;
  const wayRound = 'Put the old value back. Or add a second one, copy what is in the first, then remove it.';
  return { holds: 'what is stored in it', nameProperty: null, wayRound };
}
