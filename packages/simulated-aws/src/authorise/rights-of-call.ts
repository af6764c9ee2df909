import type { Members } from '../service/service.ts';
import type { World } from '../world/world.ts';
import { askedOfCloudFormation } from './asked/asked-of-cloudformation.ts';
import { askedOfDirectory, askedOfIdentityCenter } from './asked/asked-of-identity-center.ts';
import {
  askedOfCloudTrail,
  askedOfCodeCommit,
  askedOfEc2,
  askedOfEcr,
  askedOfEfs,
  askedOfIam,
  askedOfKms,
  askedOfLogs,
  askedOfSsm,
  askedOfSts,
  askedOfWarehouses,
} from './asked/asked-of-others.ts';
import { askedOfS3 } from './asked/asked-of-s3.ts';
import { askedOfStudio } from './asked/asked-of-studio.ts';
import type { AskedRight, AskedRights } from './asked-right.ts';

/** By signing name. */
const asked: Readonly<Record<string, AskedRights>> = {
  cloudformation: askedOfCloudFormation,
  cloudtrail: askedOfCloudTrail,
  codecommit: askedOfCodeCommit,
  ec2: askedOfEc2,
  ecr: askedOfEcr,
  elasticfilesystem: askedOfEfs,
  iam: askedOfIam,
  identitystore: askedOfDirectory,
  kms: askedOfKms,
  logs: askedOfLogs,
  'redshift-serverless': askedOfWarehouses,
  s3: askedOfS3,
  sagemaker: askedOfStudio,
  sso: askedOfIdentityCenter,
  ssm: askedOfSsm,
  sts: askedOfSts,
};

/** Rights that a call needs, all of them; undefined: nobody has said which, and the call must not pass. */
export function rightsOfCall(
  service: string,
  operation: string,
  input: Members,
  world: World,
): readonly AskedRight[] | undefined {
  return asked[service]?.[operation]?.(input, world);
}
