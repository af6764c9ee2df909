/**
 * The lines of a text in UTF-8, as they come.
 *
 * A line is put together once, when its end has come: one value of a query may be a line of a hundred megabytes.
 *
 * @throws an error with the code ECONNRESET when the text ends in the middle of a line
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const chunk of bytes) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    begun.push(first);
    for (const next of others) {
      yield begun.join('');
      begun = [next];
    }
  }
  if (begun.some((part) => part !== '')) throw cut();
}

function cut(): Error {
  return Object.assign(new Error('the answer ended in the middle of a line'), { code: 'ECONNRESET' });
}
