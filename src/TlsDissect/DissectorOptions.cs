using TlsDissect.Messages;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect;

/// <summary>Options and limits of a dissector. If a connection reaches a limit, its summary says so.</summary>
public sealed record DissectorOptions
{
    /// <summary>Limits of TCP reassembly.</summary>
    public TcpLimits Tcp { get; init; } = new();

    /// <summary>Limits on UDP flows.</summary>
    public UdpLimits Udp { get; init; } = new();

    /// <summary>Limits on connections of QUIC.</summary>
    public QuicLimits Quic { get; init; } = new();

    /// <summary>Limits on handshake messages.</summary>
    public HandshakeLimits Handshake { get; init; } = new();

    /// <summary>
    /// Limit, in bytes, on everything held in memory. Dissectors with the same budget share it, also if it comes from a copy of these
    /// options. Past it, the connection that has been silent longest is ended and reported. Which connections are affected may depend on
    /// the number of dissectors. Default: <see cref="MemoryBudget.DefaultBytes"/>.
    /// </summary>
    public MemoryBudget Memory { get; init; } = new();

    /// <summary>
    /// Limit on the handshake messages (including change_cipher_spec) listed per connection. Alerts and violations each have the same
    /// limit. A note says how many were left out. Default 1,000.
    /// </summary>
    public int MaxListedMessages { get; init; } = 1000;

    /// <summary>Limit, in bytes, on the encrypted records that a connection keeps until its secret is known. Default 1 MiB.</summary>
    public int MaxWaitingBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How long a connection that is over is kept while its records wait for a key that may still be added. Measured by the input's clock.
    /// Default zero.
    /// </summary>
    public TimeSpan KeyWait { get; init; }

    /// <summary>
    /// Limit, in bytes, on the encrypted records that all connections of one dissector keep until their secrets are known. Past it, the
    /// oldest connection drops its records; a note says so if its key comes later. Which connections are affected depends on the number of
    /// dissectors. Default 64 MiB.
    /// </summary>
    public long MaxWaitingBytesInAll { get; init; } = 64 << 20;

    /// <summary>
    /// Limit, in bytes, on trial decryption per connection: of keys, of sequence numbers, and of record starts after a loss. Each byte of
    /// its records adds sixteen bytes to the limit. Each trial counts the record's bytes plus 4,096. If a hello is missing, the same limit,
    /// without the additions, applies to the search for the connection's secrets in the key log: about 16 ms. Default 4 MiB.
    /// </summary>
    public long MaxTrialBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Limit, in bytes, on trial decryption over all connections of one dissector. A hundredth of it is added for each second of the input,
    /// by the packets' times. Past it, connections keep only the trials that their own bytes have earned. Their
    /// <see cref="ConnectionSummary.Notes"/> say so, and <see cref="TlsDissector.TrialsRanOut"/> is set. Which ones are affected depends on
    /// the number of dissectors that share the input. Default: 2 GiB, about 8 s of work.
    /// </summary>
    public long MaxTrialBytesInAll { get; init; } = 1L << 31;

    /// <summary>
    /// Limit, in bytes, on the cleartext before TLS, as before STARTTLS, that a connection keeps if the sink wants it
    /// (<see cref="IConnectionSink.WantsCleartext"/>). The rest becomes a gap. Default 64 KiB.
    /// </summary>
    public int MaxCleartextBytes { get; init; } = 64 << 10;

    /// <summary>Limit, in bytes, on the cleartext before TLS that all connections of one dissector keep. Default 64 MiB.</summary>
    public long MaxCleartextBytesInAll { get; init; } = 64 << 20;

    /// <summary>Limit on the sessions kept for resumption. Past it, the oldest is dropped. Default 100,000.</summary>
    public int MaxSessions { get; init; } = 100_000;

    /// <summary>
    /// Number of completed, encrypted connections that are kept in full, the latest first. Earlier ones are kept in a compact form and
    /// restored when something happens on them. The output does not depend on it. Default 256.
    /// </summary>
    public int MaxAwake { get; init; } = 256;

    /// <summary>
    /// Whether handshake signatures are verified even if no keys are given. With keys, they always are. A signature takes 30 to 100 µs,
    /// which without keys is a third of the time of a handshake. Default <c>false</c>.
    /// </summary>
    public bool VerifySignatures { get; init; }

    /// <summary>
    /// Whether the bodies of messages are kept with them, at most 64 KiB of each, so that <see cref="MessageEntry.ReadFields"/> can return
    /// their fields. Default <c>false</c>.
    /// </summary>
    public bool KeepMessages { get; init; }

    /// <summary>Whether the SHA-256 of each side's plaintext is computed. Default <c>false</c>.</summary>
    public bool HashPlaintext { get; init; }

    /// <summary>The connections whose plaintext <see cref="HashPlaintext"/> is about, by id; <c>null</c> for all.</summary>
    internal IReadOnlySet<long>? HashedConnections { get; init; }

    /// <summary>How notes name the limits.</summary>
    internal AdviceWording Wording { get; init; } = AdviceWording.OfLibrary;

    /// <summary>The part of the host pairs that this dissector keeps. It only counts the rest.</summary>
    internal HostPairShard Shard { get; init; } = HostPairShard.All;

    /// <summary>
    /// The part of the flows between these host pairs that it keeps. For dissectors that share <see cref="Secrets.SharedSessions"/>.
    /// </summary>
    internal FlowShard Flows { get; init; } = FlowShard.All;

    /// <summary>Whether the SHA-256 of a connection's plaintext is computed.</summary>
    internal bool IsHashed(long id) => HashPlaintext && HashedConnections?.Contains(id) != false;
}
