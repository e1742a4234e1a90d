-- Which sites may show an agent's talk button in a frame. Of the agent, not of its versions: it holds at the next load.
alter table public.agents add column allowed_origins text[] not null default '{}' check (cardinality(allowed_origins) <= 20);
