import { type Effects, onMachine } from './effect.ts';

/** Only the step load reads the inputs. */
const inLoad = (what: string) => onMachine(what);

const inputs: Effects = {
  'inputs.*.file': inLoad('The step load reads it; a link that leads out of the folder named is refused.'),
  'inputs.*.columns.*': inLoad('The step load reads this column of the file for ours.'),
  'inputs.*.constants.*': inLoad('The step load puts the value into every row.'),
  'inputs.*.dateFormat': inLoad('A day written otherwise makes its row a rejected one.'),
};

const forecast: Effects = {
  'forecast.item': onMachine('One series for each of its values; endpoint and batch name them.'),
  'forecast.timestamp': onMachine('Orders the rows of a series; endpoint and batch name it.'),
  'forecast.target': onMachine('What is learned and answered; sums over a step.'),
  'forecast.covariates': onMachine('Candidates that can use them do; requests have to bring them for each step.'),
  'forecast.fills.*': onMachine('Used in training and in each forecast; the report of a run counts what was filled.'),
  'forecast.fills.*.middle': onMachine('Rows that a series lacks between those that it has.'),
  'forecast.fills.*.back': onMachine('Rows that a series lacks at its end.'),
  'forecast.fills.*.future': onMachine('Covariates that are not known for a step to forecast.'),
  'forecast.frequency': onMachine('Days are added up to steps; a first or last step in part is left out.'),
  'forecast.horizon': onMachine('As many steps in the batch, at most as many in a request.'),
  'forecast.quantiles': onMachine('Columns of every answer and of the table of the batch.'),
  'forecast.minimumRows': onMachine('Shorter series are not learned from, and not forecast.'),
  'forecast.holdout': onMachine('The report scores the ensemble on them; the model that is served has seen them.'),
  'forecast.backtestWindows': onMachine(
    'More windows compare better and take longer; too few rows for them refuse the run.',
  ),
  'forecast.timeBudget': onMachine('A candidate that does not fit into it is left out.'),
  'forecast.candidates': onMachine('The ensemble is made of these.'),
};

/** Effects of each option of a flow file on each target; of flows AWS gets the name alone until it runs them. */
export const flowEffects: Effects = {
  flow: {
    machine: '`atelier run` takes it; experiment and model in tracking have it.',
    aws: "In the project's settings, and in the estimate for an endpoint and a batch; the flow is not run there yet.",
  },
  ...inputs,
  rejectLimit: onMachine('Held against the rejected rows of each input after loading.'),
  earlierRows: onMachine(
    'refuse: a run ends before the merge when the tables hold rows of other files. keep: it adds to them.',
  ),
  'calendar.from': onMachine('The first row of `date_dim`; earlier sales are rejected.'),
  'calendar.to': onMachine('The last row of `date_dim`; later sales are rejected.'),
  'calendar.firstKey': onMachine('Keys count on from it; another one than the tables have refuses the run.'),
  ...forecast,
  'serving.endpoint': onMachine('The address of the model server, which the step deploy replaces.'),
  'batch.table': onMachine('The step publish replaces it whole; a table that holds no forecasts is not replaced.'),
};
