import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="wrap page grid gap-6" aria-busy="true">
      <h1 className="title">Usage</h1>
      <p className="sr" role="status">Loading</p>
      <Skeleton width="14rem" /><Skeleton width="100%" style={{ height: "10rem" }} /><Skeleton width="60%" />
    </div>
  );
}
