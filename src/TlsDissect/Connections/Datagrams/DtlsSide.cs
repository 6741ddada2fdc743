using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <summary>The state of the records that one side of a DTLS connection sends: their epochs, numbers and handshake fragments.</summary>
internal sealed class DtlsSide(int side, int maxMessageLength, int maxHeldAhead) : IDisposable
{
    private readonly SortedList<int, EpochRecords> _epochs = [];

    public int Side { get; } = side;

    /// <summary>Joins its handshake messages.</summary>
    public DatagramJoiner Joiner { get; } = new(maxMessageLength, maxHeldAhead);

    /// <summary>Whether messages wait for earlier ones or for their own rest.</summary>
    public bool HasWaitingMessages => Joiner.HasPartial || Joiner.HasAhead;

    /// <summary>The epoch in which its present handshake began: 0, or that of a renegotiation.</summary>
    public int HandshakeEpoch { get; set; }

    /// <summary>Whether any of its records was captured.</summary>
    public bool HasSent => _epochs.Count > 0;

    /// <summary>Length of the connection ID in the records that it sends; 0 if they have none.</summary>
    public int ConnectionIdLength { get; set; }

    /// <summary>The highest epoch in which a handshake message was read. Messages of earlier epochs only repeat (RFC 6347 §4.1).</summary>
    public int MessageEpoch { get; set; }

    /// <summary>The highest epoch in which it sent a change_cipher_spec; -1 before the first.</summary>
    public int ChangedAfter { get; set; } = -1;

    /// <summary>Its change_cipher_spec and the packet that brought it, while records before it are missing.</summary>
    public (byte[] Body, int Epoch, StreamPosition Position)? EarlyKeyChange { get; set; }

    /// <summary>The packet of its last record.</summary>
    public StreamPosition Last { get; set; }

    /// <summary>When the first message began to wait; <c>null</c> if none does.</summary>
    public CaptureTime? WaitingSince { get; set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held
    {
        get
        {
            int held = 200 + Joiner.Held;
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
    /// Notes that a record of an epoch authenticated. Returns an earlier epoch that is over, because its sender has entered the one after
    /// the next (RFC 9147 §4.2.1); <c>null</c> if there is none. It is forgotten.
    /// </summary>
    public EpochRecords? Settle(int epoch)
    {
        SettledEpoch = Math.Max(SettledEpoch, epoch);
        if (_epochs.Count == 0 || _epochs.Values[0] is not { Epoch: int first } earliest || first >= SettledEpoch - 1) return null;
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

    public void Dispose() => Joiner.Dispose();
}
