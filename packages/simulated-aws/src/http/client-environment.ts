/** Access key of a process that is to reach the simulated account. */
const clientKey = 'REHEARSAL';

/** Variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ClientPlace {
  /** Of the simulated account. */
  readonly url: string;
  readonly region: string;
  /** An empty folder in which the process may keep what it knows of the account. */
  readonly folder: string;
}

/**
 * The environment of a process that is to reach the simulated account and no other account: whatever the inherited one says of
 * AWS, of the CDK and of proxies is left behind.
 */
export function clientEnvironment(inherited: Environment, { url, region, folder }: ClientPlace): Environment {
  const kept = Object.entries(inherited).filter(([name]) => !/^(AWS|CDK)_|_proxy$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: clientKey,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_CONFIG_FILE: `${folder}/no-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${folder}/no-credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_HOME: folder,
  };
}
