using TlsDissect.Messages;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>What a dissector does and how much it may hold. Every bound that is hit is reported with the connection.</summary>
public sealed record DissectorOptions
{
    /// <summary>The bounds of TCP reassembly.</summary>
    public TcpLimits Tcp { get; init; } = new();

    /// <summary>The bounds of the handshake layer.</summary>
    public HandshakeLimits Handshake { get; init; } = new();

    /// <summary>
    /// Limit, in bytes, on everything held in memory. Dissectors with the same budget share it, as those made with copies of the same options do. Past it, the
    /// connection that has been silent longest is ended and reported; which ones are may depend on the number of dissectors. Default:
    /// <see cref="MemoryBudget.DefaultBytes"/>.
    /// </summary>
    public MemoryBudget Memory { get; init; } = new();

    /// <summary>How many handshake messages (with change_cipher_spec), alerts and violations are listed per connection, of each; more are counted in a note. Default 1,000.</summary>
    public int MaxListedMessages { get; init; } = 1000;

    /// <summary>Encrypted records in bytes that a connection keeps while its secret is not known yet. Default 1 MiB.</summary>
    public int MaxWaitingBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How long a connection that is over is kept, in time of the input, while records of it wait for a key and keys may still be added
    /// (<see cref="Keys.KeyRing.MayGrow"/>). Default zero, for files: what a file holds is all there is.
    /// </summary>
    public TimeSpan KeyWait { get; init; }

    /// <summary>
    /// The same for all connections of one dissector together: where it is hit, what is opened depends on how many share the work. Default 64 MiB; past it the connection that began first keeps nothing any more, and says so
    /// if its key does come.
    /// </summary>
    public long MaxWaitingBytesInAll { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes that a connection may have decrypted in vain while keys, sequence numbers and record starts are found by trial after a loss. Default 4 MiB, and
    /// sixteen more for each byte of records that it sends; each trial counts 4,096 bytes beside the record's. As much again, without those sixteen, may be spent where
    /// hellos are missing to find the connection's secrets among those of the key log: about 16 ms.
    /// </summary>
    public long MaxTrialBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Limit, in bytes, on trial decryption over all connections of one dissector. A hundredth of it is added for each second of the input, by the packets' times. Past
    /// it, connections keep only the trials that their own bytes have earned. Their <see cref="ConnectionSummary.Notes"/> say so, and
    /// <see cref="TlsDissector.TrialsRanOut"/> is set. Which ones are affected depends on the number of dissectors that share the input. Default: 2 GiB, about 8 s of work.
    /// </summary>
    public long MaxTrialBytesInAll { get; init; } = 1L << 31;

    /// <summary>
    /// Bytes that a connection keeps of what was said before TLS, as before STARTTLS, where the sink wants it (<see cref="IConnectionSink.WantsCleartext"/>).
    /// Default 64 KiB; what is beyond that becomes a gap.
    /// </summary>
    public int MaxCleartextBytes { get; init; } = 64 << 10;

    /// <summary>The same for all connections of one dissector together. Default 64 MiB.</summary>
    public long MaxCleartextBytesInAll { get; init; } = 64 << 20;

    /// <summary>Sessions remembered for resumption. Default 100,000; past it the oldest is forgotten.</summary>
    public int MaxSessions { get; init; } = 100_000;

    /// <summary>
    /// Connections whose handshake is over and that nothing opens are kept as they are while no more than these came so far after them; of those before, what they
    /// consist of is kept in a compact form, and found again when it is asked for. Default 256. The output is the same for every number.
    /// </summary>
    public int MaxAwake { get; init; } = 256;

    /// <summary>
    /// Whether the signatures of handshakes are verified also while there are no keys. Where there are, they always are. Each takes some 30 to 100 µs, which
    /// would be a third of the time that a handshake takes without keys.
    /// </summary>
    public bool VerifySignatures { get; init; }

    /// <summary>Whether the SHA-256 of each side's plaintext is computed.</summary>
    public bool HashPlaintext { get; init; }

    /// <summary>How notes name the limits.</summary>
    internal AdviceWording Wording { get; init; } = AdviceWording.OfLibrary;

    /// <summary>Which part of the host pairs this dissector keeps; the rest it only counts.</summary>
    internal HostPairShard Shard { get; init; } = HostPairShard.All;

    /// <summary>Which part of the flows between these host pairs it keeps. For dissectors that share <see cref="Secrets.SharedSessions"/>.</summary>
    internal FlowShard Flows { get; init; } = FlowShard.All;
}
