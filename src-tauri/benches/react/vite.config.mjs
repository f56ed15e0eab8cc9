// Builds the page of this bench with the packages of ui/. No plugin: JSX is Vite's own.
import { join } from "node:path";

const here = import.meta.dirname;
const packages = join(here, "../../../ui/node_modules");

export default {
  root: join(here, "page"),
  base: "./",
  resolve: {
    alias: [{ find: /^(@mantine\/|react)/, replacement: `${packages}/$1` }],
  },
  build: { outDir: join(here, "dist"), emptyOutDir: true, target: "safari16.4" },
};
