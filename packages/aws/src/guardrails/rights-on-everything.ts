/** Actions by service, in full and lower case, as policies are read. */
function actions(lines: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(
    Object.entries(lines).flatMap(([service, names]) =>
      names.split(' ').map((name) => `${service}:${name}`.toLowerCase()),
    ),
  );
}

/**
 * Rights that roles of a workspace have on everything, because AWS gives them on nothing less, or because a condition of
 * the service says whose things are meant.
 */
export const onEverything: ReadonlySet<string> = actions({
  sagemaker:
    'ListApps ListDomains ListEndpoints ListMlflowApps ListMlflowTrackingServers ListModelPackageGroups ListModels ' +
    'ListProcessingJobs ListProjects ListSpaces ListTrainingJobs ListTransformJobs ListUserProfiles ' +
    'EnableSagemakerServicecatalogPortfolio',
  servicecatalog: 'AcceptPortfolioShare ListAcceptedPortfolioShares',
  states: 'ListStateMachines',
  sts: 'GetServiceBearerToken',
  'redshift-data': 'CancelStatement DescribeStatement GetStatementResult ListStatements',
  'sagemaker-mlflow': 'AccessUI',
  cloudwatch: 'PutMetricData',
  ecr: 'GetAuthorizationToken',
  ec2: 'DescribeDhcpOptions DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs',
  logs:
    'CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery DescribeLogGroups ' +
    'DescribeResourcePolicies PutResourcePolicy',
});
