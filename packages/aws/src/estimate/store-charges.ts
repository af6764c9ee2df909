import { count, measure } from '@atelier/core';
import { type ChargesOfType, charge, eachMonth, kept, priceOf } from './pricing.ts';

/** Base capacity, in RPU, that Redshift takes where nobody has chosen. */
const defaultBaseCapacity = 128;
/** People who use CodeCommit without being paid for. */
const freeSourcePeople = 5;
const sparkWorker = { processors: 4, memoryGb: 16 };

const workgroups: ChargesOfType = (resources, pricing) =>
  resources.map((workgroup) =>
    charge(
      { line: 'warehouse', stack: workgroup.stack, runs: 'in-use' },
      priceOf(pricing, 'rpu-hour', workgroup),
      count(1, 'warehouse'),
      measure(Number(workgroup.properties.BaseCapacity ?? defaultBaseCapacity), 'RPU'),
      measure(pricing.usage.warehouseHoursPerMonth, 'h'),
    ),
  );

const namespaces: ChargesOfType = (resources, pricing) => {
  const withSecret = resources.filter(({ properties }) => String(properties.ManageAdminPassword) === 'true');
  return [
    ...kept('warehouse-storage', 'warehouse-storage', (usage) => usage.warehouseGb)(resources, pricing),
    ...secrets(withSecret, pricing),
  ];
};

const secrets = eachMonth('secrets', 'secret', 'secret');

const repositories: ChargesOfType = ([first], pricing) => {
  if (!first) return [];
  const people = pricing.resourcesOf('AWS::SageMaker::UserProfile').length;
  const atWork = Math.min(people, pricing.usage.peopleAtWork ?? people);
  const paid = Math.max(0, atWork - freeSourcePeople);
  const unit = (noun: string) => `${noun} past the first ${freeSourcePeople}`;
  return [
    charge(
      { line: 'source', runs: 'in-use' },
      priceOf(pricing, 'source-person', first),
      count(paid, unit('person'), unit('people')),
    ),
  ];
};

const sparkApplications: ChargesOfType = ([first], pricing) => {
  if (!first) return [];
  const head = { line: 'spark', runs: 'in-use' } as const;
  const hours = measure(pricing.usage.sparkHoursPerMonth, 'h');
  const processors = measure(sparkWorker.processors, 'vCPU');
  const memory = measure(sparkWorker.memoryGb, 'GB');
  return [
    charge(head, priceOf(pricing, 'spark-vcpu-hour', first), hours, processors),
    charge(head, priceOf(pricing, 'spark-gb-hour', first), hours, memory),
  ];
};

const logGroups: ChargesOfType = ([first], pricing) =>
  first === undefined
    ? []
    : [
        charge(
          { line: 'logs', runs: 'in-use' },
          priceOf(pricing, 'log-ingestion', first),
          measure(pricing.usage.logGbPerMonth, 'GB'),
        ),
      ];

export const storeCharges = {
  'AWS::RedshiftServerless::Workgroup': workgroups,
  'AWS::RedshiftServerless::Namespace': namespaces,
  'AWS::S3::Bucket': kept('storage', 's3-standard', (usage) => usage.storageGb),
  'AWS::KMS::Key': eachMonth('keys', 'kms-key', 'key'),
  'AWS::SecretsManager::Secret': secrets,
  'AWS::CodeArtifact::Domain': kept('packages', 'package-storage', (usage) => usage.packagesGb),
  'AWS::CodeCommit::Repository': repositories,
  'AWS::EMRServerless::Application': sparkApplications,
  'AWS::Logs::LogGroup': logGroups,
  'AWS::CloudWatch::Alarm': eachMonth('alarms', 'alarm', 'alarm'),
} satisfies Readonly<Record<string, ChargesOfType>>;
