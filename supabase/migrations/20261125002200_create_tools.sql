-- Servers of the Model Context Protocol that a workspace uses, with their tools as they were last discovered.
create table public.mcp_servers (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  name text not null,
  url text not null,
  -- Opens for this id and workspace alone; what is shown of it stands beside it.
  sealed_headers text,
  header_hints jsonb not null default '[]',
  tools jsonb not null default '[]',
  -- Who made it, where that was an integration.
  installation_id text,
  created_by uuid references public.users (id) on delete set null,
  discovered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index mcp_servers_workspace on public.mcp_servers (workspace_id, name, id);
create index mcp_servers_created_by on public.mcp_servers (created_by);

-- What the agents of a workspace may do in the world.
create table public.tools (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  name text not null check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  description text not null,
  kind text not null check (kind in ('http', 'mcp', 'runner')),
  parameters jsonb not null,
  -- Of kind http.
  request jsonb,
  -- Of kind runner: code in lib/tools/runners.
  runner text,
  -- Of kind mcp: its server, its name there, and the fingerprint of what was chosen.
  mcp_server_id text references public.mcp_servers (id) on delete cascade,
  remote_name text,
  fingerprint text,
  settings jsonb not null default '{}',
  sealed_secrets text,
  secret_hints jsonb not null default '[]',
  timeout_ms integer not null default 8000,
  filler text not null default 'One moment, please.',
  filler_after_ms integer not null default 1000,
  installation_id text,
  enabled boolean not null default true,
  -- Its server describes it otherwise than when it was chosen: out of use until it is chosen again.
  changed boolean not null default false,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tools_name_key unique (workspace_id, name),
  constraint tools_remote_key unique (mcp_server_id, remote_name)
);
create index tools_created_by on public.tools (created_by);
create index tools_installation on public.tools (workspace_id, installation_id);

-- Nobody but the system role reads even what is sealed.
select app.protect('mcp_servers', 'tools');
