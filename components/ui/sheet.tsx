"use client";
import { Dialog, type DialogProps } from "./dialog";

export const Sheet = (props: Omit<DialogProps, "kind">) => <Dialog kind="sheet" {...props} />;
