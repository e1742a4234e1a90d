"use client";
import { useState, type ReactNode } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { keyedProviders, type KeyedProvider, type ProviderKey, type ProviderKeyList, type ProviderKeyTest } from "@/lib/provider-keys/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { ProviderKeyDialog, providerNames } from "./provider-key-dialog";

/** `mayChange`: an admin; others see what is set. */
export function ProviderKeys({ first, mayChange }: { first: ProviderKeyList; mayChange: boolean }) {
  const [keys, setKeys] = useState(first.items);
  const [doomed, setDoomed] = useState<ProviderKey | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();
  const put = (key: ProviderKey) => {
    setKeys((before) => [...before.filter(({ provider }) => provider !== key.provider), key]);
    setFault(null);
    say("The key is kept. New calls use it within seconds");
  };
  const remove = async (key: ProviderKey) => {
    try {
      await api.request("DELETE", `/api/v1/provider-keys/${encodeURIComponent(key.id)}`);
      setKeys((before) => before.filter(({ id }) => id !== key.id));
      setFault(null);
      say("The key is deleted");
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  return (
    <section aria-labelledby="h-providers" className="grid gap-6">
      <div>
        <h2 className="head" id="h-providers">Keys for speech and language providers</h2>
        <p className="soft mt-1">What agents of this workspace say and hear with them is billed to the key’s owner. Keys are encrypted, and nobody can read them here again.{mayChange ? "" : " An admin of the workspace can change them."}</p>
      </div>
      {fault ? <Note kind="error" title={fault} /> : null}
      <ul className="grid gap-8">
        {keyedProviders.map((provider) => {
          const key = keys.find((each) => each.provider === provider) ?? null;
          return <ProviderRow key={provider} provider={provider} held={key} installation={first.installation.includes(provider)} mayChange={mayChange} onSet={put} onDelete={setDoomed} />;
        })}
      </ul>
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Delete the key for ${doomed ? providerNames[doomed.provider] : ""}?`}
        description={doomed && first.installation.includes(doomed.provider) ? "Within seconds new calls use this installation’s key instead; calls that run go on with yours." : "Within seconds new calls fall back to what runs on this machine; calls that run go on with it."}
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void remove(doomed); }}>Delete the key</Button></>}><></></Dialog>
    </section>
  );
}

interface RowProps { provider: KeyedProvider; held: ProviderKey | null; installation: boolean; mayChange: boolean; onSet(key: ProviderKey): void; onDelete(key: ProviderKey): void }

function ProviderRow({ provider, held, installation, mayChange, onSet, onDelete }: RowProps) {
  /** Of the key with this id: what was said of the last one does not hold for the next. */
  const [asked, setAsked] = useState<{ id: string; answer: ProviderKeyTest | null } | null>(null);
  const mine = asked && asked.id === held?.id ? asked : null;
  const name = providerNames[provider];
  const test = async (key: ProviderKey) => {
    const tell = (answer: ProviderKeyTest | null) => setAsked({ id: key.id, answer });
    tell(null);
    try { tell(await api.request<ProviderKeyTest>("POST", `/api/v1/provider-keys/${encodeURIComponent(key.id)}/test`)); }
    catch (error) { tell({ outcome: "unreachable", message: messageOf(error) }); }
  };
  return (
    <li className="grid gap-3 border-t border-rule pt-5" aria-label={name}>
      <h3 className="font-medium">{name}</h3>
      {held ? (
        <dl className="facts max-md:grid!">
          <Fact name="Key"><span className="num">{held.lastFour ? `…${held.lastFour}` : "set"}</span></Fact>
          {provider === "openai" ? <Fact name="Server">{held.baseUrl ?? "OpenAI"}</Fact> : null}
          <Fact name="Set"><LocalTime at={held.setAt} form="day" />{held.setBy ? ` by ${held.setBy}` : ""}</Fact>
          <Fact name="Last used">{held.lastUsedAt ? <LocalTime at={held.lastUsedAt} /> : "never"}</Fact>
        </dl>
      ) : <p className="soft">{installation ? "No key of this workspace. Calls use this installation’s." : "No key. Agents that choose this provider fall back to what runs on this machine."}</p>}
      {held && !held.opens ? <Note kind="error" title="This key can no longer be opened">This installation has lost what it was encrypted with. Calls go on without the provider. Replace the key, or ask the operator to put the missing encryption key back.</Note> : null}
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <ProviderKeyDialog provider={provider} held={held} onSet={onSet} />
          {held?.opens ? <Button aria-label={`Test the key for ${name}`} busy={mine?.answer === null && "Asking"} onClick={() => void test(held)}>Test</Button> : null}
          {held ? <Button aria-label={`Delete the key for ${name}`} onClick={() => onDelete(held)}>Delete</Button> : null}
        </div>
      ) : null}
      <div role="status">{mine?.answer ? <Outcome {...mine.answer} /> : null}</div>
    </li>
  );
}

/** One below the other on a phone: addresses are long. */
const Fact = ({ name, children }: { name: string; children: ReactNode }) => <div className="min-w-0 max-md:border-0! max-md:p-0!"><dt>{name}</dt><dd className="break-words whitespace-normal!">{children}</dd></div>;

const outcomeWords: Record<ProviderKeyTest["outcome"], string> = { accepted: "Accepted", refused: "Refused", unreachable: "No answer" };
const Outcome = ({ outcome, message }: ProviderKeyTest) => <p className={outcome === "accepted" ? undefined : "text-error"}><b className="font-medium">{outcomeWords[outcome]}.</b> {message}</p>;
