/** The number of the account that this process acts for; it need not have a name, as in a container. */
export function ownAccount(): number {
  const number = process.geteuid?.();
  if (number === undefined) throw new Error('this system has no numbers for accounts');
  return number;
}
