/** Ways to write an address that is nobody's business: loopback, private networks, the metadata of clouds, and what translates to them. */
export const privateSpellings: readonly string[] = [
  // loopback, as a number in every base and length that an address may have
  "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0177.0.0.0x1", "00000177.0.0.1", "127.0.0.1.", "0", "0.0.0.0", "0x0", "00",
  // in other characters that mean the same
  "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "%31%32%37.0.0.1", "127%2E0%2E0%2E1",
  // by name
  "localhost", "LOCALHOST", "localhost.", "LocalHost.", "sub.localhost", "a.b.localhost.", "localhost.localdomain", "l%6Fcalhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "loc\u00ADalhost", "localhost。",
  // IPv6, and IPv4 within it
  "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[0:0:0:0:0:ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
  "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]", "[::ffff:0:127.0.0.1]",
  // private networks and what no server of the internet has
  "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
  // the metadata of clouds
  "169.254.169.254", "0xA9FEA9FE", "2852039166", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "192.0.0.192", "100.100.100.200", "metadata.google.internal", "METADATA.google.internal.", "instance-data.ec2.internal",
  // names of a local network
  "intranet", "postgres", "printer.local", "router.home.arpa",
  // with somebody's name in front
  "user@127.0.0.1", "example.com@127.0.0.1", "user:word@8.8.8.8",
];
