using System.Globalization;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// <c>captures FOLDER KIND NAME CONNECTIONS BYTES [CONCURRENT] [REORDERED] [LOST] [SEGMENT] [SERVERS]</c>: writes NAME.pcap and the keys
/// that open it, NAME.key or NAME.log. The same arguments give the same capture but for the keys.
/// </summary>
internal static class CaptureMaker
{
    private const ushort RsaAes128Gcm = 0x009C;
    private const ushort RsaAes128CbcSha256 = 0x003C;
    private const int UsualServers = 100;

    public static int Run(string[] args)
    {
        if (args.Length < 5)
        {
            Console.Error.WriteLine("captures FOLDER gcm|gcm-open|gcm-download|cbc|cbc-open|tls13|tls13-open|ecdhe|ecdhe-open" +
                "|quic|dtls|udp NAME CONNECTIONS BYTES [CONCURRENT] [REORDERED] [LOST] [SEGMENT] [SERVERS]");
            return 2;
        }

        string folder = args[0], kind = args[1], name = args[2];
        int connections = int.Parse(args[3], CultureInfo.InvariantCulture);
        long bytes = long.Parse(args[4], CultureInfo.InvariantCulture);
        int concurrent = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 16;
        int segment = args.Length > 8 ? int.Parse(args[8], CultureInfo.InvariantCulture) : CaptureWriter.UsualSegmentSize;
        int count = args.Length > 9 ? int.Parse(args[9], CultureInfo.InvariantCulture) : UsualServers;
        Directory.CreateDirectory(folder);
        Random random = new(1);
        using StringWriter keyLog = new() { NewLine = "\n" };
        ServerIdentity[] servers = kind.StartsWith("ecdhe", StringComparison.Ordinal) || args.Length > 9
            ? ServerIdentity.OfPublicWeb(count)
            : [ServerIdentity.WithRsaKey("server.example.com")];
        using (CaptureWriter capture = new(Path.Combine(folder, name + ".pcap"), segment, random))
        {
            Session Make(int number)
            {
                TcpPair tcp = new(capture, Endpoints.Of(number, servers.Length), random);
                ServerIdentity server = servers[number % servers.Length];
                return kind switch
                {
                    "gcm" or "gcm-download" =>
                        new RsaSession(tcp, server, RsaAes128Gcm, random, bytes) { IsOneResponse = kind == "gcm-download" },
                    "cbc" or "cbc-open" =>
                        new RsaSession(tcp, server, RsaAes128CbcSha256, random, bytes) { StaysOpen = kind == "cbc-open" },
                    "tls13" or "tls13-open" => new Tls13Session(tcp, server, keyLog, random, bytes) { StaysOpen = kind == "tls13-open" },
                    "gcm-open" => new RsaSession(tcp, server, RsaAes128Gcm, random, bytes) { StaysOpen = true },
                    _ => new EcdheSession(tcp, server, random, bytes) { StaysOpen = kind == "ecdhe-open" },
                };
            }

            if (kind == "udp") OtherDatagrams.Write(capture, connections, bytes, random);
            else if (kind is "quic" or "dtls") WriteDatagrams();
            else Interleave(connections, concurrent, Make, capture, args);

            void WriteDatagrams()
            {
                for (int number = 0; number < connections; number++)
                {
                    Endpoints client = Endpoints.Of(number, servers.Length);
                    ServerIdentity server = servers[number % servers.Length];
                    using QuicSession? quic = kind == "quic" ? new(capture, client, server, keyLog, random) : null;
                    using DtlsSession? dtls = kind == "dtls" ? new(capture, client, server, keyLog, random) : null;
                    quic?.Write(bytes);
                    dtls?.Write(bytes);
                }
            }
        }

        if (servers[0].Key is { } key) File.WriteAllText(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem());
        if (kind is "quic" or "dtls" || kind.StartsWith("tls13", StringComparison.Ordinal))
            File.WriteAllText(Path.Combine(folder, name + ".log"), keyLog.ToString());
        return 0;
    }

    /// <summary>Keeps <paramref name="concurrent"/> connections going, a step of each in turn.</summary>
    private static void Interleave(int connections, int concurrent, Func<int, Session> make, CaptureWriter capture, string[] args)
    {
        Queue<IEnumerator<bool>> open = new();
        int next = 0;
        while (next < connections || open.Count > 0)
        {
            if (next < connections && open.Count < concurrent) open.Enqueue(make(next++).Steps().GetEnumerator());
            IEnumerator<bool> current = open.Dequeue();
            if (current.MoveNext()) open.Enqueue(current);
            else current.Dispose();
            if (next < connections || capture.Length < 100_000) continue;
            // Handshakes are over, or nearly: from here on packets are swapped and lost.
            if (args.Length > 6) capture.Reordered = double.Parse(args[6], CultureInfo.InvariantCulture);
            if (args.Length > 7) capture.Lost = double.Parse(args[7], CultureInfo.InvariantCulture);
        }
    }
}
