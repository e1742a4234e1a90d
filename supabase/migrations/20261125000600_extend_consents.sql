-- Consent is given per caller and agent, and stands until it is taken back: by an account, or by a token that the caller alone keeps (its hash is here).
alter table public.consents add column caller_hash bytea;
-- `conversation_id` says in which call it was given; the consent outlives that call.
alter table public.consents drop constraint consents_conversation_id_fkey;
alter table public.consents add constraint consents_conversation_id_fkey foreign key (conversation_id) references public.conversations (id) on delete set null;
create unique index consents_by_user on public.consents (user_id, agent_id, kind, text_version) where withdrawn_at is null and agent_id is not null;
create unique index consents_by_caller on public.consents (caller_hash, agent_id, kind, text_version) where withdrawn_at is null and caller_hash is not null;
create index consents_agent on public.consents (agent_id);
-- Nobody writes or reads consents but by the rules of the domain: members of a workspace see neither who called nor change what they said yes to.
revoke all on public.consents from authenticated;
drop policy workspace_rows on public.consents;

-- Set only where the caller has agreed to something, so that taking it back finds what is to go.
alter table public.conversations add column caller_hash bytea;
create index conversations_caller on public.conversations (caller_hash) where caller_hash is not null;
create index if not exists conversations_user on public.conversations (user_id);
