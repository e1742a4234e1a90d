import { LoadingDetail } from "@/components/shell/loading";

export default function Loading() { return <LoadingDetail />; }
