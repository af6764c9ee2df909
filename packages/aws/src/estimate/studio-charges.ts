import { own, type Value } from '@atelier/cloudformation';
import { type Charge, count, measure } from '@atelier/core';
import { type ChargesOfType, charge, eachMonth, kept, type PlacedResource, type Pricing, priceOf } from './pricing.ts';

/** Instance and disk that SageMaker takes where nobody has chosen. */
const defaultInstance = 'ml.t3.medium';
const defaultDiskGb = 5;

/** A notebook environment that somebody works in. */
interface Notebook {
  readonly stack: string;
  readonly region: string;
  readonly instance: string;
  readonly diskGb: number;
}

const domains: ChargesOfType = (resources, pricing) => {
  const withHomes = resources.filter(({ properties }) => properties.HomeEfsFileSystemCreation !== 'Disabled');
  const withSignIn = resources.filter(({ properties }) => properties.AuthMode === 'SSO');
  return [
    ...kept('home-folders', 'efs-standard', (usage) => usage.homeGb)(withHomes, pricing),
    ...eachMonth('sign-in', 'identity-center', 'instance')(withSignIn, pricing),
  ];
};

const spaces: ChargesOfType = (resources, pricing) => {
  const [domain] = pricing.resourcesOf('AWS::SageMaker::Domain');
  const notebooks = resources.map((space) => {
    const defaults = isShared(space) ? 'DefaultSpaceSettings' : 'DefaultUserSettings';
    return notebook(space, [space.properties.SpaceSettings, domain?.properties[defaults]]);
  });
  return notebookCharges(notebooks, pricing);
};

/** Where no spaces are made for people, they make their own, one each. */
const profiles: ChargesOfType = (resources, pricing) => {
  if (pricing.resourcesOf('AWS::SageMaker::Space').length > 0) return [];
  const [domain] = pricing.resourcesOf('AWS::SageMaker::Domain');
  const notebooks = resources.map((profile) =>
    notebook(profile, [profile.properties.UserSettings, domain?.properties.DefaultUserSettings]),
  );
  return notebookCharges(notebooks, pricing);
};

function notebookCharges(notebooks: readonly Notebook[], pricing: Pricing): readonly Charge[] {
  const { hoursPerDay, daysPerMonth, peopleAtWork } = pricing.usage;
  const hourly = (notebook: Notebook) => priceOf(pricing, notebook.instance, notebook);
  const rank = (notebook: Notebook) => hourly(notebook).usd ?? Number.MAX_VALUE;
  const dearestFirst = notebooks.toSorted((a, b) => rank(b) - rank(a));
  const used = dearestFirst.slice(0, peopleAtWork ?? notebooks.length);
  return [
    ...used.map((notebook) =>
      charge(
        { line: 'notebooks', of: notebook.instance, stack: notebook.stack, runs: 'in-use' },
        hourly(notebook),
        count(1, 'space'),
        measure(hoursPerDay, 'h'),
        count(daysPerMonth, 'day'),
      ),
    ),
    ...notebooks.map((notebook) =>
      charge(
        { line: 'notebook-storage', stack: notebook.stack, runs: 'always' },
        priceOf(pricing, 'ml-storage', notebook),
        count(1, 'space'),
        measure(notebook.diskGb, 'GB'),
      ),
    ),
  ];
}

function isShared({ properties }: PlacedResource): boolean {
  return own(properties.SpaceSharingSettings, 'SharingType') === 'Shared';
}

/** Notebook as the settings say it, those of the thing itself before those that it takes over. */
function notebook({ stack, region }: PlacedResource, settings: readonly (Value | undefined)[]): Notebook {
  const instance = settings
    .flatMap((of) => [own(of, 'JupyterLabAppSettings'), own(of, 'CodeEditorAppSettings')])
    .map((app) => own(own(app, 'DefaultResourceSpec'), 'InstanceType'))
    .find((type) => typeof type === 'string');
  const disk = settings
    .flatMap((of) => [
      own(own(own(of, 'SpaceStorageSettings'), 'EbsStorageSettings'), 'EbsVolumeSizeInGb'),
      own(own(own(of, 'SpaceStorageSettings'), 'DefaultEbsStorageSettings'), 'DefaultEbsVolumeSizeInGb'),
    ])
    .find((size) => size !== undefined);
  return { stack, region, instance: instance ?? defaultInstance, diskGb: Number(disk ?? defaultDiskGb) };
}

export const studioCharges = {
  'AWS::SageMaker::Domain': domains,
  'AWS::SageMaker::Space': spaces,
  'AWS::SageMaker::UserProfile': profiles,
} satisfies Readonly<Record<string, ChargesOfType>>;
