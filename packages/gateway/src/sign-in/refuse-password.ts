const shortest = 12;
const longest = 256;

/** Why a password is not accepted, and what is; undefined: it is. */
export function refusePassword(password: string, names: readonly string[]): string | undefined {
  const { length } = [...password];
  if (length < shortest) return `The password has ${length} characters; accepted are at least ${shortest}.`;
  if (length > longest) return `The password has ${length} characters; accepted are at most ${longest}.`;
  if (new Set(password).size < 4) return 'The password has fewer than 4 different characters; accepted are more.';
  const plain = plainOf(password);
  const name = names.find((one) => plain.includes(plainOf(one)) && plain.replaceAll(plainOf(one), '').length < 4);
  if (name === undefined) return undefined;
  return `The password is little more than "${name}", which everybody knows; accepted is one that does not follow from a name.`;
}

/** Letters and digits alone, in small letters. */
function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
