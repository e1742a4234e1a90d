/** Lists, item by item, over however many pages. */
import type { AnyMethod, OperationAnswer, OperationId, Operations } from "./typed-client";

/** Operations that answer with a page. */
export type ListId = { [Id in OperationId]: OperationAnswer<Id> extends { items: readonly unknown[]; nextCursor: string | null } ? Id : never }[OperationId];
export type ListItem<Id extends ListId> = OperationAnswer<Id> extends { items: readonly (infer Item)[] } ? Item : never;
export interface PageOf<Item> { items: Item[]; nextCursor: string | null }

/** Rejects with what the list rejects with. Leaving the loop asks for no further page. */
export type Pages = { [Id in ListId]: (...input: Parameters<Operations[Id]>) => AsyncGenerator<ListItem<Id>, void, undefined> };

async function* itemsOf(list: AnyMethod, input: Parameters<AnyMethod>[0] = {}): AsyncGenerator<unknown, void, undefined> {
  let cursor: string | null = null;
  do {
    const query: object = cursor === null ? { ...input.query } : { ...input.query, cursor };
    const page = await list({ ...input, query }) as PageOf<unknown>;
    yield* page.items;
    // The same place again would never end.
    cursor = page.nextCursor === cursor ? null : page.nextCursor ?? null;
  } while (cursor !== null);
}

/** A method for each operation; the types name those that answer with pages. */
export const createPages = (operations: Operations): Pages =>
  Object.fromEntries(Object.entries(operations).map(([id, list]) => [id, (input: Parameters<AnyMethod>[0]) => itemsOf(list as AnyMethod, input)])) as unknown as Pages;

/** One page; what `usePaginated` turns. */
export const pageOf = async <Id extends ListId>(operations: Operations, id: Id, input: object, cursor: string | null): Promise<PageOf<ListItem<Id>>> => {
  const { query, ...rest }: { query?: object } = input;
  return await (operations[id] as AnyMethod)({ ...rest, query: { ...query, ...(cursor === null ? {} : { cursor }) } }) as PageOf<ListItem<Id>>;
};
