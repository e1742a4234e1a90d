// Put into a page before its own scripts: notes what its microphone heard and what its loudspeaker played, on one clock, and when events came.
(() => {
  const processor = `
    class BenchRecorder extends AudioWorkletProcessor {
      constructor() { super(); this.per = sampleRate / 1000; this.sum = 0; this.peak = 0; this.count = 0; this.due = this.per; this.from = null; this.mic = []; this.out = []; }
      process([microphone, loudspeaker]) {
        this.from ??= currentTime;
        for (let i = 0; i < 128; i++) {
          const heard = microphone[0] ? microphone[0][i] : 0, played = loudspeaker[0] ? Math.abs(loudspeaker[0][i]) : 0;
          this.sum += heard * heard; this.peak = Math.max(this.peak, played);
          if (++this.count >= this.due) { this.mic.push(this.sum / this.count); this.out.push(this.peak); this.due += this.per - this.count; this.sum = this.peak = this.count = 0; }
        }
        if (this.mic.length >= 200) { this.port.postMessage({ mic: this.mic, out: this.out, from: this.from }); this.mic = []; this.out = []; }
        return true;
      }
    }
    registerProcessor("bench-recorder", BenchRecorder);`;
  const record = { mic: [], out: [], fromSeconds: 0, events: [] };
  const connect = AudioNode.prototype.connect;
  let recorder = null, ready = null, live = null;
  const recorderOf = (context) => {
    live = context;
    ready ??= context.audioWorklet.addModule(URL.createObjectURL(new Blob([processor], { type: "text/javascript" }))).then(() => {
      recorder = new AudioWorkletNode(context, "bench-recorder", { numberOfInputs: 2, numberOfOutputs: 0 });
      recorder.port.onmessage = ({ data }) => { record.fromSeconds = data.from; record.mic.push(...data.mic); record.out.push(...data.out); };
    });
    return ready;
  };
  AudioNode.prototype.connect = function (...given) {
    const isMicrophone = this instanceof MediaStreamAudioSourceNode && given[0] instanceof AudioWorkletNode;
    const isLoudspeaker = this instanceof AudioWorkletNode && given[0] instanceof AudioDestinationNode;
    if (isMicrophone || isLoudspeaker) recorderOf(this.context).then(() => connect.call(this, recorder, 0, isMicrophone ? 0 : 1));
    return connect.apply(this, given);
  };
  const wanted = new Set(["input_audio_buffer.speech_started", "x.turn.metrics", "response.created", "response.done", "error"]);
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string" || data.length > 100_000) return;
        const type = /"type":"([^"]+)"/.exec(data)?.[1];
        if (wanted.has(type)) record.events.push({ type, atSeconds: live ? live.currentTime : null, ...(type === "x.turn.metrics" || type === "error" ? { body: data } : {}) });
      });
    }
  };
  window.benchRecord = () => ({ ...record, outputLatencyMs: live ? ((live.outputLatency || 0) + (live.baseLatency || 0)) * 1000 : 0, sampleRate: live ? live.sampleRate : 0 });
})();
