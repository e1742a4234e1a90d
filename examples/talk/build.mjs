import { build } from "esbuild";

await build({ entryPoints: ["src/main.jsx"], outfile: "public/app.js", bundle: true, minify: true, format: "esm", jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' } });
