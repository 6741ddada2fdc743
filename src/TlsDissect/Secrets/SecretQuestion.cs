using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>Which secret decrypts the next record of a direction: all that is known of it.</summary>
internal readonly record struct SecretQuestion
{
    /// <summary>A sequence number is searched with as many records: one alone rules out all but one of 64 wrong ones.</summary>
    public const int EnoughRecords = 4;

    /// <summary>What a client sends before all is read that its server sent before.</summary>
    public const int ManyRecords = 16;

    /// <summary>The handshake whose keys protect the direction; <c>null</c> where nothing was read of it.</summary>
    public IHandshakeFacts? Handshake { get; init; }

    /// <summary>The connection's latest handshake.</summary>
    public IHandshakeFacts? Current { get; init; }

    /// <summary>0 or 1: TCP's side, by which the finder knows the direction again.</summary>
    public int Side { get; init; }

    /// <summary>Who sends in the direction, as far as that is known.</summary>
    public Sender Sender { get; init; }

    public IpEndpoint Client { get; init; }

    public IpEndpoint Server { get; init; }

    /// <summary>Counts the keys of the direction.</summary>
    public int KeyChanges { get; init; }

    /// <summary>Which TLS 1.3 secret protects the direction.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>The TLS 1.3 traffic secret in use, where one is; empty else.</summary>
    public byte[] TrafficSecret { get; init; }

    /// <summary>How many KeyUpdates the traffic secret in use comes after.</summary>
    public int Generation { get; init; }

    /// <summary>What was lost before the record.</summary>
    public LostRecords? Lost { get; init; }

    /// <summary>Whether a record of the direction was decrypted before.</summary>
    public bool HasDecrypted { get; init; }

    /// <summary>How many records of the direction wait, losses among them.</summary>
    public int Waiting { get; init; }

    /// <summary>The fragments of a few records that wait behind this one, without a gap. Borrowed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Following { get; init; }

    /// <summary>Whether nothing more comes, so that what is there has to do.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Whether the sender's own hello was seen: its records are counted from there.</summary>
    public bool HasOwnHello => (Handshake ?? Current) is IHandshakeFacts handshake && (Sender == Sender.Client ? handshake.ClientHello is not null : handshake.ServerHello is not null || handshake.Retried);

    /// <summary>Whether a hello is missing that the keys are found without.</summary>
    public bool IsHelloMissing => !HasOwnHello || Current is { ServerHello: null };

    /// <summary>Whether enough records wait to tell a sequence number by, or no more will.</summary>
    public bool HasEnough => IsEnding || Waiting >= EnoughRecords;

    /// <summary>Whether so many wait, or no more will, that a hello of the other side must be missing.</summary>
    public bool HasMany => IsEnding || Waiting >= ManyRecords;
}
