-- What a workspace talked in a month of UTC. Added to when a call ends, so that deleting the call or its agent gives no minutes back.
create table public.usage_months (
  workspace_id text not null references public.workspaces (id) on delete cascade,
  month date not null,
  talked_ms bigint not null default 0,
  primary key (workspace_id, month)
);
select app.protect('usage_months');
grant select on public.usage_months to authenticated;
create policy workspace_rows on public.usage_months for select to authenticated using (workspace_id = app.workspace_id());

-- While somebody talks: until when the process that holds the call has vouched for it. Over HTTP it is null between two turns.
alter table public.conversations add column line_expires_at timestamptz;
create index conversations_open on public.conversations (workspace_id) where ended_at is null;

-- Everybody's demo, which belongs to nobody: what protects it are rate limits.
set local role parley_system;
update public.workspaces set plan = 'unlimited' where id = 'wsp_parley' and plan is null;
reset role;
