using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The result of <see cref="DatagramJoiner.Add"/>: of the first fragment that was not taken, if there is one.</summary>
internal enum FragmentOutcome
{
    /// <summary>Every fragment is taken, or was before.</summary>
    Taken,

    /// <summary>A fragment does not fit in the record or its message, and is dropped; or it contradicts an earlier fragment.</summary>
    Malformed,

    /// <summary>A fragment belongs to a message too far ahead, or the limit on bytes held ahead is reached. It is dropped.</summary>
    TooFarAhead,
}

/// <summary>
/// Joins one direction's handshake messages from the fragments of DTLS (RFC 6347 §4.2.2, §4.2.3), and puts them in order. Fragments come in
/// any order, overlap, and come again. Those that contradict each other make several messages (<see cref="DatagramCandidates"/>).
/// </summary>
/// <remarks>
/// Messages have the header of TLS, so that they are parsed alike. While the next message is missing, <see cref="MaxAhead"/> - 1 after it
/// are held. Only the connection can know that it is lost: then it goes on with <see cref="TryTakeTruncated"/> and <see cref="Skip"/>.
/// </remarks>
/// <param name="maxMessageLength">Limit, in bytes, on one message. Of a longer one only the header is handed on.</param>
/// <param name="maxHeldAhead">Limit, in bytes, on the messages held after the next one.</param>
internal sealed class DatagramJoiner(int maxMessageLength, int maxHeldAhead) : IDisposable
{
    /// <summary>Number of messages, from the next one on, whose fragments are taken.</summary>
    public const int MaxAhead = 16;

    /// <summary>Limit, in bytes, on the messages that are kept after they were taken.</summary>
    private const int MaxKept = 1 << 16;

    private readonly SortedList<int, DatagramCandidates> _messages = [];
    private DatagramCandidates? _delivered;

    /// <summary>message_seq of the next message to be taken.</summary>
    public int Next { get; private set; }

    /// <summary>Number of messages that came again, by their first fragments.</summary>
    public long Repeats { get; private set; }

    /// <summary>Whether messages are kept after they were taken, because others may still contradict them.</summary>
    public bool KeepsTaken { get; init; }

    /// <summary>Whether they are kept whatever their size, because they are read again.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Whether a change_cipher_spec has a message_seq too, as in the draft of DTLS 1.0. No message has that number.</summary>
    public bool CountsKeyChanges { get; set; }

    /// <summary>Whether messages that were taken may be released, so that not all can be read again.</summary>
    public bool HasReleased { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held => HeldIn(0, int.MaxValue) + (_delivered?.Held ?? 0);

    /// <summary>Whether a fragment of the next message came, but not all of it.</summary>
    public bool HasPartial => Following is { Whole: null };

    /// <summary>Whether a fragment of a message after the next one came.</summary>
    public bool HasAhead => _messages.Count > 0 && _messages.Keys[^1] > Next;

    /// <summary>Whether the next message or one after it came, or a fragment of it.</summary>
    public bool HasWaiting => _messages.Count > 0 && _messages.Keys[^1] >= Next;

    private DatagramCandidates? Following => _messages.GetValueOrDefault(Next);

    /// <summary>The epoch of the message taken last.</summary>
    public int TakenEpoch { get; private set; }

    /// <summary>The packet that completed the message taken last.</summary>
    public StreamPosition TakenAt { get; private set; }

    /// <summary>Takes the fragments in a handshake record.</summary>
    /// <param name="record">The record's plaintext.</param>
    /// <param name="epoch">The record's epoch.</param>
    /// <param name="position">The packet that brought it.</param>
    public FragmentOutcome Add(ReadOnlySpan<byte> record, int epoch = 0, StreamPosition position = default)
    {
        Release();
        FragmentOutcome first = FragmentOutcome.Taken;
        DecodeError error = default;
        TlsReader reader = new(record, ref error);
        while (!reader.IsEmpty)
        {
            HandshakeType type = (HandshakeType)reader.ReadUInt8("msg_type");
            int length = reader.ReadUInt24("length");
            int sequence = reader.ReadUInt16("message_seq");
            int offset = reader.ReadUInt24("fragment_offset");
            int fragmentLength = reader.ReadUInt24("fragment_length");
            ReadOnlySpan<byte> bytes = reader.Read(fragmentLength, "fragment");
            if (reader.Failed) return FragmentOutcome.Malformed;
            DatagramFragment fragment = new() { Type = type, Length = length, Offset = offset, Bytes = bytes, Position = position };
            FragmentOutcome outcome = fragment.Fits ? Join(sequence, epoch, fragment) : FragmentOutcome.Malformed;
            if (first == FragmentOutcome.Taken) first = outcome;
        }

        return first;
    }

    /// <summary>The type of the next message, and its epoch, if it is whole.</summary>
    public bool TryPeek(out HandshakeType type, out int epoch)
    {
        DatagramCandidates? next = Of(NextNumber());
        (type, epoch) = next is { Whole: { } whole } ? (whole.Type, next.Epoch) : default;
        return next is { Whole: not null };
    }

    /// <summary>Takes the next message if it is whole. It is valid until the joiner is used again.</summary>
    /// <param name="message">The message. One over the limit has only its header.</param>
    /// <param name="sequence">Its message_seq.</param>
    public bool TryTake(out RawHandshake message, out int sequence) => TryTake(Of(Next = NextNumber())?.Whole, out message, out sequence);

    /// <summary>Takes the start of the next message, because no more of it will come. Fails if nothing of it came.</summary>
    public bool TryTakeTruncated(out RawHandshake message, out int sequence)
    {
        Settle();
        return TryTake(Following?.Longest, out message, out sequence);
    }

    /// <summary>
    /// Goes on with the next message of which something came, because those before it are lost. Returns how many are; 0 if none came.
    /// </summary>
    public int Skip()
    {
        Settle();
        foreach (int sequence in _messages.Keys)
        {
            if (sequence < Next || _messages[sequence].IsEmpty) continue;
            int lost = sequence - Next;
            Next = sequence;
            return lost;
        }

        return 0;
    }

    /// <summary>Drops everything and goes on with a number: 0 where a renegotiation begins, others where the capture does.</summary>
    public void Begin(int next)
    {
        Dispose();
        Next = next;
    }

    /// <summary>Releases the messages that were taken, because they are right.</summary>
    public void Settle()
    {
        Release();
        ReleaseTaken();
    }

    private void ReleaseTaken()
    {
        HasReleased = true;
        while (_messages.Count > 0 && _messages.Keys[0] < Next)
        {
            _messages.Values[0].Dispose();
            _messages.RemoveAt(0);
        }
    }

    /// <summary>The numbers of the messages kept for which there are several that are whole.</summary>
    public IEnumerable<int> Contested => _messages.Where(message => message.Value.IsContested).Select(message => message.Key);

    /// <summary>Whether there are any.</summary>
    public bool IsContested
    {
        get
        {
            for (int i = 0; i < _messages.Count; i++)
            {
                if (_messages.Values[i].IsContested) return true;
            }

            return false;
        }
    }

    /// <summary>What came for a number; <c>null</c> if nothing did, or it is released.</summary>
    public DatagramCandidates? Of(int sequence) => _messages.GetValueOrDefault(sequence);

    /// <summary>Whether what came for a number is not released.</summary>
    public bool Has(DatagramCandidates candidates) => _messages.ContainsValue(candidates);

    /// <summary>Gives the messages that were taken and are kept once more.</summary>
    public void Rewind()
    {
        Release();
        if (_messages.Count > 0) Next = Math.Min(Next, _messages.Keys[0]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        foreach (DatagramCandidates message in _messages.Values) message.Dispose();
        _messages.Clear();
    }

    private FragmentOutcome Join(int sequence, int epoch, in DatagramFragment fragment)
    {
        if (sequence >= Next + MaxAhead) return FragmentOutcome.TooFarAhead;
        // Messages that were taken under keys are not forged.
        if (sequence < Next && epoch > TakenEpoch && TakenEpoch == 0) TakeBack(sequence);
        DatagramCandidates? known = _messages.GetValueOrDefault(sequence);
        if (sequence < Next && (known is null || epoch > known.Epoch))
        {
            if (fragment.Offset == 0) Repeats++;
            return FragmentOutcome.Taken;
        }

        known ??= new DatagramCandidates();
        if (!known.Admits(epoch)) return FragmentOutcome.Taken;
        if (known.TryAdd(fragment, out bool isRepeat))
        {
            if (isRepeat) Repeats++;
            return FragmentOutcome.Taken;
        }

        if (!known.HasRoom(out DatagramMessage? replaced)) return FragmentOutcome.Malformed;
        bool contradicts = !known.IsEmpty;
        DatagramMessage begun = new(fragment.Type, fragment.Length, RawHandshake.HeaderSize + fragment.Length > maxMessageLength);
        if (!HasRoom(sequence, begun.Held - (replaced?.Held ?? 0), contradicts))
        {
            begun.Dispose();
            if (known.IsEmpty) _messages.Remove(sequence);
            return contradicts ? FragmentOutcome.Malformed : FragmentOutcome.TooFarAhead;
        }

        begun.Add(fragment.Offset, fragment.Bytes, fragment.Position);
        known.Begin(begun, replaced);
        _messages[sequence] = known;
        return contradicts ? FragmentOutcome.Malformed : FragmentOutcome.Taken;
    }

    /// <summary>
    /// Goes back to a number, because its message comes in a later epoch than those that were taken: these were forged from there on.
    /// </summary>
    private void TakeBack(int sequence)
    {
        for (int i = _messages.Count - 1; i >= 0 && _messages.Keys[i] >= sequence; i--)
        {
            if (_messages.Keys[i] >= Next) continue;
            _messages.Values[i].Dispose();
            _messages.RemoveAt(i);
        }

        Next = sequence;
    }

    private int NextNumber()
    {
        bool mayBeOne = CountsKeyChanges && Next > 0 && Following is null;
        return mayBeOne && Of(Next + 1) is { IsEmpty: false } first && first.Epoch > TakenEpoch ? Next + 1 : Next;
    }

    private bool HasRoom(int sequence, int held, bool contradicts) =>
        sequence > Next ? HeldIn(Next + 1, int.MaxValue) + held <= maxHeldAhead
            : !contradicts || HeldIn(0, Next) + held <= (sequence < Next ? MaxKept : maxHeldAhead);

    /// <summary>Bytes of the messages from a number to another.</summary>
    private int HeldIn(int first, int last)
    {
        int held = 0;
        for (int i = 0; i < _messages.Count; i++)
        {
            if (_messages.Keys[i] >= first && _messages.Keys[i] <= last) held += _messages.Values[i].Held;
        }

        return held;
    }

    private bool TryTake(DatagramMessage? next, out RawHandshake message, out int sequence)
    {
        Release();
        sequence = Next;
        message = default;
        if (next is null) return false;
        DatagramCandidates taken = Following!;
        taken.Choose(next);
        message = new RawHandshake(next.Start);
        (TakenEpoch, TakenAt) = (taken.Epoch, next.At);
        Next++;
        bool isKept = KeepsTaken && !HasReleased && taken.Epoch == 0;
        if (isKept && (KeepsAll || HeldIn(0, sequence) <= MaxKept)) return true;
        _delivered = taken;
        _messages.Remove(sequence);
        if (isKept) ReleaseTaken();
        return true;
    }

    private void Release()
    {
        _delivered?.Dispose();
        _delivered = null;
    }
}
