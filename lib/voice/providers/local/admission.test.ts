import { expect, it } from "@jest/globals";
import { isProviderError } from "@/lib/voice/ports";
import { createAdmission, defaultAdmissionLimits } from "./admission";

const admissionOf = (limits = {}, cores = 2) => {
  let nowMs = 0;
  const admission = createAdmission(cores, 1, { ...defaultAdmissionLimits, ...limits }, () => nowMs);
  return { admission, wait: (ms: number) => { nowMs += ms; }, now: () => nowMs };
};
const refusal = (admit: () => unknown) => { try { admit(); return null; } catch (error) { return isProviderError(error) ? error : null; } };

/** Calls taken before the first refusal. */
function capacity(admission: ReturnType<typeof createAdmission>): number {
  for (let count = 0; count < 10_000; count += 1) if (refusal(admission.admit)) return count;
  return Infinity;
}

it("refuses the call that it could not serve in time, and says when to come back", () => {
  const { admission } = admissionOf();
  const taken = capacity(admission);
  expect(taken).toBeGreaterThanOrEqual(8);
  expect(taken).toBeLessThan(30);
  expect(refusal(admission.admit)).toMatchObject({ fault: "overloaded", retryable: true, options: { retryAfterMs: expect.any(Number) } });
});

it("takes another call as soon as one has ended, and only once for each", () => {
  const { admission } = admissionOf({ maxCalls: 2 });
  const first = admission.admit();
  admission.admit();
  expect(refusal(admission.admit)).not.toBeNull();
  first.release();
  first.release();
  admission.admit();
  expect(refusal(admission.admit)).not.toBeNull();
  expect(admission.calls).toBe(2);
});

it("takes fewer calls on a machine whose work turned out to be slow, and more where there are more cores", () => {
  const slow = admissionOf().admission;
  for (let n = 0; n < 100; n += 1) { slow.observeCost("transcribe", 600); slow.observeCost("speak", 500); }
  expect(capacity(slow)).toBeLessThan(capacity(admissionOf().admission));
  const wide = createAdmission(16, 8, defaultAdmissionLimits, () => 0);
  expect(capacity(wide)).toBeGreaterThan(capacity(admissionOf().admission) * 3);
});

it("refuses while urgent work waits too long, and forgets an old jam", () => {
  const { admission, wait, now } = admissionOf();
  admission.admit();
  for (let n = 0; n < 20; n += 1) admission.observeWait(2_000, now());
  expect(refusal(admission.admit)?.fault).toBe("overloaded");
  wait(6_000);
  expect(refusal(admission.admit)).toBeNull();
});

it("always takes the first call: a slow machine is better than none", () => {
  const { admission, now } = admissionOf();
  for (let n = 0; n < 100; n += 1) { admission.observeCost("transcribe", 60_000); admission.observeWait(60_000, now()); }
  expect(refusal(admission.admit)).toBeNull();
  expect(refusal(admission.admit)?.fault).toBe("overloaded");
});
