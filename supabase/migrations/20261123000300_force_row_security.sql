-- Every table: row-level security on and forced. Rows of a workspace by the claim `workspace_id`, rows of identity by user,
-- and everything to the one system role, which sign-in, sweeps and the gateway's bookkeeping use.
do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = 'public' and tablename in (
    'users', 'credentials', 'sessions', 'one_use_links', 'workspaces', 'members', 'api_keys', 'agents', 'agent_versions', 'knowledge_sources',
    'knowledge_entries', 'conversations', 'turns', 'recordings', 'consents', 'client_secrets', 'handovers')
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to parley_system', name);
    execute format('create policy system_all on public.%I for all to parley_system using (true) with check (true)', name);
  end loop;

  foreach name in array array['api_keys', 'agents', 'agent_versions', 'knowledge_sources', 'knowledge_entries', 'conversations', 'turns',
    'recordings', 'consents', 'client_secrets', 'handovers']
  loop
    execute format('grant select, insert, update, delete on public.%I to authenticated', name);
    execute format('create policy workspace_rows on public.%I for all to authenticated using (workspace_id = app.workspace_id()) with check (workspace_id = app.workspace_id())', name);
  end loop;
end $$;

grant select, update on public.workspaces to authenticated;
create policy workspace_rows on public.workspaces for all to authenticated using (id = app.workspace_id()) with check (id = app.workspace_id());
grant select on public.members to authenticated;
create policy workspace_rows on public.members for select to authenticated using (workspace_id = app.workspace_id() or user_id = app.user_id());
grant select, update on public.users to authenticated;
create policy own_row on public.users for all to authenticated using (id = app.user_id()) with check (id = app.user_id());
grant select, update on public.sessions to authenticated;
create policy own_rows on public.sessions for all to authenticated using (user_id = app.user_id()) with check (user_id = app.user_id());
-- Nobody but the system role reads credentials or links.
