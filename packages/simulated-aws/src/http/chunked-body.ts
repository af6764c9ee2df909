/** The body of a request without the chunks and checksums that an `aws-chunked` upload puts around it. */
export function plainBody(body: Buffer, headers: Readonly<Record<string, string>>): Uint8Array {
  const chunked =
    headers['content-encoding']?.includes('aws-chunked') || headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  return chunked ? Buffer.concat(chunksOf(body)) : body;
}

/** Each chunk is its length in hexadecimal, perhaps an extension, its bytes; one of no length ends them. */
function chunksOf(body: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(length > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return chunks;
}
