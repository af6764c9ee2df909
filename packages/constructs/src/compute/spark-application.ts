import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface SparkCapacity {
  readonly vCpus: number;
  readonly memoryGb: number;
  readonly diskGb: number;
}

export interface SparkApplicationProps {
  /** AWS makes a new application when it changes. */
  readonly name: string;
  /** Where workers run; without a route out they reach what the endpoints of the network reach. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** @default 'emr-7.13.0' - Spark 3.5.6 */
  readonly releaseLabel?: string;
  /** @default 'ARM64' */
  readonly architecture?: 'ARM64' | 'X86_64';
  /** @default - 64 vCPUs, 256 GB of memory, 1,000 GB of disk */
  readonly maximumCapacity?: SparkCapacity;
  /**
   * Quiet minutes after which workers are given back.
   *
   * @default 15
   */
  readonly autoStopMinutes?: number;
  /**
   * Image in a private ECR repository.
   *
   * @default - the release's own
   */
  readonly imageUri?: string;
  /**
   * Whether notebooks may open sessions, through Livy.
   *
   * @default false
   */
  readonly livyEndpoint?: boolean;
  /**
   * Key of the log group; its policy must let CloudWatch Logs use it, as that of `TeamKey` does.
   *
   * @default - a key of AWS
   */
  readonly kmsKeyArn?: string;
  /** @default 90 */
  readonly logDays?: number;
}

const modest: SparkCapacity = { vCpus: 64, memoryGb: 256, diskGb: 1000 };

/** Spark in the VPC, without servers of one's own; jobs come with a role of theirs. */
export class SparkApplication extends Construct {
  readonly applicationId: string;
  readonly applicationArn: string;
  /** Of drivers and executors; it is the role of the job that writes there. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: SparkApplicationProps) {
    super(scope, id);
    const { kmsKeyArn, logDays: retentionInDays = 90 } = props;
    this.logGroupName = `/aws/emr-serverless/${props.name}`;
    const log = new CfnLogGroup(this, 'Log', { logGroupName: this.logGroupName, kmsKeyId: kmsKeyArn, retentionInDays });
    // Its name is fixed: one that stayed would stand in the way of the next application.
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const application = new CfnApplication(this, 'Resource', {
      name: props.name,
      type: 'SPARK',
      releaseLabel: checkedRelease(props.releaseLabel ?? 'emr-7.13.0'),
      architecture: props.architecture ?? 'ARM64',
      networkConfiguration: network(props),
      maximumCapacity: capacity(props.maximumCapacity ?? modest),
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: checkedMinutes(props.autoStopMinutes ?? 15) },
      imageConfiguration: props.imageUri ? { imageUri: privateImage(props.imageUri) } : undefined,
      interactiveConfiguration: { livyEndpointEnabled: props.livyEndpoint ?? false, studioEnabled: false },
      monitoringConfiguration: logsOnlyTo(this.logGroupName),
    });
    application.addResourceDependency(log);
    this.applicationId = application.attrApplicationId;
    this.applicationArn = application.attrArn;
  }
}

/** EMR's own store of logs is off: assumed to be written to through the VPC, into a bucket that is not the account's. */
function logsOnlyTo(logGroupName: string): CfnApplication.MonitoringConfigurationProperty {
  return {
    managedPersistenceMonitoringConfiguration: { enabled: false },
    cloudWatchLoggingConfiguration: { enabled: true, logGroupName },
  };
}

function checkedRelease(label: string): string {
  if (/^emr-([7-9]|[1-9]\d)\.\d+\.\d+$/.test(label)) return label;
  throw new Error(`releaseLabel is "${label}". Releases from emr-7.0.0 on are accepted, such as emr-7.13.0.`);
}

function checkedMinutes(minutes: number): number {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080) return minutes;
  throw new Error(`autoStopMinutes is ${minutes}. Whole minutes from 1 to 10080 (a week) are accepted.`);
}

function privateImage(uri: string): string {
  if (Token.isUnresolved(uri) || /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//.test(uri)) return uri;
  throw new Error(
    `imageUri is "${uri}". Only images of private ECR repositories are accepted: a network without a way out reaches no other.`,
  );
}

function network({ subnetIds, securityGroupIds }: SparkApplicationProps): CfnApplication.NetworkConfigurationProperty {
  for (const [name, ids] of Object.entries({ subnetIds, securityGroupIds })) {
    if (ids.length === 0)
      throw new Error(`The Spark application has no ${name}. Without them it would run outside of the network.`);
  }
  return { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
}

function capacity(most: SparkCapacity): CfnApplication.MaximumAllowedResourcesProperty {
  for (const [name, amount] of Object.entries(most)) {
    if (!Number.isInteger(amount) || amount < 1) {
      throw new Error(`maximumCapacity has ${name} ${amount}. Whole numbers from 1 on are accepted.`);
    }
  }
  return { cpu: `${most.vCpus} vCPU`, memory: `${most.memoryGb} GB`, disk: `${most.diskGb} GB` };
}
