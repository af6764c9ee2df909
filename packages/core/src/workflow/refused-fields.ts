const jsonata = 'belongs to JSONata; write JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath';
const variables = 'sets variables, which are left out; put values into the data with ResultPath';
const distributed = 'belongs to distributed maps; only inline maps are accepted';

/** Fields of the language that are left out on purpose, each with the reason and what to write instead. */
export const refusedFields: Readonly<Record<string, string>> = {
  Arguments: jsonata,
  Output: jsonata,
  Items: jsonata,
  Condition: jsonata,
  Assign: variables,
  Iterator: 'is the old name; write ItemProcessor',
  ItemReader: distributed,
  ItemBatcher: distributed,
  ResultWriter: distributed,
  Label: distributed,
  ToleratedFailureCount: distributed,
  ToleratedFailureCountPath: distributed,
  ToleratedFailurePercentage: distributed,
  ToleratedFailurePercentagePath: distributed,
  MaxConcurrencyPath: 'is left out; write MaxConcurrency',
  TimeoutSecondsPath: 'is left out; write TimeoutSeconds',
  HeartbeatSecondsPath: 'is left out; write HeartbeatSeconds',
  TimeoutSeconds: 'is accepted on each Task, and nowhere else: a flow may wait for a person as long as it takes',
  Credentials: 'names a role of one target; roles belong to the target, not to the document',
  QueryLanguage: 'is accepted at the top only, as JSONPath',
};
