/** Where the front door is for others than this machine. */
export interface OutsideDoor {
  /** Host name of the portal; every other origin is one label below it. */
  readonly name: string;
  /** One address of this machine, as the system writes it. */
  readonly address: string;
  readonly port: number;
  /** Path of the file of the certificate and those of its issuers, as PEM. */
  readonly certificate: string;
  /** Path of the file of its private key, as PEM. */
  readonly key: string;
}

/** The address of the portal there, as browsers write it. */
export function outsideUrl({ name, port }: Pick<OutsideDoor, 'name' | 'port'>): string {
  return new URL(`https://${name}:${port}`).origin;
}
