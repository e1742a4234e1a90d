"use client";
import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

/** Keeps a fault of the panel inside the panel: the page around it goes on, and the call can be begun anew. */
export class CallBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <section className="call call--before" aria-label="Call" data-state="error">
        <div className="call-start">
          <Note kind="error" title="The call panel has failed" actions={<Button onClick={() => this.setState({ failed: false })}>Begin anew</Button>}>The call has ended. Nothing else on this page is lost; what was said is in the list of conversations, where it was kept.</Note>
        </div>
      </section>
    );
  }
}
