"use client";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useCallback } from "react";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import { faultWords } from "@/lib/client/microphone-fault";
import { LevelMeter } from "./level-meter";

/** Which microphone, how loud, and another one; works in the middle of a call. */
export function MicrophoneMenu({ controller, snapshot, onKeys }: { controller: CallController; snapshot: CallSnapshot; onKeys: () => void }) {
  const { microphone } = snapshot;
  const level = useCallback(() => (snapshot.muted ? 0 : controller.levels.microphone), [controller, snapshot.muted]);
  return (
    <Menu side="top" trigger={<button type="button" className="micmenu" aria-label={`Microphone: ${microphone.open ? microphone.label : "off"}`}><LevelMeter level={level} /><ChevronDown className="icon" aria-hidden /></button>}>
      <MenuLabel>Microphone</MenuLabel>
      {microphone.fault ? <p className="popup-label max-w-64">{faultWords[microphone.fault].title}. {faultWords[microphone.fault].cure}</p> : null}
      {microphone.open
        ? <MenuChoice value={microphone.deviceId} options={microphone.devices.map((device) => ({ value: device.id, label: device.label }))} onChange={(deviceId) => void controller.switchMicrophone(deviceId)} />
        : <MenuItem onSelect={() => void controller.openMicrophone()}>Use the microphone</MenuItem>}
      <MenuRule />
      <MenuItem onSelect={onKeys}>Keys of the call</MenuItem>
    </Menu>
  );
}
