export { type Bug, describeFailure, failureFrom, Problem, type ProblemDetails, type Whose } from './problem.ts';
export { shellWord } from './shell-word.ts';
export { oneLine, visibleText } from './visible-text.ts';
