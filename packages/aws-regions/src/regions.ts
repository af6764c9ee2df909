import { regionWord } from './region-word.ts';

// Put together on 2026-11-20.

/** Facts of a region of AWS, as far as Atelier knows them. */
export interface Region {
  readonly name: string;
  readonly partition: Partition;
  /** Its zones, those first that have every service. All beyond `unifiedZoneIds` are assumed, not read anywhere. */
  readonly zoneIds: readonly string[];
  /** The zones in AWS's own template of Unified Studio, which works in them alone; none: it is not in this region. */
  readonly unifiedZoneIds: readonly string[];
  readonly lacks: readonly RegionalService[];
}

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** Services that a workspace may need and that some regions do not have. */
export type RegionalService =
  | 'AWS Budgets'
  | 'Amazon Bedrock'
  | 'CodeArtifact'
  | 'CodeCommit'
  | 'code connections'
  | 'managed MLflow'
  | 'Redshift Serverless'
  | 'Service Catalog';

/** Zone numbers where they are known otherwise than as 1, 2, 3; those of Unified Studio before the bar. */
const zoneNumbers: Readonly<Record<string, string>> = {
  'eu-west-1': '1 2 3 |',
  'us-east-1': '1 2 6 4 | 5 3',
  'us-west-2': '1 2 3 | 4',
  'us-east-2': '1 2 3 |',
  'eu-central-1': '1 2 3 |',
  'sa-east-1': '1 3 | 2',
  'ap-northeast-2': '1 3 | 2 4',
  'eu-west-2': '1 2 3 |',
  'ap-northeast-1': '1 2 4 | 3',
  'ap-southeast-1': '1 2 3 |',
  'ap-southeast-2': '1 2 3 |',
  'ca-central-1': '1 2 | 4',
  'us-west-1': '| 1 3',
};

const partitions: Readonly<Record<Partition, string>> = {
  aws: `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
    ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
    eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
    me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`,
  'aws-cn': 'cn-north-1 cn-northwest-1',
  'aws-us-gov': 'us-gov-east-1 us-gov-west-1',
};

/**
 * Regions, or whole partitions, without a service.
 *
 * From the service endpoints that AWS publishes with its SDKs (botocore 1.44.5); MLflow from the SageMaker guide.
 */
const lacking: Readonly<Record<RegionalService, string>> = {
  'AWS Budgets': 'aws-us-gov',
  'Amazon Bedrock': 'aws-cn ap-east-1',
  CodeArtifact: `aws-cn aws-us-gov af-south-1 ap-east-1 ap-east-2 ap-northeast-2 ap-northeast-3 ap-south-2 ap-southeast-3
    ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-2 eu-south-2
    il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-west-1`,
  CodeCommit: `ap-east-2 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-2
    mx-central-1`,
  'code connections': `aws-cn af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4
    ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-2 il-central-1 me-central-1 me-south-1
    mx-central-1`,
  'managed MLflow': 'aws-cn aws-us-gov',
  'Redshift Serverless': 'me-south-1',
  'Service Catalog': 'ap-east-2 ap-southeast-5 ap-southeast-7 mx-central-1',
};

/** Zones without Redshift Serverless, which AWS's own template of Unified Studio leaves out. */
export const zonesWithoutWarehouse: readonly string[] = ['use1-az4'];

/** Every region that a workspace can be in. */
export const regions: readonly Region[] = words(partitions).flatMap(([partition, names]) =>
  names.map((name) => {
    const [unified = '', others = ''] = (zoneNumbers[name] ?? '| 1 2 3').split('|');
    const ids = (numbers: string) => wordsIn(numbers).map((number) => `${regionWord(name)}-az${number}`);
    return {
      name,
      partition,
      zoneIds: [...ids(unified), ...ids(others)],
      unifiedZoneIds: ids(unified),
      lacks: words(lacking).flatMap(([service, places]) =>
        places.includes(name) || places.includes(partition) ? [service] : [],
      ),
    };
  }),
);

/** The region of that name, if there is one. */
export function regionNamed(name: string): Region | undefined {
  return regions.find((region) => region.name === name);
}

function words<Key extends string>(
  table: Readonly<Record<Key, string>>,
): readonly (readonly [Key, readonly string[]])[] {
  return (Object.keys(table) as Key[]).map((key) => [key, wordsIn(table[key])] as const);
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean);
}
