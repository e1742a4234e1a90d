import { plans } from "@/lib/platform/plans";
import { rateLimits } from "@/lib/platform/rate-limits";

const ofPlans = Object.entries(plans).map(([name, { requestsPerMinute }]) => `${name} ${requestsPerMinute}`).join(", ");
const figure = (limit: number | "plan"): string => (limit === "plan" ? "by plan" : limit.toLocaleString("en"));

/** The limiter's own table. */
export function RequestLimits() {
  return (
    <>
      <div className="docs-table" tabIndex={0} role="region" aria-label="Requests a minute">
        <table>
          <thead><tr><th>limit</th><th>what is counted together</th><th>a minute without an account</th><th>a minute signed in</th></tr></thead>
          <tbody>
            {Object.entries(rateLimits).map(([name, limit]) => (
              <tr key={name}>
                <td><code className="code">{name}</code></td><td>{limit.covers}</td><td>{figure(limit.anonymous)}</td>
                <td>{figure(limit.signedIn)}{"byAddress" in limit ? ", by address" : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>By plan of the workspace: {ofPlans}.</p>
    </>
  );
}
