import { isMap, type RecordMap } from './record-map.ts';

/**
 * Facts of a request by the key that policies ask for; null: the request has none. A key that ends in `*` is about all that begin
 * so.
 */
export type ToldFacts = Readonly<Record<string, string | readonly string[] | null>>;

const inNetworks = /^Create(TrainingJob|ProcessingJob|TransformJob|HyperParameterTuningJob|Model)$/;

/**
 * Facts that the parameters of a request tell. Ids of subnets and groups are those of a real network, which no file knows: one that
 * names any is taken to name the workspace's.
 */
export function factsOfRecord(source: string, name: string, parameters: RecordMap): ToldFacts {
  if (source.startsWith('s3.')) return s3Facts(name, parameters);
  return source.includes('sagemaker') ? sageMakerFacts(name, parameters) : {};
}

function s3Facts(name: string, { prefix }: RecordMap): ToldFacts {
  return name.startsWith('List') ? { 's3:prefix': typeof prefix === 'string' ? prefix : null } : {};
}

function sageMakerFacts(name: string, parameters: RecordMap): ToldFacts {
  const network = mapAt(parameters, 'vpcConfig') ?? mapAt(mapAt(parameters, 'networkConfig'), 'vpcConfig');
  const resources =
    mapAt(parameters, 'resourceConfig') ??
    mapAt(mapAt(parameters, 'processingResources'), 'clusterConfig') ??
    mapAt(parameters, 'resourceSpec');
  const type = resources?.instanceType;
  const { modelApprovalStatus, tags } = parameters;
  const noNetwork = { 'sagemaker:VpcSubnets': null, 'sagemaker:VpcSecurityGroupIds': null };
  return {
    ...(typeof type === 'string' ? { 'sagemaker:InstanceTypes': [type] } : {}),
    ...(typeof modelApprovalStatus === 'string' ? { 'sagemaker:ModelApprovalStatus': modelApprovalStatus } : {}),
    ...(inNetworks.test(name) ? { ...(network === undefined ? noNetwork : {}), ...tagFacts(tags) } : {}),
  };
}

function mapAt(parent: RecordMap | undefined, key: string): RecordMap | undefined {
  const value = parent?.[key];
  return isMap(value) ? value : undefined;
}

function tagFacts(tags: unknown): ToldFacts {
  const found = (Array.isArray(tags) ? tags : []).flatMap((tag) => {
    const [key, value] = isMap(tag) ? [tag.key ?? tag.Key, tag.value ?? tag.Value] : [];
    return typeof key === 'string' && typeof value === 'string' ? [[`aws:RequestTag/${key}`, value] as const] : [];
  });
  return { 'aws:RequestTag/*': null, ...Object.fromEntries(found) };
}
