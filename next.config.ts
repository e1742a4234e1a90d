import { join } from "node:path";
import createMdx from "@next/mdx";
import type { NextConfig } from "next";

const config: NextConfig = {
  // Native or process-wide packages stay outside the bundles, so that server.ts and Next share one copy.
  serverExternalPackages: ["@aws-sdk/client-s3", "@aws-sdk/s3-request-presigner", "@supabase/supabase-js", "@node-rs/argon2", "@google-cloud/text-to-speech", "onnxruntime-node", "openai", "pg", "pino", "prom-client", "sherpa-onnx-node", "wasm-media-encoders", "ws", "unpdf"],
  // Without it Next looks for lockfiles in the directories above.
  turbopack: { root: import.meta.dirname },
  // `npm test` checks types before anything is built; a start should not do it again.
  typescript: { ignoreBuildErrors: true },
  pageExtensions: ["ts", "tsx", "mdx"],
  poweredByHeader: false,
  // What is named by its contents never changes; the script of other sites' tags is asked for again after ten minutes. All else is asked for each time.
  headers: async () => [
    { source: "/widget.js", headers: [{ key: "cache-control", value: "public, max-age=600, stale-while-revalidate=86400" }] },
    { source: "/widget/:file(panel-[A-Z0-9]+\\.js)", headers: [{ key: "cache-control", value: "public, max-age=31536000, immutable" }] },
  ],
  // No page uses Next's image server, which would resize for anybody who asks.
  images: { unoptimized: true },
  reactStrictMode: true,
  devIndicators: false,
};

// Plugins by name: Turbopack hands them to its loader as data.
const withMdx = createMdx({ options: { remarkPlugins: ["remark-gfm"], rehypePlugins: [join(import.meta.dirname, "components/docs/mdx-blocks.mjs")] } });

export default withMdx(config);
