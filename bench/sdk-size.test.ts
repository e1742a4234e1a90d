import { sdkSizes } from "./sdk-size";

test("the SDK is at most 15 kB gzipped without the call and 40 kB with it", async () => {
  const { withoutCallBytes, withCallBytes, callAloneBytes } = await sdkSizes();
  expect(withoutCallBytes).toBeLessThanOrEqual(15_000);
  expect(withCallBytes).toBeLessThanOrEqual(40_000);
  // The call is not in what does without it, and the worklet is in what has it.
  expect(withCallBytes).toBeGreaterThan(withoutCallBytes + 5_000);
  expect(callAloneBytes).toBeLessThan(withCallBytes);
  expect(withoutCallBytes).toBeGreaterThan(1_000);
});
