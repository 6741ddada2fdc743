using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>Asks which secret decrypts the next record of a direction. Contains all that is known about the direction.</summary>
internal readonly record struct SecretQuestion
{
    /// <summary>Number of records that a search for a sequence number uses. With a single record, one of 64 wrong numbers passes.</summary>
    public const int EnoughRecords = 4;

    /// <summary>Number of records that a client may send before the earlier ones of its server are read.</summary>
    public const int ManyRecords = 16;

    /// <summary>The handshake whose keys protect the direction; <c>null</c> if none was read.</summary>
    public IHandshakeFacts? Handshake { get; init; }

    /// <summary>The negotiated protection of the record; <c>null</c> if it is not known.</summary>
    public RecordProtection? Protection =>
        Handshake?.Protection is RecordProtection negotiated && Quic is not null ? negotiated with { Quic = Quic } : Handshake?.Protection;

    /// <summary>The connection's latest handshake.</summary>
    public IHandshakeFacts? Current { get; init; }

    /// <summary>The TCP side, 0 or 1, by which the finder recognizes the direction.</summary>
    public int Side { get; init; }

    /// <summary>The sender, as far as is known.</summary>
    public Sender Sender { get; init; }

    public IpEndpoint Client { get; init; }

    public IpEndpoint Server { get; init; }

    /// <summary>Number of key changes of the direction.</summary>
    public int KeyChanges { get; init; }

    /// <summary>The epoch, which tells the TLS 1.3 secret that protects the direction.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>The TLS 1.3 traffic secret in use; otherwise empty.</summary>
    public byte[] TrafficSecret { get; init; }

    /// <summary>Number of KeyUpdates before that traffic secret.</summary>
    public int Generation { get; init; }

    /// <summary>The loss before the record.</summary>
    public LostRecords? Lost { get; init; }

    /// <summary>Whether a record of the direction was decrypted before.</summary>
    public bool HasDecrypted { get; init; }

    /// <summary>Number of waiting records and losses of the direction.</summary>
    public int Waiting { get; init; }

    /// <summary>The fragments of a few waiting records after this one, without a gap. Borrowed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Following { get; init; }

    /// <summary>The version of QUIC of the packet, which the keys depend on; <c>null</c> for records of TLS and DTLS.</summary>
    public QuicVersion? Quic { get; init; }

    /// <summary>Whether the record is of DTLS.</summary>
    public bool IsDtls { get; init; }

    /// <summary>Whether the record tells its epoch and the end of its number, as in QUIC and DTLS 1.3.</summary>
    public bool IsDatagram => IsDtls || Quic is not null;

    /// <summary>The epoch that a search is for: of streams, one for all.</summary>
    public Epoch SearchedEpoch => IsDatagram ? Epoch : Epoch.Initial;

    /// <summary>Numbers that a packet of QUIC may be near to, although those before it were lost.</summary>
    public IReadOnlyList<ulong>? LikelyNumbers { get; init; }

    /// <summary>Whether no more data or keys will come.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Whether an earlier record of the other side waits. Their order tells records of a hidden handshake from data.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Whether the sender's hello was seen, from which its records are counted.</summary>
    public bool HasOwnHello =>
        (Handshake ?? Current) is IHandshakeFacts handshake &&
            (Sender == Sender.Client ? handshake.ClientHello is not null : handshake.ServerHello is not null || handshake.Retried);

    /// <summary>Whether the keys must be found without a hello.</summary>
    public bool IsHelloMissing => !HasOwnHello || Current is { ServerHello: null };

    /// <summary>
    /// Whether the application secret of the sender is logged, but not that of its handshake. It will not be logged later, because programs
    /// log secrets in the order in which they use them.
    /// </summary>
    public bool IsHandshakeSecretMissing(KeyRing keys) =>
        Epoch != Epoch.Application && Handshake?.ClientRandom is ReadOnlyMemory<byte> random &&
        !keys.TryFind(TrafficSecretLabel(Epoch.Handshake), random.Span, out _) &&
        keys.TryFind(TrafficSecretLabel(Epoch.Application), random.Span, out _);

    private KeyLogLabel TrafficSecretLabel(Epoch epoch) => Secrets.TrafficSecret.LabelOf(epoch, Sender);

    /// <summary>Whether enough records wait to find a sequence number, or no more will come.</summary>
    public bool HasEnough => IsEnding || Waiting >= EnoughRecords;

    /// <summary>Whether enough records wait, or no more will come, to conclude that a hello of the other side is missing.</summary>
    public bool HasMany => IsEnding || Waiting >= ManyRecords;
}
