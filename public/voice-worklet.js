// The audio thread of a call: microphone → 24 kHz PCM16 frames of 20 ms, and 24 kHz PCM16 → loudspeaker through a small jitter buffer.
const wireRateHz = 24_000;

const phases = 256;
const kernels = new Map();

/** A Kaiser-windowed sinc (80 dB), 256 points between two samples. Made once per ratio: it costs more than an audio quantum lasts. */
function kernelFor(step, half) {
  const known = kernels.get(step);
  if (known) return known;
  const cutoff = 0.5 * Math.min(1, 1 / step) * 0.94;
  const kernel = new Float32Array((2 * half + 1) * phases + 1);
  const besselZero = (x) => { let sum = 1; let term = 1; for (let k = 1; k < 32; k++) { term *= (x / (2 * k)) ** 2; sum += term; } return sum; };
  for (let i = 0; i < kernel.length; i++) {
    const t = i / phases - half - 0.5;
    const inside = 1 - (t / (half + 0.5)) ** 2;
    const sinc = t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
    kernel[i] = inside <= 0 ? 0 : sinc * besselZero(8 * Math.sqrt(inside)) / besselZero(8);
  }
  kernels.set(step, kernel);
  return kernel;
}

/** Streaming band-limited conversion between two sample rates; both ends keep their time zero, so nothing shifts. */
class Resampler {
  constructor(fromHz, toHz) {
    this.step = fromHz / toHz;
    this.half = Math.ceil(24 * Math.max(1, this.step));
    this.kernel = kernelFor(this.step, this.half);
    this.kept = new Float32Array(this.half);
    this.position = this.half;
  }

  push(samples) {
    if (this.step === 1) return samples;
    const input = new Float32Array(this.kept.length + samples.length);
    input.set(this.kept);
    input.set(samples, this.kept.length);
    const output = new Float32Array(Math.max(0, Math.ceil((input.length - this.half - 1 - this.position) / this.step) + 1));
    let count = 0;
    for (; Math.floor(this.position) + this.half + 1 < input.length; this.position += this.step) output[count++] = this.at(input);
    const dropped = Math.floor(this.position) - this.half;
    this.kept = input.slice(dropped);
    this.position -= dropped;
    return output.subarray(0, count);
  }

  /** What is still in the filter. */
  drain() { return this.step === 1 ? new Float32Array(0) : this.push(new Float32Array(this.half + 1)); }

  at(input) {
    const centre = Math.floor(this.position);
    let sum = 0;
    for (let i = centre - this.half; i <= centre + this.half; i++) {
      const place = (i - this.position + this.half + 0.5) * phases;
      const k = Math.floor(place);
      if (k < 0 || k + 1 >= this.kernel.length) continue;
      const low = this.kernel[k];
      sum += (low + (this.kernel[k + 1] - low) * (place - k)) * input[i];
    }
    return sum;
  }
}

const rootMeanSquare = (energy, count) => Math.sqrt(energy / Math.max(1, count));

/** Posts `{ pcm, level }` per 20 ms. Takes `{ muted }` and `"close"`. Muted frames are silence, so that the far side's clock goes on. */
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate, wireRateHz);
    this.frame = new Int16Array(wireRateHz / 50);
    this.filled = 0;
    this.energy = 0;
    this.muted = false;
    this.closed = false;
    this.port.onmessage = ({ data }) => { if (data === "close") this.closed = true; else this.muted = data.muted; };
  }

  process(inputs) {
    const channel = inputs[0]?.[0];
    if (channel) for (const sample of this.resampler.push(channel)) this.add(this.muted ? 0 : sample);
    return !this.closed;
  }

  add(sample) {
    this.frame[this.filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
    this.energy += sample * sample;
    if (this.filled < this.frame.length) return;
    this.port.postMessage({ pcm: this.frame.buffer, level: rootMeanSquare(this.energy, this.filled) }, [this.frame.buffer]);
    this.frame = new Int16Array(wireRateHz / 50);
    this.filled = 0;
    this.energy = 0;
  }
}

const leastBufferMs = 60;
const mostBufferMs = 120;
const fadeMs = 4;
const duckedGain = 0.25; // −12 dB
const progressMs = 32;

/**
 * Plays responses in order. Takes `{ type: "audio", responseId, pcm }`, `{ type: "end", responseId }`, `{ type: "stop" }`, `{ type: "duck", active }` and `{ type: "close" }`.
 * Posts `progress` about every 32 ms of sound, `done` when a response has been played to its end, and `stopped` for one cut off; times are of the audio clock, in seconds.
 */
class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    kernelFor(wireRateHz / sampleRate, Math.ceil(24 * Math.max(1, wireRateHz / sampleRate)));
    this.queue = [];
    this.targetMs = leastBufferMs;
    this.waiting = true;
    this.gain = 1;
    this.ducked = false;
    this.edge = 0; // 0…1, the short fade at a cut or a start
    this.stopping = null;
    this.underruns = 0;
    this.energy = 0;
    this.sinceProgress = 0;
    this.closed = false;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(message) {
    if (message.type === "audio") this.append(message.responseId, new Int16Array(message.pcm));
    else if (message.type === "end") this.end(message.responseId);
    else if (message.type === "stop") this.stop();
    else if (message.type === "duck") this.ducked = message.active;
    else if (message.type === "close") this.closed = true;
  }

  append(responseId, pcm) {
    let response = this.queue.at(-1);
    if (response?.id !== responseId) {
      if (response) this.end(response.id); // a new response is proof that the one before has no more
      response = { id: responseId, chunks: [], offset: 0, buffered: 0, played: 0, ended: false, resampler: new Resampler(wireRateHz, sampleRate) };
      this.queue.push(response);
    }
    const samples = new Float32Array(pcm.length);
    for (let i = 0; i < pcm.length; i++) samples[i] = pcm[i] / 32_768;
    this.buffer(response, response.resampler.push(samples));
  }

  buffer(response, samples) {
    if (samples.length > 0) response.chunks.push(samples);
    response.buffered += samples.length;
  }

  end(responseId) {
    const response = this.queue.find((candidate) => candidate.id === responseId);
    if (!response || response.ended) return;
    response.ended = true;
    this.buffer(response, response.resampler.drain());
  }

  /** Fades within the next quantum and forgets what was queued. */
  stop() {
    const [current] = this.queue;
    if (!current) return;
    for (const response of this.queue.slice(1)) this.report("stopped", response, currentTime);
    this.queue = [current];
    if (this.waiting || current.buffered === 0) this.finish("stopped", current);
    else this.stopping = current;
  }

  finish(type, response) {
    this.report(type, response, currentTime);
    this.queue = this.queue.filter((candidate) => candidate !== response);
    this.stopping = null;
    this.waiting = true;
    this.edge = 0;
  }

  report(type, response, atSeconds) {
    this.port.postMessage({ type, responseId: response.id, playedMs: response.played * 1000 / sampleRate, bufferedMs: response.buffered * 1000 / sampleRate, atSeconds, level: rootMeanSquare(this.energy, this.sinceProgress), underruns: this.underruns, targetMs: this.targetMs });
    this.energy = 0;
    this.sinceProgress = 0;
  }

  process(_inputs, outputs) {
    const [left, ...others] = outputs[0];
    left.fill(0);
    if (this.ready()) this.fill(left);
    for (const channel of others) channel.set(left);
    return !this.closed;
  }

  ready() {
    const [current] = this.queue;
    if (!current) { this.gain = this.ducked ? duckedGain : 1; return false; }
    if (!this.waiting) return true;
    if (!current.ended && current.buffered < this.targetMs * sampleRate / 1000) return false;
    this.waiting = false;
    return true;
  }

  fill(out) {
    const current = this.queue[0];
    const available = Math.min(out.length, current.buffered);
    const starving = available < out.length && !current.ended;
    const falling = this.stopping !== null || starving;
    const fadeSamples = Math.max(1, Math.min(falling ? available : Infinity, fadeMs * sampleRate / 1000));
    for (let i = 0; i < available; i++) {
      this.edge = falling ? Math.max(0, this.edge - 1 / fadeSamples) : Math.min(1, this.edge + 1 / fadeSamples);
      this.slideGain();
      out[i] = this.next(current) * this.gain * this.edge;
      this.energy += out[i] * out[i];
      this.sinceProgress++;
      if (this.stopping && this.edge === 0) break;
    }
    if (this.stopping && (this.edge === 0 || available < out.length)) this.finish("stopped", current);
    else if (current.buffered === 0 && current.ended) this.complete(current);
    else if (starving) this.starve();
    else if (this.sinceProgress >= progressMs * sampleRate / 1000) this.report("progress", current, currentTime);
  }

  complete(response) {
    this.targetMs = Math.max(leastBufferMs, this.targetMs - 10);
    this.finish("done", response);
  }

  starve() {
    this.underruns++;
    this.targetMs = Math.min(mostBufferMs, this.targetMs + 20);
    this.waiting = true;
    this.edge = 0;
  }

  slideGain() {
    if (this.ducked) this.gain = Math.max(duckedGain, this.gain - (1 - duckedGain) / (0.025 * sampleRate));
    else this.gain = Math.min(1, this.gain + (1 - duckedGain) / (0.12 * sampleRate));
  }

  next(response) {
    const chunk = response.chunks[0];
    const sample = chunk[response.offset++];
    if (response.offset === chunk.length) { response.chunks.shift(); response.offset = 0; }
    response.buffered--;
    response.played++;
    return sample;
  }
}

registerProcessor("microphone", Microphone);
registerProcessor("player", Player);
