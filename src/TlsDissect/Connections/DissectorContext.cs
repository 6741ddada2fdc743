using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Resting;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Connections;

/// <summary>What all connections of one dissector share. One thread owns it.</summary>
internal sealed class DissectorContext(DissectorOptions options, KeyRing keys, IConnectionSink sink, MemoryAccount memory, ISessionStore sessions)
{
    public DissectorOptions Options { get; } = options;

    public KeyRing Keys { get; } = keys;

    /// <summary>The user's sink.</summary>
    public MarkingSink Sink { get; } = new(sink);

    /// <summary>This dissector's part of the memory budget.</summary>
    public MemoryAccount Memory { get; } = memory;

    /// <summary>Bounds the trial work of all connections together.</summary>
    public SharedTrials SharedTrials { get; } = new(options.MaxTrialBytesInAll);

    public SessionCache Sessions { get; } = new(sessions);

    public CertificateCache Certificates { get; } = new(options.Handshake.MaxCachedCertificates, memory);

    /// <summary>Connections that are over and wait for a key.</summary>
    public ConnectionsAwaitingKeys AwaitingKeys { get; } = new(options.KeyWait);

    /// <summary>Connections that rest.</summary>
    public IdleStore Resting { get; } = new(options.MaxAwake, memory);

    public VerificationKeys VerificationKeys { get; } = new(capacity: 1024, memory);

    /// <summary>Connections that keep records until a key appears, the oldest first.</summary>
    public SortedSet<TlsConnection> Waiting { get; } = new(ById);

    /// <summary>Bytes that they keep in all.</summary>
    public long WaitingBytes { get; set; }

    /// <summary>Bytes that connections keep of what was said before TLS.</summary>
    public long CleartextBytes { get; set; }

    /// <summary>Connections with a direction that no key opened so far, and that goes on: a late key may open the rest.</summary>
    public HashSet<TlsConnection> Undecryptable { get; } = [];

    private static readonly Comparer<TlsConnection> ById = Comparer<TlsConnection>.Create((a, b) => a.Id.CompareTo(b.Id));

    /// <summary>The oldest connections stop waiting until the rest is within <see cref="DissectorOptions.MaxWaitingBytesInAll"/>.</summary>
    public void BoundWaiting()
    {
        while (WaitingBytes > Options.MaxWaitingBytesInAll && Waiting.Min is TlsConnection oldest) oldest.StopWaiting();
    }

    /// <summary>Where records are decrypted to: room for the largest and for what compression adds.</summary>
    public byte[] Plaintext { get; } = new byte[RecordHeader.MaxFragmentLength + 1024];

    /// <summary>The same for SSL 2.0, whose records may be twice as long; made with the first.</summary>
    public byte[] Ssl2Plaintext => _ssl2Plaintext ??= new byte[1 << 15];

    private byte[]? _ssl2Plaintext;
}
