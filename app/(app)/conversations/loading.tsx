import { LoadingList } from "@/components/shell/loading";

export default function Loading() { return <LoadingList title="Conversations" columns={["14rem", "8rem", "5rem", "4rem", "4rem"]} />; }
