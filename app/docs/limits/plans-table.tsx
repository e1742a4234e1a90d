import { planNames, plans } from "@/lib/platform/plans";

const figure = (limit: number | null): string => limit?.toLocaleString("en") ?? "no limit";

/** The plans as the server enforces them. */
export const PlansTable = () => (
  <div className="docs-table" tabIndex={0} role="region" aria-label="Plans">
    <table>
      <thead><tr><th scope="col">plan</th><th scope="col">minutes in a month</th><th scope="col">agents</th><th scope="col">calls at once</th></tr></thead>
      <tbody>{planNames.map((name) => <tr key={name}><th scope="row"><code className="code">{name}</code></th><td>{figure(plans[name].minutesPerMonth)}</td><td>{figure(plans[name].agents)}</td><td>{figure(plans[name].concurrentCalls)}</td></tr>)}</tbody>
    </table>
  </div>
);
