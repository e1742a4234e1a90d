/** Runs one stage (stream to stream) over a list and gives everything it yielded. */
export async function runStage<I, O>(stage: (input: AsyncIterable<I>, signal: AbortSignal) => AsyncIterable<O>, inputs: Iterable<I>, signal = new AbortController().signal): Promise<O[]> {
  const source = async function* () { yield* inputs; };
  const outputs: O[] = [];
  for await (const output of stage(source(), signal)) outputs.push(output);
  return outputs;
}
