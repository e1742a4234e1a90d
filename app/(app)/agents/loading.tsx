import { LoadingList } from "@/components/shell/loading";

export default function Loading() { return <LoadingList title="Agents" columns={["12rem", "6rem", "5rem", "2rem"]} />; }
