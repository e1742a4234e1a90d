-- The orders in which lists are walked page by page, each with the id that breaks ties.
drop index public.agents_workspace;
create index agents_updated on public.agents (workspace_id, updated_at, id);
create index agents_created on public.agents (workspace_id, created_at, id);
create index agents_name on public.agents (workspace_id, name, id);

drop index public.conversations_agent;
create index conversations_agent on public.conversations (agent_id, started_at, id);
create index conversations_turns on public.conversations (workspace_id, turn_count, id);
