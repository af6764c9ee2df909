import { Problem } from '@atelier/problem';

/**
 * Values that a command line gives as `name=value`, by name: as JSON where it is some, else as the text that it is.
 *
 * @throws Problem ParameterNotGiven
 */
export function givenParameters(given: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === '') throw notGiven(text);
      return [name, parsed(value)];
    }),
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function notGiven(text: string): Problem {
  return new Problem({
    code: 'ParameterNotGiven',
    message: `--param is "${text.slice(0, 100)}"; it takes name=value.`,
    fix: 'Write for instance --param horizon=5.',
    whose: 'yours',
    state: 'Nothing was run.',
  });
}
