/** Name of the log group that SageMaker opens for an endpoint; nothing else that projects run has one to itself. */
export function endpointLogs(endpoint: string): string {
  return `/aws/sagemaker/Endpoints/${endpoint}`;
}
