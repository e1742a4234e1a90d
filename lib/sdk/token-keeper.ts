/** Access and refresh tokens of a client without a cookie: renewed once however many requests find them expired. */

export interface Tokens { accessToken: string; refreshToken: string }

export interface TokenKeeper {
  current(): Tokens;
  /** New tokens in place of the ones that a request was refused with; the same renewal for everybody who asks meanwhile. Throws what `refresh` throws. */
  renew(refused: string): Promise<Tokens>;
}

/** `onChange` is told of each new pair before it is used, to store it: the old refresh token is good no more. */
export function createTokenKeeper(first: Tokens, refresh: (refreshToken: string) => Promise<Tokens>, onChange: (tokens: Tokens) => void | Promise<void> = () => {}): TokenKeeper {
  let tokens = first;
  let renewing: Promise<Tokens> | null = null;
  const renewOnce = async (): Promise<Tokens> => {
    const { accessToken, refreshToken } = await refresh(tokens.refreshToken);
    tokens = { accessToken, refreshToken };
    await onChange(tokens);
    return tokens;
  };
  return {
    current: () => tokens,
    renew(refused) {
      if (tokens.accessToken !== refused) return renewing ?? Promise.resolve(tokens);
      renewing ??= renewOnce().finally(() => { renewing = null; });
      return renewing;
    },
  };
}
