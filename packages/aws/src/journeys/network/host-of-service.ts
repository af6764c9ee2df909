import { regionNamed } from '@atelier/aws-regions';

/** Beginnings of hosts of services that are called otherwise than their endpoints; one of many where there are many. */
const beginnings: Readonly<Record<string, string>> = {
  'sagemaker.api': 'api.sagemaker',
  'sagemaker.runtime': 'runtime.sagemaker',
  'ecr.api': 'api.ecr',
  'ecr.dkr': '111122223333.dkr.ecr',
  'codeartifact.api': 'codeartifact',
  'codeartifact.repositories': 'team-111122223333.d.codeartifact',
  'codeconnections.api': 'codeconnections',
  'codestar-connections.api': 'codestar-connections',
};

/** A name under which a service is called in a region, which its endpoint has to answer to. */
export function hostOfService(service: string, region: string): string {
  if (service === 'sagemaker.experiments') return `${region}.experiments.sagemaker.aws`;
  if (service === 'sagemaker.studio') return `d-abc.studio.${region}.sagemaker.aws`;
  const domain = regionNamed(region)?.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${beginnings[service] ?? service}.${region}.${domain}`;
}
