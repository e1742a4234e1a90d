import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import "@/components/conversations/conversation.css";
import { ConversationView } from "@/components/conversations/conversation-view";
import { requirePageActor } from "@/lib/api/page";
import { getConversation } from "@/lib/conversations/service";
import { listReceipts } from "@/lib/recordings/receipts";
import { isAppError } from "@/lib/platform/errors";

interface Props { params: Promise<{ id: string }> }

const load = cache(async (id: string) => getConversation(await requirePageActor(`/conversations/${id}`), { id }).catch((error: unknown) => {
  if (isAppError(error) && error.code === "not_found") notFound();
  throw error;
}));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { agentName } = await load((await params).id);
  return { title: `Call with ${agentName}` };
}

export default async function ConversationPage({ params }: Props) {
  const conversation = await load((await params).id);
  const { items: receipts } = await listReceipts(await requirePageActor(), { id: conversation.id });
  return <ConversationView key={conversation.id} conversation={conversation} receipts={receipts} />;
}
