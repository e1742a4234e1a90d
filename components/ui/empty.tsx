import type { ReactNode } from "react";

/** What will be here, why, and one button. `figure` is usually a small voice figure. */
export const Empty = ({ title, figure, children, action }: { title: ReactNode; figure?: ReactNode; children?: ReactNode; action?: ReactNode }) => (
  <div className="empty">{figure}<h2 className="head">{title}</h2>{children ? <p className="soft">{children}</p> : null}{action}</div>
);
