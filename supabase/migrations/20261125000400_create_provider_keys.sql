-- A workspace's own keys for speech and language providers: sealed by the server, one of each provider.
create table public.provider_keys (
  -- New with every key that is set: what was seen of the last one does not hold for the next.
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  provider text not null check (provider in ('openai', 'google')),
  -- Opens for this id, workspace, provider and address alone.
  sealed_key text not null,
  -- Empty where the key is so short that four characters would give much of it away.
  last_four text not null,
  -- Of a server that speaks the provider's protocol; null: the provider's own.
  base_url text,
  set_by uuid references public.users (id) on delete set null,
  set_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (workspace_id, provider)
);
create index provider_keys_set_by on public.provider_keys (set_by);

-- Nobody but the system role reads even what is sealed.
select app.protect('provider_keys');
