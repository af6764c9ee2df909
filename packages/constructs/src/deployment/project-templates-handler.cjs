// Switches SageMaker's project templates on, for CloudFormation: AWS has no resource type for it.

const provider = 'Amazon SageMaker';
const attempts = 8;
const pauseMs = 10_000;

exports.handlerWith = (ports) => async (event, context) => {
  const outcome = await flipped(ports, event).catch((error) => ({
    Status: 'FAILED',
    Reason: `${error.name}: ${error.message} (log stream ${context.logStreamName})`,
  }));
  await ports.respond(event.ResponseURL, {
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: event.PhysicalResourceId ?? 'sagemaker-project-templates',
    ...outcome,
  });
};

async function flipped({ enable, listShares, pause }, { RequestType }) {
  // The switch is the account's. Others may use it, so a deletion leaves it on.
  if (RequestType === 'Delete') return { Status: 'SUCCESS' };
  await enable();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const PortfolioId = await portfolio(listShares);
    if (PortfolioId) return { Status: 'SUCCESS', Data: { PortfolioId } };
    if (attempt < attempts) await pause(pauseMs);
  }
  throw new Error(`No accepted Service Catalog portfolio of "${provider}" appeared.`);
}

async function portfolio(listShares) {
  let PageToken;
  do {
    const page = await listShares({ PageToken });
    const found = page.PortfolioDetails?.find(({ ProviderName }) => ProviderName === provider);
    if (found) return found.Id;
    PageToken = page.NextPageToken;
  } while (PageToken);
}

// The address is signed for an empty content type.
exports.put = async (url, body) => {
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`CloudFormation answered ${answer.status}.`);
};

exports.handler = (event, context) => {
  const sagemaker = require('@aws-sdk/client-sagemaker');
  const catalog = require('@aws-sdk/client-service-catalog');
  const studio = new sagemaker.SageMakerClient();
  const shares = new catalog.ServiceCatalogClient();
  const handle = exports.handlerWith({
    enable: () => studio.send(new sagemaker.EnableSagemakerServicecatalogPortfolioCommand({})),
    listShares: (input) => shares.send(new catalog.ListAcceptedPortfolioSharesCommand(input)),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    respond: exports.put,
  });
  return handle(event, context);
};
