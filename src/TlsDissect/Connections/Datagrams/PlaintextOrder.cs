using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <summary>Receives the application data of one side in the order of its record numbers.</summary>
internal interface IPlaintextReceiver
{
    /// <summary>Receives the data of one record. Borrowed.</summary>
    void OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position);

    /// <summary>Records before the next one are missing.</summary>
    void OnMissing(int side, in StreamPosition position);
}

/// <summary>
/// Puts the application data of one side in the order of its record numbers, so that datagrams that overtook others do not change what was
/// sent. Data waits while a record before it is missing, at most <see cref="Window"/> records or the given bytes and time.
/// </summary>
/// <param name="side">The side.</param>
/// <param name="epoch">The epoch on the wire, which the numbers count in.</param>
/// <param name="receiver">Receives the data.</param>
/// <param name="limits">Limits on the data that waits.</param>
internal sealed class PlaintextOrder(int side, int epoch, IPlaintextReceiver receiver, PlaintextOrder.Limits limits)
{
    /// <summary>Number of records that may overtake a missing one.</summary>
    public const int Window = 64;

    /// <summary>Limits on the data that waits.</summary>
    /// <param name="MaxBytes">Bytes of plaintext.</param>
    /// <param name="MaxNanoseconds">Time since the first of it came.</param>
    internal readonly record struct Limits(int MaxBytes, long MaxNanoseconds);

    private readonly SortedDictionary<ulong, Waiting> _waiting = [];
    private ulong _next;
    private bool _isBegun;
    private bool _hasHandedOn;
    private int _bytes;

    /// <summary>Whether the epoch may have begun before the capture, so that nothing is missing before its first record.</summary>
    public bool MayBeginLater { get; init; }

    /// <summary>A record that came early; without data if it has none for the receiver.</summary>
    private readonly record struct Waiting(byte[]? Plaintext, int Length, int CiphertextLength, StreamPosition Position);

    /// <summary>Bytes of memory used.</summary>
    public int Held { get; private set; }

    private const int HeldBeside = 160;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Whether records before one are missing, so that its data has to wait.</summary>
    public bool IsEarly(ulong number) => number > _next && (_isBegun || number <= Window);

    /// <summary>Notes a record without application data, or one whose data the receiver has.</summary>
    public void Pass(ulong number, in StreamPosition position) => Take(number, default, hasData: false, 0, position);

    /// <summary>Adds the data of a record.</summary>
    public void Add(ulong number, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position) =>
        Take(number, plaintext, hasData: true, ciphertextLength, position);

    /// <summary>Hands on what has waited too long.</summary>
    public void Observe(CaptureTime now)
    {
        while (!IsEmpty && now.NanosecondsSince(First.Value.Position.Time) > limits.MaxNanoseconds) GiveUp();
    }

    /// <summary>Hands on everything, because no more records will come.</summary>
    public void Complete()
    {
        while (!IsEmpty) GiveUp();
    }

    /// <summary>Drops everything after an internal error.</summary>
    public void Forget()
    {
        _waiting.Clear();
        (Held, _bytes) = (0, 0);
    }

    private KeyValuePair<ulong, Waiting> First => _waiting.First();

    private void Take(ulong number, ReadOnlySpan<byte> plaintext, bool hasData, int ciphertextLength, in StreamPosition position)
    {
        // The numbers of an epoch begin at 0, unless the capture begins later.
        if (!_isBegun && number > Window) _next = number;
        _isBegun = true;
        if (number <= _next)
        {
            _hasHandedOn = true;
            // What comes after its place is handed on late rather than never.
            if (hasData) receiver.OnOrdered(side, epoch, plaintext, ciphertextLength, position);
            if (number < _next) return;
            _next++;
            Drain();
            return;
        }

        byte[]? kept = hasData ? ArrayPool<byte>.Shared.Rent(plaintext.Length) : null;
        plaintext.CopyTo(kept);
        Count(kept, plaintext.Length, 1);
        _waiting[number] = new Waiting(kept, plaintext.Length, ciphertextLength, position);
        while (!IsEmpty && (_bytes > limits.MaxBytes || (number > _next && number - _next > Window))) GiveUp();
    }

    /// <summary>Gives up the records before the first that waits.</summary>
    private void GiveUp()
    {
        // Data follows the handshake, so records before a first one without data are of the handshake.
        bool isBefore = MayBeginLater && !_hasHandedOn;
        if (!isBefore && (_next > 0 || First.Value.Plaintext is not null)) receiver.OnMissing(side, First.Value.Position);
        _next = First.Key;
        Drain();
    }

    private void Drain()
    {
        while (!IsEmpty && _waiting.Remove(_next, out Waiting waiting))
        {
            _hasHandedOn = true;
            if (waiting.Plaintext is byte[] plaintext)
            {
                receiver.OnOrdered(side, epoch, plaintext.AsSpan(0, waiting.Length), waiting.CiphertextLength, waiting.Position);
                ArrayPool<byte>.Shared.Return(plaintext);
            }

            Count(waiting.Plaintext, -waiting.Length, -1);
            _next++;
        }
    }

    private void Count(byte[]? buffer, int bytes, int records)
    {
        _bytes += bytes;
        Held += records * (HeldBeside + (buffer?.Length ?? 0));
    }
}
