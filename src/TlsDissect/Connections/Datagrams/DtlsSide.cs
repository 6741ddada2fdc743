using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <summary>The state of the records that one side of a DTLS connection sends: their epochs, numbers and handshake fragments.</summary>
internal sealed class DtlsSide(int side, int maxMessageLength, int maxHeldAhead) : IDisposable
{
    private const int HeldByObject = 360;

    private readonly SortedList<int, EpochRecords> _epochs = [];

    public int Side { get; } = side;

    /// <summary>Joins the messages of its present handshake.</summary>
    public DatagramJoiner Joiner { get; private set; } = new(maxMessageLength, maxHeldAhead) { KeepsTaken = true };

    /// <summary>Whether messages wait for earlier ones, for those that they answer, or for their own rest.</summary>
    public bool HasWaitingMessages => Joiner.HasWaiting || _later is not null;

    /// <summary>The epoch in which its present handshake began: 0, or that of a renegotiation.</summary>
    public int HandshakeEpoch { get; private set; }

    /// <summary>How far its present handshake was read.</summary>
    public FlightsRead Read { get; set; }

    /// <summary>Joins the messages of the next handshake, which count from 0 again; <c>null</c> if none came.</summary>
    private DatagramJoiner? _later;

    private int _laterEpoch;

    /// <summary>Whether a message of the next handshake came.</summary>
    public bool HasLater => _later is not null;

    /// <summary>The joiner for the messages in an epoch after that of the present handshake (RFC 6347 §4.2.2).</summary>
    public DatagramJoiner Later(int epoch)
    {
        if (_later is null) (_later, _laterEpoch) = (new DatagramJoiner(maxMessageLength, maxHeldAhead), epoch);
        return _later;
    }

    /// <summary>Goes on with the next handshake. Returns <c>false</c> if nothing of it came.</summary>
    public bool BeginLater()
    {
        if (_later is null) return false;
        Joiner.Dispose();
        (Joiner, _later, HandshakeEpoch, Read) = (_later, null, _laterEpoch, default);
        return true;
    }

    /// <summary>Goes back to the first message, because another than the one read may be right.</summary>
    public void Rewind()
    {
        Joiner.Rewind();
        (MessageEpoch, ChangedAfter, EarlyKeyChange, Read, MessageAt) = (0, -1, KeyChange, default, default);
    }

    /// <summary>The packet of its last message.</summary>
    public StreamPosition MessageAt { get; set; }

    /// <summary>Whether whole messages wait for those of the other side that they answer; since which record.</summary>
    public long? HeldSince { get; set; }

    /// <summary>Whether any of its records was captured.</summary>
    public bool HasSent => _epochs.Count > 0;

    /// <summary>Length of the connection ID in the records that it sends; 0 if they have none.</summary>
    public int ConnectionIdLength { get; set; }

    /// <summary>The other length that connection IDs in its records may have, because they change; 0 if they have one length.</summary>
    public int OtherConnectionIdLength { get; set; }

    /// <summary>The highest epoch in which a handshake message was read. Messages of earlier epochs only repeat (RFC 6347 §4.1).</summary>
    public int MessageEpoch { get; set; }

    /// <summary>The highest epoch in which it sent a change_cipher_spec; -1 before the first.</summary>
    public int ChangedAfter { get; set; } = -1;

    /// <summary>Its change_cipher_spec and the packet that brought it, while records before it are missing.</summary>
    public (byte[] Body, int Epoch, StreamPosition Position)? EarlyKeyChange { get; set; }

    /// <summary>The change_cipher_spec that ended epoch 0.</summary>
    public (byte[] Body, int Epoch, StreamPosition Position)? KeyChange { get; set; }

    /// <summary>When the first message began to wait; <c>null</c> if none does.</summary>
    public CaptureTime? WaitingSince { get; set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held
    {
        get
        {
            int held = HeldByObject + Joiner.Held + (_later?.Held ?? 0);
            for (int i = 0; i < _epochs.Count; i++) held += _epochs.Values[i].Held;
            return held;
        }
    }

    /// <summary>Number of records that did not come in epochs that are forgotten.</summary>
    public long MissingInEarlier { get; private set; }

    /// <summary>The records of its present epochs, the earliest first.</summary>
    public IList<EpochRecords> Epochs => _epochs.Values;

    /// <summary>The highest epoch in which a record authenticated; 0 if none did.</summary>
    public int SettledEpoch { get; private set; }

    /// <summary>The records of an epoch.</summary>
    public EpochRecords Of(int epoch) =>
        _epochs.TryGetValue(epoch, out EpochRecords? known) ? known : _epochs[epoch] = new EpochRecords(epoch);

    /// <summary>
    /// Notes that a record of an epoch authenticated. Forgets and returns an earlier epoch that is over, because its sender has entered the
    /// one after the next (RFC 9147 §4.2.1). Returns <c>null</c> if no epoch is over.
    /// </summary>
    public EpochRecords? Settle(int epoch)
    {
        SettledEpoch = Math.Max(SettledEpoch, epoch);
        if (_epochs.Count == 0 || _epochs.Values[0] is not { Epoch: int first } earliest || first >= SettledEpoch - 1) return null;
        // A record that comes late has its epoch once more.
        if (first == epoch) return null;
        _epochs.RemoveAt(0);
        if (earliest.IsAuthenticated) MissingInEarlier += earliest.Missing;
        return earliest;
    }

    /// <summary>
    /// The epoch of a record; <c>null</c> if its sender cannot be in it. Records can be forged, so beyond the first epochs only the one
    /// after the last authenticated one is believed. A unified header has the low bits of the epoch (RFC 9147 §4.2.2).
    /// </summary>
    public int? EpochOf(in DtlsRecord record)
    {
        int latest = Math.Max((int)Epoch.Application, SettledEpoch + 1);
        if (!record.IsUnified) return record.Epoch <= latest ? record.Epoch : null;
        const int Count = 4;
        int epoch = latest / Count * Count + record.Epoch;
        if (epoch > latest) epoch -= Count;
        // Epoch 0 is in the clear, with another header.
        return epoch > 0 ? epoch : null;
    }

    public void Dispose()
    {
        Joiner.Dispose();
        _later?.Dispose();
        _later = null;
    }
}

/// <summary>How far the messages of one side's handshake were read, for those of the other side that answer them.</summary>
/// <param name="Hellos">Number of ClientHellos.</param>
/// <param name="Answers">Number of answers to them.</param>
/// <param name="IsAnswered">Whether the last of these is a ServerHello that is not a HelloRetryRequest.</param>
/// <param name="IsFlightDone">Whether a ServerHelloDone came.</param>
/// <param name="HasKeyExchange">Whether a ClientKeyExchange came.</param>
/// <param name="IsFinished">Whether the Finished came.</param>
internal readonly record struct FlightsRead(int Hellos, int Answers, bool IsAnswered, bool IsFlightDone, bool HasKeyExchange,
    bool IsFinished)
{
    /// <summary>With another message.</summary>
    public FlightsRead With(HandshakeType type) => type switch
    {
        HandshakeType.ClientHello => this with { Hellos = Hellos + 1 },
        HandshakeType.HelloVerifyRequest or HandshakeType.HelloRetryRequest => this with { Answers = Answers + 1 },
        HandshakeType.ServerHello => this with { Answers = Answers + 1, IsAnswered = true },
        HandshakeType.ServerHelloDone => this with { IsFlightDone = true },
        HandshakeType.ClientKeyExchange => this with { HasKeyExchange = true },
        HandshakeType.Finished => this with { IsFinished = true },
        _ => this,
    };
}
