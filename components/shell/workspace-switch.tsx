"use client";
import { useState } from "react";
import { MenuChoice, MenuRule } from "@/components/ui/menu";
import type { Membership } from "@/lib/workspaces/schema";
import { api } from "@/lib/sdk/client";

/** The person's workspaces, where there are several; the one that is looked at has the tick. */
export function WorkspaceSwitch({ workspaces }: { workspaces: readonly Membership[] }) {
  const [failed, setFailed] = useState(false);
  const current = workspaces.find((each) => each.current)?.id ?? "";
  if (workspaces.length < 2) return null;
  const choose = async (workspaceId: string) => {
    if (workspaceId === current) return;
    try {
      await api.request("PUT", "/api/v1/me/workspace", { body: { workspaceId } });
      location.assign(new URL("/agents", location.origin)); // a whole load: nothing of the other workspace stays in memory
    } catch { setFailed(true); }
  };
  return (
    <>
      <MenuRule />
      <MenuChoice value={current} options={workspaces.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => void choose(id)} />
      {failed ? <p className="small px-3 text-error" role="alert">That did not work. Try again.</p> : null}
      <MenuRule />
    </>
  );
}
