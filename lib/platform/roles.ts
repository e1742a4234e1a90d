/** What members and keys may do; pure, so that shapes and pages can use it. */

/** Each holds the rights of those before it. */
export const roles = ["caller", "viewer", "builder", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["agents:read", "agents:write", "agents:override", "conversations:read", "conversations:write", "realtime:connect", "speech:use", "tools:read", "tools:write"] as const;
export type Scope = (typeof scopes)[number];

/** Whether the role is at least the one that is needed. */
export const atLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
