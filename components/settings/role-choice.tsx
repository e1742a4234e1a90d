"use client";
import { Select } from "@/components/ui/select";
import type { Member } from "@/lib/workspaces/schema";

const roles = ["viewer", "builder", "admin", "owner"] as const;

/** Roles up to `most`. */
export function RoleChoice({ label, value, most, onChange }: { label: string; value: Member["role"]; most: Member["role"]; onChange(role: Member["role"]): void }) {
  return (
    <Select className="w-auto!" aria-label={label} value={value} onChange={(event) => { const chosen = roles.find((role) => role === event.target.value); if (chosen) onChange(chosen); }}>
      {roles.slice(0, roles.indexOf(most) + 1).map((role) => <option key={role} value={role}>{role}</option>)}
    </Select>
  );
}
