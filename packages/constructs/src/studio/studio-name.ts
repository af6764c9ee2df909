const legal = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/**
 * The name as given, when Studio accepts it.
 *
 * @throws Error for a name that is not up to 63 letters, digits and inner dashes, such as `ana@example.com`.
 */
export function studioName(what: string, name: string): string {
  if (name.length <= 63 && legal.test(name)) return name;
  throw new Error(`The ${what} is "${name}". Up to 63 letters, digits and inner dashes are accepted.`);
}
