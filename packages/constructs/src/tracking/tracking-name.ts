/**
 * The name as given, when AWS accepts it for an MLflow app or server.
 *
 * @throws Error for a name that is not up to 256 letters, digits and inner dashes.
 */
export function trackingName(name: string): string {
  if (/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(name) && name.length <= 256) return name;
  throw new Error(`The tracking is named "${name}". Up to 256 letters, digits and inner dashes are accepted.`);
}
