import { isMap, own, type Pseudo, type StackTemplate } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';

/** @throws Problem for a parameter that no template has, and for what is no account or region */
export function checkGiven(templates: readonly StackTemplate[], { account, region, parameters = {} }: Pseudo): void {
  const known = new Set(templates.flatMap(({ template }) => parametersOf(template)));
  const unknown = Object.keys(parameters).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw notGiven(
      `No template has a parameter "${unknown}"; there are: ${[...known].join(', ') || 'none'}.`,
      'parameter',
    );
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw notGiven(`"${account}" is no account; an account has 12 digits.`, 'account');
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw notGiven(`"${region}" is no region; a region is written as eu-central-1.`, 'region');
}

function parametersOf(template: unknown): string[] {
  const parameters = own(template, 'Parameters');
  return isMap(parameters) ? Object.keys(parameters) : [];
}

function notGiven(message: string, option: string): Problem {
  return new Problem({ code: 'BadValue', message, fix: `Correct --${option}.`, whose: 'yours' });
}
