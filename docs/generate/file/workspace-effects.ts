import { type Effects, inEstimate, nowhere, onAws, onMachine, refusedOnAws } from './effect.ts';

const aws: Effects = {
  'aws.region': onAws('The region of every stack; what it lacks is refused.'),
  'aws.account': onAws(
    'The account of every stack. With credentials of another account `deploy` and `destroy` refuse.',
  ),
  'aws.tags': onAws(
    'A tag on all that takes tags, beside those of Atelier. What CloudFormation would make anew for a changed tag (Studio, its profiles and scripts, data of warehouses) gets them by calls of `deploy`.',
  ),
  'aws.operators': onAws(
    'Policies of buckets let these roles list and delete from outside, and read and write nothing. `deploy` and `destroy` refuse everybody else.',
  ),
  'aws.iam.rolePath': onAws('Every role and policy is made below it; the rights of whoever deploys are bound to it.'),
  'aws.iam.permissionsBoundary': onAws('Every role gets it. `deploy` refuses where the account has no such policy.'),
  'aws.synthesizer.qualifier': onAws(
    "Part of the names of the bootstrap's roles and bucket; `deploy` refuses where it is not there.",
  ),
  'aws.synthesizer.cloudFormationExecutionRole': onAws('CloudFormation works with this role.'),
  'aws.synthesizer.deployRoleArn': onAws('The CDK takes this role to deploy.'),
  'aws.synthesizer.fileAssetPublishingRoleArn': onAws('The CDK takes this role to upload templates.'),
  'aws.synthesizer.imageAssetPublishingRoleArn': nowhere,
  'aws.synthesizer.lookupRoleArn': onAws('The CDK takes this role to read the account.'),
  'aws.catalog.principals': refusedOnAws,
  'aws.catalog.serviceRoles': refusedOnAws,
  'signIn.method': onAws('How the Studio domain signs people in; their profiles name them in the directory with sso.'),
  'signIn.identityCenter': onAws(
    'Where deploy looks for people, and what rights are held to; people are assigned in no other instance.',
  ),
  'signIn.provider.kind': onAws('The call by which people take on their sign-in roles, and who says their names.'),
  'signIn.provider.arn': onAws('The sign-in role of each person trusts it. `deploy` refuses one of another account.'),
  'signIn.provider.audience': onAws('Tokens that are made out for something else are refused.'),
  'signIn.oidc.issuer': onMachine(
    'The front door sends people there instead of asking them, by the code flow with PKCE; invitations are off. Whoever comes back is the one person whose `sso` is their verified email or their user name there.',
  ),
  'signIn.oidc.clientId': onMachine('Names the front door to the provider; what is made out for another is refused.'),
  'signIn.oidc.secretFile': onMachine('Read when the workspace comes up; the file holds the secret alone.'),
  'frontDoor.name': onMachine(
    'The portal is `https://<name>`, tracking and spaces are one label below it. Any other host is refused.',
  ),
  'frontDoor.address': onMachine('The front door listens there and nowhere else. One of every address is refused.'),
  'frontDoor.port': onMachine('The front door listens there; it stands in the address of the portal unless it is 443.'),
  'frontDoor.certificate': onMachine(
    'Shown to whoever comes. One that is renewed is taken up within seconds; one that does not hold is not, and `status` says why.',
  ),
  'frontDoor.key': onMachine('Given to the process of the front door alone, with the certificate.'),
};

const network: Effects = {
  'network.mode': onAws(
    'isolated: no route leaves the network. egress: a NAT gateway, an internet gateway and the route to them.',
  ),
  'network.zones': onAws('Subnets in as many zones; a warehouse makes it three, endpoints stay in these.'),
  'network.access': onAws(
    'Studio is opened from there alone; an endpoint for its pages, where browsers come in through the network.',
  ),
  'network.cidr': onAws('The range of the VPC, divided among its subnets.'),
  'network.s3PrefixList': onAws('Where security groups let S3 through. A region whose list is not known needs it.'),
  'network.flowLogs': onAws('A flow log of the VPC that is made, and its log group.'),
  'network.existing.vpc': onAws('Everything is made in it, and no VPC.'),
  'network.existing.subnets': onAws('Notebooks, jobs, warehouses and endpoints are in them.'),
  'network.existing.cidr': onAws('Security groups of endpoints let it in.'),
  'network.existing.routeTables': onAws('They get the route to the S3 endpoint that is made.'),
  'network.existing.endpoints': onAws('For these no endpoint is made.'),
  'network.existing.description': onAws(
    '`plan` reads it and says what of the network is in the way; it fills in what the file leaves out.',
  ),
};

const studio: Effects = {
  'studio.experience': onAws(
    'Refused where it is not studio: Unified Studio is not made yet. studio: a SageMaker Studio domain.',
  ),
  'studio.spaces': {
    machine: 'People have spaces of their own; shared: members of a project can open one for all of them as well.',
    aws: 'private: a space in the stack of each person. shared: one for each project, in a stack of theirs.',
  },
  'studio.instance': onAws('The type that a new space begins with, which its price is counted for.'),
  'studio.idleStop': {
    machine: 'Spaces in which nothing works are stopped, or never are; one with a busy cell or terminal stays.',
    aws: 'The domain stops spaces that nobody uses, or never does.',
  },
  'studio.idleStop.after': {
    machine: 'Quiet minutes until then; five minutes before, a file in the home says so.',
    aws: 'Minutes in the settings of the domain.',
  },
  'studio.idleStop.min': onAws('The least that people may choose.'),
  'studio.idleStop.max': onAws('The most that people may choose.'),
  'studio.homeFolders': onAws('Whether the file system stays when the domain is deleted, and goes on costing.'),
  'studio.docker.enabled': onAws(
    'The domain lets spaces run Docker, and people pull images of the account and of AWS.',
  ),
  'studio.docker.trustedAccounts': onAws('The domain, people and the endpoint of ECR let images of these accounts in.'),
  'studio.image.name': onAws('What JupyterLab and Code Editor start with; it has to be there.'),
  'studio.image.appConfig': onAws('How the image is run; it has to be there.'),
  'studio.disk.defaultGb': onAws('The disk of a new space, and its price.'),
  'studio.disk.maxGb': {
    machine: 'What a space may keep in its home and its /tmp; in one that keeps more no file grows.',
    aws: 'No space gets more.',
  },
  'studio.isolateDomain': onAws('Nobody may call SageMaker for another domain.'),
  'studio.remoteAccess': onAws(
    'People may start a session from outside of the network; refused by a policy otherwise.',
  ),
  'studio.projectTemplates': onAws('A portfolio of project templates, and the function that turns it on.'),
  'studio.prewarm': nowhere,
  'studio.cloneRepository': onAws('The script that starts a space clones it, once.'),
  'studio.unified.owner': refusedOnAws,
  'studio.unified.assignment': refusedOnAws,
  'studio.unified.amazonQ': refusedOnAws,
  'studio.unified.generativeAi': refusedOnAws,
};

const ownMlflow = 'Nothing: MLflow runs here whatever it says.';
const tracking: Effects = {
  'tracking.kind': {
    machine: ownMlflow,
    aws: 'An MLflow app or server for each project, or none, with its role and rights. In an isolated network an app is not proven reachable.',
  },
  'tracking.scope': onAws(
    'workspace: one server, on which projects see each other. Experiments are made with the folder of the setting `run-files`, so that their files stay in the bucket of the project.',
  ),
  'tracking.hours.from': onAws('A schedule starts each server then; whoever may log runs may start it besides.'),
  'tracking.hours.to': onAws('A schedule stops each server then, whoever started it; it is billed while it runs.'),
  'tracking.hours.days': onAws('Days of both schedules.'),
  'tracking.hours.timeZone': onAws('Time zone of both schedules.'),
  'tracking.name': onAws('Part of the name of each app or server.'),
  'tracking.autoRegister': onAws('The app or server registers what is logged.'),
  'tracking.size': onAws('The size of each server, and its price.'),
  'tracking.version': onAws('The version of each server.'),
  'tracking.bucket': onAws("Artifacts lie in it, a folder for each project; else in a bucket of the project's own."),
  'tracking.prefix': onAws('Where in the bucket artifacts lie, and what rights reach.'),
  'tracking.maintenance': onAws('When AWS keeps each app or server up.'),
};

const supplies: Effects = {
  'packages.upstream': {
    machine: 'pypi: the index that pip or uv is set up with here, behind the front door. none: no index.',
    aws: 'pypi: a CodeArtifact repository behind an endpoint. none: neither, and no right to install.',
  },
  'packages.allow': {
    machine: 'The index gives these in these versions, and what uv finds that they need, in any; nothing else.',
    aws: 'A group of packages for each name lets the upstream through in every version; all others are shut, and what a package needs is to be named too.',
  },
  'packages.quarantineDays': onMachine(
    'Younger files are refused, and with an index that does not tell the age of its files, all; 0 refuses none. CodeArtifact has nothing like it.',
  ),
  'packages.own': onMachine(
    'The index gives these wheels; a name that was once among them is never taken from the upstream again.',
  ),
  'packages.sources': onMachine(
    'Source archives of other packages are refused. CodeArtifact does not tell them apart.',
  ),
  'source.kind': onAws('codecommit: a repository for each project. connection: an endpoint to it. none: neither.'),
  'source.arn': onAws('Members of a project may use the connection.'),
  'source.owner': onAws(
    'Members may use the connection for repositories of it alone; without it, for those of every owner.',
  ),
  'bigData.emr': onAws('serverless: an EMR Serverless application, its endpoints, and rights to run jobs on it.'),
  'bigData.engine': onMachine(
    'The step load of a flow runs on SQLFrame, or on Spark with Java 17 and its packages installed.',
  ),
  'people.*.role': {
    machine: 'What the workspace answers where it is asked in the name of the person, as `atelier doctor` asks it.',
    aws: 'The policies that the execution role of the person has; see `atelier plan`.',
  },
  'people.*.sso': onAws(
    'The user of the directory that the profile belongs to, or whom the provider must name to open Studio.',
  ),
};

const projects: Effects = {
  'projects.*.members': {
    machine: 'In whose names the project answers, where `atelier doctor` asks it.',
    aws: "Their roles get the project's policies, and each a private folder; those of others do not.",
  },
  'projects.*.warehouse': {
    machine: 'A DuckDB process; with none, queries of the project are refused.',
    aws: 'A Redshift Serverless workgroup with its role. Without any in a workspace, no endpoints to it and no third zone.',
  },
  'projects.*.warehouse.baseCapacity': onAws('The base capacity of the Redshift Serverless workgroup, and its price.'),
  'projects.*.warehouse.maxCapacity': onAws('The most that the workgroup may take.'),
  'projects.*.warehouse.queries.seconds': onMachine('A query is stopped after it, and its changes are undone.'),
  'projects.*.warehouse.queries.rows': onMachine('An answer with more rows is refused.'),
  'projects.*.warehouse.queries.memoryMb': onMachine(
    'The memory of the warehouse; a query that wants more is stopped.',
  ),
  'projects.*.warehouse.queries.temporaryDiskMb': onMachine(
    'The disk that queries may spill to; one that wants more is stopped.',
  ),
  'projects.*.flows': {
    machine: '`atelier run` runs them.',
    aws: "Named in the project's settings, with an endpoint to start them; not run there yet. Their endpoints and batches are counted in the estimate.",
  },
  'projects.*.deliverFrom.senders': onAws(
    'The policies of data bucket and key let them put objects below delivered/, and do nothing else.',
  ),
  'projects.*.deliverFrom.organization': onAws('A condition of the bucket and of the key.'),
  'projects.*.buckets': onAws('Members and jobs of the project may read them, or read and write.'),
  'projects.*.notify': onAws('A topic that the addresses are asked to subscribe to; budgets tell them.'),
  'projects.*.serving.instance': onAws(
    "In the project's settings, for whoever makes the endpoint, and in the estimate; no endpoint is made yet.",
  ),
  'projects.*.serving.minInstances': onAws("In the project's settings and in the estimate; no endpoint is made yet."),
  'projects.*.serving.maxInstances': nowhere,
  'projects.*.serving.batchInstance': onAws("In the project's settings and in the estimate; no batch is run yet."),
  'projects.*.serving.capturePercent': nowhere,
  'projects.*.promotion.approveWithin': nowhere,
  'projects.*.promotion.canaryPercent': nowhere,
  'projects.*.budget.monthlyUsd': onAws(
    'A budget that tells `notify` before more is spent; without an address none is made.',
  ),
};

const limits: Effects = {
  'limits.monthlyUsd': onAws(
    'An estimate above it refuses the deployment; a budget tells the addresses of the projects.',
  ),
  'limits.instances': onAws('Spaces and jobs of other types are denied.'),
  'limits.fileSystems': onAws('Jobs may mount these and no others.'),
};

const usage: Effects = Object.fromEntries(
  [
    'hoursPerDay',
    'daysPerMonth',
    'peopleAtWork',
    'warehouseHoursPerMonth',
    'warehouseGb',
    'endpointHoursPerMonth',
    'batchHoursPerMonth',
    'modelStorageGb',
    'sparkHoursPerMonth',
    'networkGbPerMonth',
    'internetGbPerMonth',
    'lookupsPerMonth',
    'logGbPerMonth',
    'storageGb',
    'homeGb',
    'packagesGb',
    'counted.lines',
    'counted.endpoints',
  ].map((setting) => [`usage.${setting}`, inEstimate]),
);

/** Effects of each option of `atelier.yaml` on each target. */
export const workspaceEffects: Effects = {
  workspace: {
    machine: 'What `atelier status` calls it.',
    aws: 'The beginning of the name of every stack and of all that is in them; a tag on it.',
  },
  ...aws,
  ...network,
  ...studio,
  ...tracking,
  ...supplies,
  ...projects,
  ...limits,
  ...usage,
};
