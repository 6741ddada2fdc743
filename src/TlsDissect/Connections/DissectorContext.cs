using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Resting;
using TlsDissect.Secrets;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections;

/// <summary>State shared by all connections of one dissector. Owned by one thread.</summary>
internal sealed class DissectorContext(
    DissectorOptions options, KeyRing keys, IConnectionSink sink, MemoryAccount memory, ISessionStore sessions,
    Func<DissectorContext, byte[], IOtherProtocol> otherProtocol)
{
    public DissectorOptions Options { get; } = options;

    public KeyRing Keys { get; } = keys;

    /// <summary>The user's sink.</summary>
    public MarkingSink Sink { get; } = new(sink);

    /// <summary>This dissector's part of the memory budget.</summary>
    public MemoryAccount Memory { get; } = memory;

    /// <summary>Bounds the trial decryption of all connections together.</summary>
    public SharedTrials SharedTrials { get; init; } = new(options.MaxTrialBytesInAll);

    /// <summary>
    /// The note on a connection whose trials that limit ended early. Created once, because it may be needed for each record.
    /// </summary>
    public string SharedTrialsNote { get; } = SharedTrials.Note(options.Wording);

    public SessionCache Sessions { get; } = new(sessions);

    public CertificateCache Certificates { get; } = new(options.Handshake.MaxCachedCertificates, memory);

    /// <summary>Connections that a key added later may decrypt.</summary>
    public ConnectionsAwaitingKeys AwaitingKeys { get; } = new(options.KeyWait, options.MaxWaitingBytesInAll);

    /// <summary>The idle connections that are kept compressed.</summary>
    public IdleStore Resting { get; } = new(options.MaxAwake, memory);

    /// <summary>The record layer that resting connections share.</summary>
    public SpareRecordLayer SpareLayer { get; } = new();

    public VerificationKeys VerificationKeys { get; } = new(capacity: 1024, memory);

    /// <summary>The services that handshakes need.</summary>
    public HandshakeServices Handshakes => field ??= new(Options, Keys, Certificates, VerificationKeys, SharedTrials);

    /// <summary>Hears of datagrams that only their connection tells; <c>null</c> if nothing does.</summary>
    public IClaimedDatagrams? Claims { get; set; }

    /// <summary>Bytes of cleartext before TLS that all connections keep.</summary>
    public long CleartextBytes { get; set; }

    /// <summary>The buffer for decrypted records, with room for the largest and for the growth of compression.</summary>
    public byte[] Plaintext { get; } = new byte[RecordHeader.MaxFragmentLength + 1024];

    /// <summary>The buffer for decrypted packets of QUIC, with room for the largest datagram.</summary>
    public byte[] DatagramPlaintext => field ??= new byte[ushort.MaxValue];

    /// <summary>Creates the protocol other than TLS whose hello a connection begins with.</summary>
    public Func<DissectorContext, byte[], IOtherProtocol> OtherProtocol { get; } = otherProtocol;
}
