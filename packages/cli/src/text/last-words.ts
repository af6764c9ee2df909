/** Where something happened rather than what: frames of a stack, addresses, Node's own last line. */
const place = /^[\s|]*(at .*|\d+: 0x.*|Node\.js v[\d.]+|\^+)?$/;

/** The last thing that a process said of why it ended, out of all that it wrote. */
export function lastWords(text: string): string {
  const said = text.split('\n').filter((line) => !place.test(line));
  return (
    said
      .at(-1)
      ?.replace(/^[\s|]+/, '')
      .replace(/\.$/, '') ?? 'it wrote nothing'
  );
}
