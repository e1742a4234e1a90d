/** Sound files as somebody clever and bored would send them, made from whole ones without chance: each run has the same. */
import { audioFormats } from "@/lib/voices/media/sniff";
import { wavHeader } from "@/lib/voice/encode";
import { formatOptions, made, silence, streamed, tone } from "./ffmpeg";

export interface HostileFile {
  name: string;
  bytes: Buffer;
  /** The codes that it may be refused with. */
  refused: readonly string[];
  /** It may be read as well, as no more sound than this. Left out: it must be refused. */
  atMostS?: number;
}

const cut = ["audio_unreadable", "audio_format_unsupported"];
const unreadable = ["audio_unreadable"];
const unsupported = ["audio_format_unsupported"];
const tooLong = ["payload_too_large"];

const latin1 = (text: string) => Buffer.from(text, "latin1");
const u32 = (value: number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value >>> 0); return bytes; };
const changed = (bytes: Buffer, change: (copy: Buffer) => void) => { const copy = Buffer.from(bytes); change(copy); return copy; };
/** Where a text is; a file that lacks it would make an attack on nothing. */
const placeOf = (bytes: Buffer, text: string): number => { const at = bytes.indexOf(latin1(text)); if (at < 0) throw new Error(`no ${text} in the file`); return at; };
const box = (name: string, ...content: Buffer[]) => { const body = Buffer.concat(content); return Buffer.concat([u32(8 + body.length), latin1(name), body]); };
/** Numbers that look like chance: xorshift. */
function chance(seed: number): () => number {
  let state = seed * 2_654_435_761 || 1;
  return () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) / 2 ** 32; };
}
const noise = (sizeBytes: number, seed: number) => { const next = chance(seed); return Buffer.from(Array.from({ length: sizeBytes }, () => Math.floor(next() * 256))); };
const id3 = (sizeBytes: number, body = Buffer.alloc(sizeBytes)) => Buffer.concat([latin1("ID3\x04\0\0"), Buffer.from([21, 14, 7, 0].map((bits) => (sizeBytes >> bits) & 0x7f)), body]);

export function wholeFiles(seconds: number): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(formatOptions).map(([name, to]) => [name, made(tone(seconds), to)]));
}

/** Whole files in every way of writing them that makes a difference to how they can be broken. */
function seeds(): Record<string, Buffer> {
  const whole = wholeFiles(1.5);
  return {
    ...whole,
    "mp3 without a count": made(tone(1.5), ["-write_xing", "0", "-c:a", "libmp3lame", "mp3"]),
    "streamed webm": streamed(tone(1.5), ["-c:a", "libopus", "-f", "webm"]), "streamed flac": streamed(tone(1.5), ["-f", "flac"]),
    "m4a with its places first": made(tone(1.5), ["-c:a", "aac", "-movflags", "+faststart", "m4a"]), "m4a in fragments": made(tone(1.5), ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "m4a"]),
    alac: made(tone(1.5), ["-c:a", "alac", "m4a"]),
  };
}

export function hostileFiles(): HostileFile[] {
  const whole = seeds();
  const of = (name: string): Buffer => { const bytes = whole[name]; if (!bytes) throw new Error(`no seed ${name}`); return bytes; };
  return [...cutFiles(whole), ...flippedFiles(whole), ...lies(of), ...mp4s(of), ...bombs(of), ...masks(of)];
}

function cutFiles(whole: Record<string, Buffer>): HostileFile[] {
  return Object.entries(whole).flatMap(([name, bytes]) => [0.01, 0.1, 0.35, 0.6, 0.85, 0.97, 1].map((part) => {
    const at = Math.min(bytes.length - 1, Math.floor(bytes.length * part));
    // Cut between two frames, without a count of them, it is a shorter file.
    return { name: `${name}, cut to ${at} of ${bytes.length} bytes`, bytes: bytes.subarray(0, at), refused: cut };
  }));
}

function flippedFiles(whole: Record<string, Buffer>): HostileFile[] {
  return Object.entries(whole).flatMap(([name, bytes], index) => [1, 2].map((round) => ({
    name: `${name}, with bytes changed (${round})`, refused: [...cut, ...tooLong], atMostS: 1_500,
    bytes: changed(bytes, (copy) => { const next = chance(index * 10 + round); for (let n = 0; n < 4 ** round; n += 1) copy[Math.floor(next() * (round === 1 ? Math.min(copy.length, 400) : copy.length))] = Math.floor(next() * 256); }),
  })));
}

function lies(of: (name: string) => Buffer): HostileFile[] {
  const wav = (change: (copy: Buffer) => void) => changed(Buffer.concat([wavHeader(16_000, 32_000), Buffer.alloc(32_000)]), change);
  const flac = of("flac");
  const xing = Math.max(of("mp3").indexOf("Xing"), of("mp3").indexOf("Info"));
  const webm = of("webm");
  const ebml = (size: number[]) => Buffer.concat([webm.subarray(0, placeOf(webm, "\x18\x53\x80\x67") + 4), Buffer.from(size)]);
  return [
    { name: "wav of 0 samples a second", bytes: wav((copy) => copy.writeUInt32LE(0, 24)), refused: unreadable },
    { name: "wav of 4 thousand million samples a second", bytes: wav((copy) => copy.writeUInt32LE(4_000_000_000, 24)), refused: unreadable },
    { name: "wav of 383,999 samples a second", bytes: wav((copy) => copy.writeUInt32LE(383_999, 24)), refused: unreadable, atMostS: 1 },
    { name: "wav without channels", bytes: wav((copy) => copy.writeUInt16LE(0, 22)), refused: unreadable },
    { name: "wav of 255 channels", bytes: wav((copy) => copy.writeUInt16LE(255, 22)), refused: unreadable },
    { name: "wav of 7 bits", bytes: wav((copy) => copy.writeUInt16LE(7, 34)), refused: unreadable },
    { name: "wav that holds MP3", bytes: wav((copy) => copy.writeUInt16LE(0x55, 20)), refused: unreadable },
    { name: "wav whose format has 4 GB", bytes: wav((copy) => copy.writeUInt32LE(0xffff_ffff, 16)), refused: unreadable },
    { name: "wav whose audio is one byte longer than the file", bytes: wav((copy) => copy.writeUInt32LE(32_001, 40)), refused: unreadable },
    { name: "wav without a sample", bytes: Buffer.from(wavHeader(16_000, 0)), refused: unreadable },
    { name: "wav of empty chunks without end", bytes: Buffer.concat([latin1("RIFF\xff\xff\xff\xffWAVE"), Buffer.alloc(9_000_000)]), refused: unreadable },
    { name: "wav with a list of addresses in it", bytes: Buffer.concat([wavHeader(16_000, 32_000).subarray(0, 36), latin1("LIST\x20\0\0\0INFOhttp://127.0.0.1/file:///etc\0"), wavHeader(16_000, 32_000).subarray(36), Buffer.alloc(32_000)]), refused: unreadable, atMostS: 1 },
    { name: "flac of 0 samples a second", bytes: changed(flac, (copy) => { copy.fill(0, 18, 20); copy[20] = (copy[20] ?? 0) & 0x0f; }), refused: unreadable },
    { name: "flac that claims 2^36 samples", bytes: changed(flac, (copy) => { copy[21] = (copy[21] ?? 0) | 0x0f; copy.fill(0xff, 22, 26); }), refused: unreadable },
    { name: "flac that claims one sample", bytes: changed(flac, (copy) => { copy.writeUInt32BE(1, 22); }), refused: unreadable, atMostS: 2 },
    { name: "flac of 655,350 samples a second", bytes: changed(flac, (copy) => copy.writeUIntBE((655_350 << 4) >>> 0 & 0xffffff, 18, 3)), refused: unreadable, atMostS: 2 },
    { name: "flac whose picture has 16 MB", bytes: changed(flac, (copy) => copy.writeUInt32BE(0x06ff_ffff, 42)), refused: unreadable },
    { name: "flac whose metadata never ends", bytes: Buffer.concat([flac.subarray(0, 42), Buffer.alloc(1_000_000, Buffer.from([1, 0, 0, 0]))]), refused: unreadable },
    { name: "mp3 that claims 4 thousand million frames", bytes: changed(of("mp3"), (copy) => copy.writeUInt32BE(0xffff_ffff, xing + 8)), refused: unreadable },
    { name: "mp3 that claims one frame", bytes: changed(of("mp3"), (copy) => copy.writeUInt32BE(1, xing + 8)), refused: unreadable, atMostS: 2 },
    { name: "mp3 whose frames hold noise", bytes: changed(of("mp3 without a count"), (copy) => { for (let at = 45; at + 300 < copy.length; at += 384) noise(60, at).copy(copy, at + 4); }), refused: unreadable, atMostS: 2 },
    { name: "mp3 of layer II", bytes: made(tone(1), ["-c:a", "mp2", "mp2"]), refused: unsupported },
    { name: "opus of 255 channels", bytes: changed(of("ogg"), (copy) => { copy[placeOf(copy, "OpusHead") + 9] = 255; }), refused: unreadable, atMostS: 2 },
    { name: "opus of version 255", bytes: changed(of("ogg"), (copy) => { copy[placeOf(copy, "OpusHead") + 8] = 255; }), refused: unreadable, atMostS: 2 },
    { name: "opus that skips all there is", bytes: changed(of("ogg"), (copy) => { copy.writeUInt16LE(65_535, placeOf(copy, "OpusHead") + 10); }), refused: unreadable, atMostS: 2 },
    { name: "opus that ends in 6 million years", bytes: changed(of("ogg"), (copy) => { copy.fill(0x7f, copy.lastIndexOf("OggS") + 6, copy.lastIndexOf("OggS") + 14); }), refused: unreadable, atMostS: 2 },
    { name: "vorbis with other codebooks", bytes: changed(of("vorbis"), (copy) => { noise(400, 7).copy(copy, placeOf(copy, "\x05vorbis") + 30); }), refused: unreadable, atMostS: 2 },
    { name: "ogg pages whose packets never end", bytes: Buffer.concat([of("ogg").subarray(0, 47), ...Array.from({ length: 30 }, () => Buffer.concat([latin1("OggS\0\0"), Buffer.alloc(20), Buffer.alloc(256, 255), Buffer.alloc(255 * 255)]))]), refused: unreadable },
    { name: "webm whose segment has 2^56 bytes", bytes: ebml([1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]), refused: unreadable },
    { name: "webm that ends behind its head", bytes: ebml([0xff]), refused: unreadable },
    { name: "webm of segments within segments", bytes: Buffer.concat([ebml([0xff]), Buffer.alloc(5_000_000, Buffer.from([0x18, 0x53, 0x80, 0x67, 0xff]))]), refused: unreadable },
    { name: "webm of empty elements without end", bytes: Buffer.concat([ebml([0xff]), Buffer.alloc(5_000_000, Buffer.from([0xec, 0x80]))]), refused: unreadable },
    { name: "webm with other lacing", bytes: changed(webm, (copy) => { for (let at = copy.indexOf(0xa3, 300); at >= 0 && at + 6 < copy.length; at = copy.indexOf(0xa3, at + 1)) copy[at + 5] = 0x06; }), refused: unreadable, atMostS: 2 },
    { name: "webm that holds what WebM may not", bytes: changed(made(tone(1), ["-c:a", "libmp3lame", "-f", "matroska", "mkv"]), (copy) => { const at = placeOf(copy, "matroska"); copy.write("webm\0\0\0\0", at, "latin1"); }), refused: unreadable },
  ];
}

function mp4s(of: (name: string) => Buffer): HostileFile[] {
  const m4a = of("m4a");
  const first = of("m4a with its places first");
  const at = (text: string) => placeOf(m4a, text);
  const dref = (url: string) => {
    // The entry grows, and with it every box that it is in.
    const entry = box("url ", u32(0), latin1(`${url}\0`));
    const place = at("url ") - 4;
    const more = entry.length - 12;
    const grown = Buffer.concat([m4a.subarray(0, place), entry, m4a.subarray(place + 12)]);
    for (const name of ["moov", "trak", "mdia", "minf", "dinf", "dref"]) { const head = placeOf(grown, name) - 4; grown.writeUInt32BE(grown.readUInt32BE(head) + more, head); }
    return grown;
  };
  let deep = Buffer.alloc(0);
  for (let n = 0; n < 5_000; n += 1) deep = box(n % 2 ? "moov" : "trak", deep);
  const ftyp = m4a.subarray(0, m4a.readUInt32BE(0));
  return [
    { name: "m4a whose audio lies behind its end", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0xffff_ffff, at("stco") + 12)), refused: unreadable },
    { name: "m4a with 4 thousand million places", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0xffff_ffff, at("stco") + 8)), refused: unreadable },
    { name: "m4a with 4 thousand million samples", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0xffff_ffff, at("stsz") + 12)), refused: unreadable, atMostS: 2 },
    { name: "m4a with samples of 2 GB", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0x7fff_ffff, at("stsz") + 8)), refused: unreadable, atMostS: 2 },
    { name: "m4a whose samples last for ever", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0x7fff_ffff, at("stts") + 16)), refused: [...unreadable, ...tooLong], atMostS: 1_500 },
    { name: "m4a of 0 samples a second", bytes: changed(m4a, (copy) => copy.writeUInt32BE(0, at("mdhd") + 16)), refused: unreadable, atMostS: 2 },
    { name: "m4a with another description of its audio", bytes: changed(m4a, (copy) => { noise(30, 3).copy(copy, at("esds") + 8); }), refused: unreadable, atMostS: 2 },
    { name: "m4a with a box shorter than its head", bytes: changed(m4a, (copy) => copy.writeUInt32BE(7, at("stsd") - 4)), refused: unreadable },
    { name: "m4a with a box of 2^63 bytes", bytes: Buffer.concat([ftyp, u32(1), latin1("mdat"), u32(0x7fff_ffff), u32(0xffff_ffff)]), refused: unreadable },
    { name: "m4a with two maps", bytes: Buffer.concat([first, m4a.subarray(at("moov") - 4)]), refused: unreadable },
    { name: "m4a of boxes within boxes", bytes: Buffer.concat([ftyp, deep, box("mdat", Buffer.alloc(100))]), refused: unreadable },
    { name: "m4a of empty boxes without end", bytes: Buffer.concat([ftyp, Buffer.alloc(4_000_000, box("free"))]), refused: unreadable },
    { name: "m4a whose audio is in a file of the server", bytes: dref("file:///etc/passwd"), refused: unreadable, atMostS: 2 },
    { name: "m4a whose audio is at an address", bytes: dref("http://127.0.0.1:9/secret"), refused: unreadable, atMostS: 2 },
    { name: "m4a that names itself a picture", bytes: changed(m4a, (copy) => { copy.write("heic", 8); copy.fill("mif1", 16, copy.readUInt32BE(0)); }), refused: unsupported },
  ];
}

function bombs(of: (name: string) => Buffer): HostileFile[] {
  const hour = silence(3_600, 8_000);
  const second = made(silence(1, 8_000), ["-c:a", "libmp3lame", "-b:a", "8k", "-write_xing", "0", "-id3v2_version", "0", "mp3"]);
  return [
    { name: "27 minutes of silence in opus", bytes: made(silence(1_600, 8_000), ["-c:a", "libopus", "-b:a", "6k", "-frame_duration", "60", "-compression_level", "0", "-f", "ogg", "ogg"]), refused: tooLong },
    { name: "an hour of silence in flac", bytes: made(hour, ["flac"]), refused: tooLong },
    { name: "an hour of silence in alac", bytes: made(hour, ["-c:a", "alac", "m4a"]), refused: tooLong },
    { name: "an hour of silence in mp3", bytes: Buffer.concat(Array.from({ length: 3_600 }, () => second)), refused: tooLong },
    { name: "43 minutes in a wav of 8 bits", bytes: changed(Buffer.concat([wavHeader(4_000, 10_000_000), Buffer.alloc(10_000_000, 128)]), (copy) => copy.writeUInt16LE(8, 34)), refused: tooLong },
    { name: "mp3 behind a tag of 9 MB", bytes: Buffer.concat([id3(9_000_000), of("mp3 without a count")]), refused: unreadable, atMostS: 2 },
    { name: "mp3 behind a tag of 256 MB that is not there", bytes: Buffer.concat([id3(0x0fff_ffff, Buffer.alloc(0)), of("mp3")]), refused: unreadable },
    { name: "mp3 behind tags without end", bytes: Buffer.concat([...Array.from({ length: 5_000 }, () => id3(20)), of("mp3")]), refused: unsupported },
    { name: "mp3 that is a picture bomb as well", bytes: made([...tone(1), "-f", "lavfi", "-i", "color=c=red:s=4000x4000:d=0.04"], ["-map", "0", "-map", "1", "-c:a", "libmp3lame", "-c:v", "png", "-frames:v", "1", "-disposition:v", "attached_pic", "mp3"]), refused: unreadable, atMostS: 2 },
    { name: "webm with a film in it", bytes: made([...tone(1), "-f", "lavfi", "-i", "testsrc=d=1:s=128x96:r=10"], ["-map", "0", "-map", "1", "-c:a", "libopus", "-c:v", "libvpx", "webm"]), refused: unreadable, atMostS: 2 },
    { name: "a film without sound", bytes: made(["-f", "lavfi", "-i", "testsrc=d=1:s=128x96:r=10"], ["-c:v", "libvpx", "webm"]), refused: unreadable },
    { name: "ogg with a film in it", bytes: made([...tone(1), "-f", "lavfi", "-i", "testsrc=d=1:s=128x96:r=10"], ["-map", "0", "-map", "1", "-c:a", "libvorbis", "-c:v", "libtheora", "-f", "ogg", "ogv"]), refused: unreadable, atMostS: 2 },
  ];
}

/** What is something else, with or without a mask of sound. */
function masks(of: (name: string) => Buffer): HostileFile[] {
  const zip = latin1("PK\x03\x04\x14\0\0\0\0\0");
  const html = latin1("<!doctype html><script>alert(1)</script>");
  const pdf = latin1("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n");
  const playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
  const others: Record<string, Buffer> = {
    "nothing": Buffer.alloc(0), "one byte": Buffer.from([0xff]), "zeroes": Buffer.alloc(4_096), "10 MB of zeroes": Buffer.alloc(10 * 1_048_576), "10 MB of ones": Buffer.alloc(10 * 1_048_576, 0xff),
    "noise": noise(200_000, 1), "a playlist": latin1(playlist), "a playlist behind a tag": Buffer.concat([id3(20), latin1(playlist)]), "a list to join": latin1("ffconcat version 1.0\nfile /etc/passwd\n"),
    "a list to join without a head": latin1("file '/etc/passwd'\nfile 'http://127.0.0.1/'\n"), "a manifest": latin1('<?xml version="1.0"?><MPD><Period><BaseURL>http://127.0.0.1/</BaseURL></Period></MPD>'),
    "a session description": latin1("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 96\n"), "a zip": zip, "a page": html, "a document": pdf, "a program": latin1("\x7fELF\x02\x01\x01"),
    "a picture": latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "an animation": latin1("GIF89a\x01\0\x01\0"), "an avi": latin1("RIFX\0\0\0\0AVI LIST"), "midi": latin1("MThd\0\0\0\x06\0\x01"), "amr": latin1("#!AMR\n<\x91"),
    "aiff": latin1("FORM\0\0\0\x20AIFFCOMM"), "caf": latin1("caff\0\x01\0\0desc"), "asf": Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex"), "au": latin1(".snd\0\0\0\x18"), "raw aac": made(tone(1), ["-c:a", "aac", "-f", "adts", "aac"]),
    "matroska": made(tone(1), ["-c:a", "libopus", "mka"]), "speex that is none": latin1("OggS\0\x02" + "\0".repeat(20) + "\x01\x08Speex   "), "a transport stream": made(tone(1), ["-c:a", "aac", "-f", "mpegts", "ts"]),
  };
  const behind: Record<string, Buffer> = { zip, page: html, playlist: latin1(playlist) };
  return [
    ...Object.entries(others).map(([name, bytes]) => ({ name, bytes, refused: unsupported })),
    { name: "an avi that says riff", bytes: latin1("RIFF\0\0\0\0AVI LIST"), refused: unreadable },
    ...audioFormats.flatMap((format) => Object.entries(behind).flatMap(([name, bytes]): HostileFile[] => [
      { name: `${format} behind a ${name}`, bytes: Buffer.concat([bytes, of(format)]), refused: unsupported },
      { name: `${format} before a ${name}`, bytes: Buffer.concat([of(format), bytes]), refused: unreadable, atMostS: 2 },
    ])),
  ];
}
