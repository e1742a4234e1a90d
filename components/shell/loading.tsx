import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The shape of a list that is on its way. */
export function LoadingList({ title, columns }: { title: string; columns: readonly string[] }) {
  return (
    <div className="wrap py-8" aria-busy="true">
      <h1 className="title mb-6">{title}</h1>
      <p className="sr" role="status">Loading</p>
      <table className="table"><SkeletonRows rows={5} widths={columns} /></table>
    </div>
  );
}

/** The shape of one thing with a head, some figures and text. */
export function LoadingDetail() {
  return (
    <div className="wrap grid gap-6 py-8" aria-busy="true">
      <h1 className="sr">Loading</h1>
      <Skeleton width="6rem" /><Skeleton width="16rem" style={{ height: "1.75rem" }} /><Skeleton width="60%" />
      <div className="grid gap-3 pt-6">{["90%", "74%", "82%", "40%"].map((width) => <Skeleton key={width} width={width} />)}</div>
    </div>
  );
}
