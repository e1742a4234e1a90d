-- People who leave, and copies of what is kept about somebody.
create table public.erasures (
  id text primary key,
  -- Null at the end: what remains is the pseudonym, and when. No foreign key: the account goes before the erasure ends.
  user_id uuid unique,
  pseudonym uuid not null,
  -- Workspaces in which there is nobody else. They go whole.
  workspace_ids text[] not null default '{}',
  -- Opens the page that shows how far it is; null a day after the end.
  token_hash bytea unique,
  step text not null default 'sign-out',
  counts jsonb not null default '{}',
  requested_at timestamptz not null default now(),
  -- Whoever works on it has it until then.
  leased_until timestamptz,
  done_at timestamptz,
  check ((done_at is null) = (user_id is not null))
);
create index erasures_open on public.erasures (requested_at) where done_at is null;

create table public.exports (
  id text primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  downloaded_at timestamptz
);
create index exports_user on public.exports (user_id, created_at);

select app.protect('erasures', 'exports');

-- What belongs to one person is found without reading whole tables.
create index conversations_user on public.conversations (user_id);
create index consents_user on public.consents (user_id);
create index client_secrets_user on public.client_secrets (user_id);
create index handovers_conversation on public.handovers (conversation_id);
create index mails_user on public.mails (user_id);
create index invites_email on public.invites (email);
create index api_keys_user on public.api_keys (user_id);
create index audit_events_actor on public.audit_events (actor_id);
create index audit_events_target_id on public.audit_events (target_id);

-- Audit events are never changed, but for two things: the address they came from is forgotten, and the number of a person whose erasure is under way becomes their pseudonym.
create or replace function app.refuse_audit_change() returns trigger language plpgsql as $$
declare changeable text[] := array['from_address', 'actor_id', 'target_id'];
begin
  if tg_op = 'UPDATE' and new is distinct from old and to_jsonb(new) - changeable = to_jsonb(old) - changeable
    and (new.from_address is null or new.from_address is not distinct from old.from_address)
    and (new.actor_id is not distinct from old.actor_id or exists (select from public.erasures e where e.user_id = old.actor_id and e.pseudonym = new.actor_id))
    and (new.target_id is not distinct from old.target_id or exists (select from public.erasures e where e.user_id::text = old.target_id and e.pseudonym::text = new.target_id))
  then return new; end if;
  raise exception 'audit events are never changed or deleted' using errcode = '42501';
end $$;
