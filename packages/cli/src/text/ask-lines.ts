import type { WorkspaceStatus } from '@atelier/core/contract';

/** One line for each client that can be pasted as it is; the token itself stands in none. */
export interface AskLines {
  readonly mlflow?: string;
  /** Where people sign in. */
  readonly browser: string;
  readonly curl: string;
  readonly boto3?: string;
}

type DoorStatus = NonNullable<WorkspaceStatus['door']>;

/** How the address of a workspace is asked, with its first project and its first endpoint as examples. */
export function askLines(
  { url, tokenFile, headerFile }: DoorStatus,
  { projects, endpoints }: Pick<WorkspaceStatus, 'projects' | 'endpoints'>,
): AskLines {
  const [project] = projects;
  const [deployed] = endpoints;
  const tracking = `${url}/projects/${project}/tracking`;
  const token = `"$(cat ${inShell(tokenFile)})"`;
  const header = `-H ${inShell(`@${headerFile}`)}`;
  const rows = `-H 'Content-Type: text/csv' --data-binary @rows.csv`;
  return {
    browser: `${url}/`,
    ...(project === undefined
      ? {}
      : {
          // A script that names no experiment means number 0, which no project has.
          mlflow: `export MLFLOW_TRACKING_URI=${tracking} MLFLOW_TRACKING_TOKEN=${token} MLFLOW_EXPERIMENT_NAME=Default`,
        }),
    ...(deployed === undefined
      ? { curl: `curl ${header} ${url}/` }
      : {
          curl: `curl ${header} ${rows} ${url}/projects/${deployed.project}/endpoints/${deployed.endpoint}/invocations`,
          boto3: boto3Line(`${url}/projects/${deployed.project}`, tokenFile, deployed.endpoint),
        }),
  };
}

/** The session token lets in; boto3 wants the other credentials too, and signs with them what nobody checks. */
function boto3Line(url: string, tokenFile: string, endpoint: string): string {
  const credentials = `aws_access_key_id="atelier", aws_secret_access_key="atelier", aws_session_token=open(${JSON.stringify(tokenFile)}).read()`;
  const client = `boto3.client("sagemaker-runtime", region_name="local", endpoint_url="${url}", ${credentials})`;
  return `${client}.invoke_endpoint(EndpointName="${endpoint}", ContentType="text/csv", Body=open("rows.csv", "rb"))`;
}

/** A word as a shell reads it. */
function inShell(word: string): string {
  return /^[\w@./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
