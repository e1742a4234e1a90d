"use client";
import { RouteError, type RouteErrorProps } from "@/components/shell/route-error";

export default function Failed(props: RouteErrorProps) { return <RouteError {...props} what="Usage" />; }
