/** The SDK without the call: every operation, typed. It needs `fetch` and nothing else. */
import { createClient, originOf, type ClientOptions } from "./client";
import { createPages, type Pages } from "./pages";
import type { RetryOptions } from "./retries";
import { createOperations, type Operations } from "./typed-client";
import type { FetchLike } from "./web-types";

export { ApiError, isApiError, messageOf, type FieldError } from "./client";
export type { ListId, ListItem, PageOf, Pages } from "./pages";
export type { RetryOptions } from "./retries";
export type { components } from "./schema";
export type { Tokens } from "./token-keeper";
export type { CallOptions, FormFields, OperationAnswer, OperationId, OperationInput, Operations } from "./typed-client";
export type { FileAddress, NamedBytes, Upload } from "./uploads";
export type { FetchInit, FetchLike, WebBlob, WebFormData, WebResponse, WebSignal } from "./web-types";

export interface HttpOptions extends Omit<ClientOptions, "retries"> {
  /** How requests that may be repeated are; false: nothing is. */
  retries?: RetryOptions | false;
}

export interface HttpParley extends Operations {
  /** Every item of a list, page after page: `for await (const agent of parley.paginate.listAgents()) …` */
  paginate: Pages;
}

export function createParley(options: HttpOptions = {}): HttpParley {
  const ask: FetchLike = options.fetch ?? ((url, init) => fetch(url, init));
  const operations = createOperations(createClient({ retries: {}, ...options, baseUrl: originOf(options.baseUrl), fetch: ask }), ask);
  return { ...operations, paginate: createPages(operations) };
}
