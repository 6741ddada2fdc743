using TlsDissect.Output.Statistics;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Options;

/// <summary>All limits, in the order in which they are shown.</summary>
internal static class Limits
{
    public static Limit<long> Memory { get; } = Limit.Size("memory", null, MemoryBudget.DefaultBytes,
        "Memory of connections and caches. Above it, the connection silent longest is ended. " +
        "The default is a quarter of the machine's memory, at most 2G.",
        least: 1 << 20, most: long.MaxValue, shown: "2G or less");

    public static Limit<int> Connections { get; } = Limit.Number("connections", "--max-connections", 1_000_000, "connections",
        "Concurrent connections. Above it, a closed connection is ended first, then the one silent longest.");

    public static Limit<int> Sessions { get; } = Limit.Number("sessions", "--max-sessions", 100_000, "sessions",
        "Sessions kept for resumption. Above it, the oldest is forgotten.");

    public static Limit<int> Messages { get; } = Limit.Number("messages", "--max-messages", 1000, "messages",
        "Handshake messages listed per connection; alerts and violations have the same limit each. The rest is counted.");

    public static Limit<long> HandshakeMessage { get; } = Limit.Size("handshake-message", "--max-handshake-message", 256 << 10,
        "One handshake message. A longer one is skipped.");

    public static Limit<long> OutOfOrder { get; } = Limit.Size("out-of-order", "--max-out-of-order", 4 << 20,
        "Data after a hole in the TCP stream, per direction. Above it, the hole becomes a gap.");

    public static Limit<int> ReorderWindow { get; } = Limit.Number("reorder-window", "--reorder-window", 64, "packets",
        "Packets of the connection after the acknowledgment of a hole. After them, the hole becomes a gap.");

    public static Limit<TimeSpan> ReorderTime { get; } = Limit.Time("reorder-time", "--reorder-time", "1s",
        "The same in capture time, even if fewer packets followed.");

    public static Limit<TimeSpan> Linger { get; } = Limit.Time("linger", "--linger", "2s",
        "Capture time that a closed connection waits for late packets. Then it is reported.");

    public static Limit<int> LingerPackets { get; } = Limit.Number("linger-packets", "--linger-packets", 50_000, "packets",
        "The same in packets of the whole capture.");

    public static Limit<int> UdpFlows { get; } = Limit.Number("udp-flows", null, 1_000_000, "flows",
        "Concurrent flows of DTLS and QUIC. Above it, the one silent longest is ended.");

    public static Limit<TimeSpan> UdpIdle { get; } = Limit.Time("udp-idle", null, "2m",
        "Capture time without a datagram after which a flow of DTLS or QUIC is over.");

    public static Limit<long> QuicData { get; } = Limit.Size("quic-data", null, 4 << 20,
        "Data of QUIC streams that a connection keeps while data before it is missing. Above it, the missing data becomes a gap.");

    public static Limit<TimeSpan> QuicGap { get; } = Limit.Time("quic-gap", null, "10s",
        "How long data of a QUIC stream waits for missing data, in capture time. Then that becomes a gap.");

    public static Limit<int> QuicStreams { get; } = Limit.Number("quic-streams", null, 10_000, "streams",
        "Open streams of a QUIC connection. Above it, the one opened first is given up.");

    public static Limit<int> Fragmented { get; } = Limit.Number("fragmented", "--max-fragmented", 1024, "datagrams",
        "Datagrams whose IP fragments are kept. Above it, the oldest is dropped.");

    public static Limit<long> FragmentBytes { get; } = Limit.Size("fragment-bytes", "--max-fragment-bytes", 16 << 20,
        "IP fragments kept in all. Above it, the oldest datagram is dropped.");

    public static Limit<TimeSpan> FragmentTime { get; } = Limit.Time("fragment-time", "--fragment-time", "60s",
        "Capture time that fragments of an unfinished datagram are kept. Then they are dropped.");

    public static Limit<long> Waiting { get; } = Limit.Size("waiting", "--max-waiting", 1 << 20,
        "Encrypted records that a connection keeps while its key is unknown. Above it, they stay encrypted.");

    public static Limit<long> WaitingInAll { get; } = Limit.Size("waiting-in-all", "--max-waiting-in-all", 64 << 20,
        "The same over all connections of one thread. Above it, the oldest connection drops its records.");

    public static Limit<long> Trials { get; } = Limit.Size("trials", "--max-trials", 4 << 20,
        "Trial decryption per connection, for keys and after a loss. Each byte it sends adds 16. " +
        "Above it, the connection may stay encrypted.");

    public static Limit<long> TrialsInAll { get; } = Limit.Size("trials-in-all", "--max-trials-in-all", 1L << 31,
        "Trial decryption over all connections. Each second of the capture adds 1%. Above it, connections may stay encrypted.",
        most: long.MaxValue);

    public static Limit<long> Cleartext { get; } = Limit.Size("cleartext", "--max-cleartext", 64 << 10,
        "Data before TLS that --cleartext keeps per connection. The rest becomes a gap.");

    /// <summary>Its value is <c>null</c> if it is not given: then the output decides.</summary>
    public static Limit<long?> Data { get; } = new("data", null, "bytes", "4K", "1 up, or all",
        "What --data shows on a terminal of what one side says before the other does. " +
        "More is counted; data=all shows all. Files and pipes are complete unless a limit is given.",
        null, NumberOption.CreateSizeOrAll);

    public static Limit<int> Secrets { get; } = Limit.Number("secrets", "--max-secrets", 1_000_000, "secrets",
        "Secrets of the key logs of a live run. Above it, the oldest are forgotten.", least: 2);

    public static Limit<long> Held { get; } = Limit.Size("held", "--max-held", 64 << 20,
        "Packets that live --write holds back for their secrets. Above it, the oldest are written early.", most: long.MaxValue);

    public static Limit<long> SecretsRoom { get; } = Limit.Size("secrets-room", "--secrets-room", 64 << 10,
        "Space in each file of live --write for secrets found later. Above it, the file is rewritten at the end.",
        least: 1000, most: 16 << 20);

    public static Limit<int> RepeatedValues { get; } = Limit.Number("repeated-values", null, 200_000, "values",
        "Randoms and ephemeral keys that later connections are compared with. Above it, the oldest are forgotten; 0 compares nothing.",
        least: 0);

    public static Limit<int> Moduli { get; } = Limit.Number("moduli", null, 1000, "moduli",
        "Diffie-Hellman moduli tested for primality, up to 0.1 s each. Those of later connections are not tested; 0 tests none.",
        least: 0);

    public static Limit<long> KnownServers { get; } = Limit.Size("known-servers", null, 16 << 20,
        "Choices of servers, to compare later failures with. Above it, the server silent longest is forgotten; 0 compares nothing.",
        least: 0);

    public static Limit<long> Rows { get; } = Limit.Size("rows", null, 256 << 20,
        "Rows that list --sort holds. Above it, those that are last in the order are left out.", most: long.MaxValue);

    public static Limit<long> Statistics { get; } = Limit.Size("statistics", null, StatisticsOptions.DefaultTableBytes,
        "Different values of each section of stats. Above it, the rarest are forgotten, and counts are minimums.", least: 4 << 10);

    /// <summary>Those of every command that reads packets.</summary>
    public static IReadOnlyList<Limit> OfEveryRun { get; } =
    [
        Memory, Connections, Sessions, Messages, HandshakeMessage, OutOfOrder, ReorderWindow, ReorderTime, Linger, LingerPackets,
        UdpFlows, UdpIdle, QuicData, QuicGap, QuicStreams,
        Fragmented, FragmentBytes, FragmentTime, Waiting, WaitingInAll, Trials, TrialsInAll,
    ];

    public static IReadOnlyList<Limit> All { get; } =
        [.. OfEveryRun, RepeatedValues, KnownServers, Moduli, Data, Cleartext, Secrets, Held, SecretsRoom, Rows, Statistics];
}
