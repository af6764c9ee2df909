import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Receipt } from './receipt.ts';

/** A receipt with the signature of the workspace that made it. */
export interface SignedReceipt {
  readonly receipt: Receipt;
  /** Ed25519, as SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** Of the receipt as JSON without spaces, in base64. */
  readonly signature: string;
}

/** Why a file is not a receipt that its signer has made. */
export type ReceiptVerdict = 'as signed' | 'no receipt' | 'changed' | 'signed with another key';

/** Sign a receipt; the text of the file that holds it, byte for byte. */
export function signedReceiptText(receipt: Receipt, key: KeyObject): string {
  const signature = sign(null, Buffer.from(JSON.stringify(receipt)), key).toString('base64');
  return textOf({ receipt, publicKey: publicKeyText(key), signature });
}

/**
 * Look whether the text of a file is what was signed with a key, byte for byte.
 *
 * @param publicKey of whom the reader takes the receipt to be, in base64
 */
export function verifyReceipt(text: string, publicKey: string): ReceiptVerdict {
  const signed = parsed(text);
  if (signed === undefined) return 'no receipt';
  if (signed.publicKey !== publicKey) return 'signed with another key';
  // Another spelling of the same document could be read differently by somebody else: names that are there twice, for one.
  if (textOf(signed) !== text) return 'changed';
  const key = keyOf(publicKey);
  const signature = Buffer.from(signed.signature, 'base64');
  const isGood = key !== undefined && verify(null, Buffer.from(JSON.stringify(signed.receipt)), key, signature);
  return isGood ? 'as signed' : 'changed';
}

/** A public key as it stands in a receipt. */
export function publicKeyText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}

/** Whether a text is a public key as it stands in receipts. */
export function isPublicKeyText(text: string): boolean {
  return keyOf(text) !== undefined;
}

function textOf(signed: SignedReceipt): string {
  return `${JSON.stringify(signed, null, 2)}\n`;
}

function parsed(text: string): SignedReceipt | undefined {
  try {
    const { receipt, publicKey, signature, ...more } = JSON.parse(text) as Record<string, unknown>;
    if (Object.keys(more).length > 0 || typeof receipt !== 'object' || receipt === null) return undefined;
    if (typeof publicKey !== 'string' || typeof signature !== 'string') return undefined;
    // A spelling of the signature in base64 that says the same in other letters is another file.
    if (Buffer.from(signature, 'base64').toString('base64') !== signature) return undefined;
    return { receipt: receipt as Receipt, publicKey, signature };
  } catch {
    return undefined;
  }
}

function keyOf(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' && publicKeyBytes(key) === text ? key : undefined;
  } catch {
    return undefined;
  }
}

function publicKeyBytes(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}
