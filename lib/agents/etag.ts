import { etagOf } from "@/lib/platform/etag";
import type { Agent } from "./schema";

/** The state of an agent, for `ETag` and `If-Match`: differs after every change, its publication included. Knowledge has a state of its own. */
export const agentEtag = ({ slug, name, visibility, publishedVersion, draftRevision, updatedAt }: Agent): string => etagOf([slug, name, visibility, publishedVersion, draftRevision, updatedAt]);
