/** The parts of an ARN between colons; what only the cloud knows is left whole, whatever its name holds. */
export function arnParts(text: string): readonly string[] {
  return outside(text, ':');
}

/** The name of the bucket in an ARN of S3, with what only the cloud knows left whole. */
export function bucketNameIn(arn: string): string {
  return outside(arnParts(arn).slice(5).join(':'), '/')[0] ?? '';
}

/** Splits a text, but not inside of angle brackets. */
function outside(text: string, separator: string): readonly string[] {
  const parts = [''];
  let isInside = false;
  for (const letter of text) {
    if (letter === '⟨' || letter === '⟩') isInside = letter === '⟨';
    if (letter === separator && !isInside) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
