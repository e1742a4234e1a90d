import { clsx } from "clsx";
import CircleAlert from "lucide-react/icons/circle-alert";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";

export interface NoteProps {
  /** `error`: something failed and is announced at once; `thinking`: a warning; `plain`: for information. */
  kind?: "error" | "thinking" | "plain";
  title: ReactNode;
  className?: string;
  /** What to do about it. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** A message in its place: cause in the title, cure below. */
export function Note({ kind = "plain", title, className, children, actions }: NoteProps) {
  const Icon = kind === "error" ? CircleAlert : kind === "thinking" ? TriangleAlert : Info;
  return (
    <div className={clsx("note", className)} {...(kind === "plain" ? {} : { "data-state": kind })} role={kind === "error" ? "alert" : kind === "thinking" ? "status" : undefined}>
      <Icon className="icon" aria-hidden />
      <p className="note-title">{title}</p>
      {children ? <div className="small soft">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
