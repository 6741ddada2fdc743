using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// What came for one message_seq of DTLS. Before keys anyone can send fragments, so those that contradict each other make several messages:
/// one is real, and the others were forged. The one that is whole first counts until something shows that another is right.
/// </summary>
internal sealed class DatagramCandidates : IDisposable
{
    /// <summary>Number of messages that are kept. Of more, the last that is not whole makes room.</summary>
    public const int Max = 4;

    private const int HeldBeside = 96;

    private readonly List<DatagramMessage> _all = new(1);
    private DatagramMessage? _chosen;

    /// <summary>The epoch of the records that brought them. A sender that repeats a message keeps its epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held
    {
        get
        {
            int held = HeldBeside;
            foreach (DatagramMessage message in _all) held += message.Held;
            return held;
        }
    }

    /// <summary>The message that counts: the chosen one or else the first that is whole; <c>null</c> if none is.</summary>
    public DatagramMessage? Whole => _chosen ?? _all.Find(message => message.IsWhole);

    /// <summary>The message of which most came from its start.</summary>
    public DatagramMessage? Longest => Whole ?? _all.MaxBy(message => message.Start.Length);

    /// <summary>The messages that are whole.</summary>
    public List<DatagramMessage> Choices => _all.FindAll(message => message.IsWhole);

    /// <summary>Whether several are whole.</summary>
    public bool IsContested => _all.Count > 1 && Choices.Count > 1;

    /// <summary>Chooses one of <see cref="Choices"/>.</summary>
    public void Choose(DatagramMessage message) => _chosen = message;

    /// <summary>Whether there are none, although there may have been.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>
    /// Whether fragments of an epoch may join. One of a later epoch discards those before, which were forged.
    /// </summary>
    public bool Admits(int epoch)
    {
        if (!IsEmpty && epoch < Epoch) return false;
        if (epoch > Epoch) Dispose();
        Epoch = epoch;
        return true;
    }

    /// <summary>Adds a fragment to each message that it agrees with. Returns whether there is one.</summary>
    public bool TryAdd(in DatagramFragment fragment, out bool isRepeat)
    {
        (bool isTaken, isRepeat) = (false, false);
        foreach (DatagramMessage message in _all)
        {
            if (!message.IsOf(fragment.Type, fragment.Length) || !message.Agrees(fragment.Offset, fragment.Bytes)) continue;
            isRepeat |= message.Add(fragment.Offset, fragment.Bytes, fragment.Position);
            isTaken = true;
        }

        return isTaken;
    }

    /// <summary>
    /// Whether there is room for another message, or one can make room: the last that is not whole, because forged ones that come later
    /// must not discard the real one.
    /// </summary>
    /// <param name="replaced">The one that makes room; <c>null</c> if none has to.</param>
    public bool HasRoom(out DatagramMessage? replaced)
    {
        replaced = _all.Count < Max ? null : _all.FindLast(message => !message.IsWhole);
        return _all.Count < Max || replaced is not null;
    }

    /// <summary>Adds another message, in place of one that makes room.</summary>
    public void Begin(DatagramMessage message, DatagramMessage? replaced)
    {
        if (replaced is not null) _all.Remove(replaced);
        replaced?.Dispose();
        _all.Add(message);
    }

    public void Dispose()
    {
        foreach (DatagramMessage message in _all) message.Dispose();
        _all.Clear();
        _chosen = null;
    }
}

/// <summary>One fragment of a handshake message of DTLS (RFC 6347 §4.2.2). Borrowed.</summary>
internal readonly ref struct DatagramFragment
{
    /// <summary>Type of the message.</summary>
    public required HandshakeType Type { get; init; }

    /// <summary>Length of the message.</summary>
    public required int Length { get; init; }

    /// <summary>Where in the message it begins.</summary>
    public required int Offset { get; init; }

    /// <summary>Its bytes.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>The packet that brought it.</summary>
    public required StreamPosition Position { get; init; }

    /// <summary>Whether it lies within the message.</summary>
    public bool Fits => Offset + Bytes.Length <= Length;
}
