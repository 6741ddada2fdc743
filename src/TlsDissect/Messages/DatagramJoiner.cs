using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The result of <see cref="DatagramJoiner.Add"/>: of the first fragment that was not taken, if there is one.</summary>
internal enum FragmentOutcome
{
    /// <summary>Every fragment is taken, or was before.</summary>
    Taken,

    /// <summary>A fragment does not fit in the record or its message, or contradicts an earlier fragment. It is dropped.</summary>
    Malformed,

    /// <summary>A fragment belongs to a message too far ahead, or the limit on bytes held ahead is reached. It is dropped.</summary>
    TooFarAhead,
}

/// <summary>
/// Joins one direction's handshake messages from the fragments of DTLS (RFC 6347 §4.2.2, §4.2.3), and puts them in order. Fragments come in
/// any order, overlap, and come again. Of bytes that come twice, the first are kept.
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

    private readonly DatagramMessage?[] _messages = new DatagramMessage?[MaxAhead];
    private DatagramMessage? _delivered;

    /// <summary>message_seq of the next message to be taken.</summary>
    public int Next { get; private set; }

    /// <summary>Number of messages that came again, by their first fragments.</summary>
    public long Repeats { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held => _messages.Sum(message => message?.Held ?? 0) + (_delivered?.Held ?? 0);

    /// <summary>Whether a fragment of the next message came, but not all of it.</summary>
    public bool HasPartial => Following is { IsWhole: false };

    /// <summary>Whether a fragment of a message after the next one came.</summary>
    public bool HasAhead => Array.Exists(_messages, message => message is not null && message != Following);

    private DatagramMessage? Following => _messages[Next % MaxAhead];

    /// <summary>The epoch of the first fragment that came of the message taken last.</summary>
    public int TakenEpoch => _delivered?.Epoch ?? 0;

    /// <summary>Takes the fragments in a handshake record.</summary>
    /// <param name="record">The record's plaintext.</param>
    /// <param name="epoch">The record's epoch.</param>
    public FragmentOutcome Add(ReadOnlySpan<byte> record, int epoch = 0)
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
            ReadOnlySpan<byte> fragment = reader.Read(fragmentLength, "fragment");
            if (reader.Failed) return FragmentOutcome.Malformed;
            FragmentOutcome outcome = Find(sequence, type, length, out DatagramMessage? message);
            if (message is not null && !IsOfEpoch(sequence, epoch, ref message)) continue;
            if (message is not null && offset + fragment.Length > length) outcome = FragmentOutcome.Malformed;
            else if (message?.Add(offset, fragment) ?? (outcome == FragmentOutcome.Taken && offset == 0)) Repeats++;
            if (first == FragmentOutcome.Taken) first = outcome;
        }

        return first;
    }

    /// <summary>Takes the next message if it is whole. It is valid until the joiner is used again.</summary>
    /// <param name="message">The message. One over the limit has only its header.</param>
    /// <param name="sequence">Its message_seq.</param>
    public bool TryTake(out RawHandshake message, out int sequence) => TryTake(isWhole: true, out message, out sequence);

    /// <summary>Takes the start of the next message, because no more of it will come. Fails if nothing of it came.</summary>
    public bool TryTakeTruncated(out RawHandshake message, out int sequence) => TryTake(isWhole: false, out message, out sequence);

    /// <summary>
    /// Goes on with the next message of which something came, because those before it are lost. Returns how many are; 0 if none came.
    /// </summary>
    public int Skip()
    {
        Release();
        for (int lost = 0; lost < MaxAhead; lost++)
        {
            if (_messages[(Next + lost) % MaxAhead] is null) continue;
            Next += lost;
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

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        foreach (DatagramMessage? message in _messages) message?.Dispose();
        Array.Clear(_messages);
    }

    /// <summary>
    /// Whether a fragment may join a message, whose fragments all come in one epoch: a sender that repeats them keeps it. One of a later
    /// epoch begins the message again, because the earlier ones were forged.
    /// </summary>
    private bool IsOfEpoch(int sequence, int epoch, ref DatagramMessage message)
    {
        if (message.HasAny && epoch < message.Epoch) return false;
        if (message.HasAny && epoch > message.Epoch)
        {
            DatagramMessage again = message.BeginAgain();
            message.Dispose();
            _messages[sequence % MaxAhead] = message = again;
        }

        message.Epoch = epoch;
        return true;
    }

    /// <summary>Finds the message that a fragment belongs to, or begins it; <c>null</c> if it was taken before or is refused.</summary>
    private FragmentOutcome Find(int sequence, HandshakeType type, int length, out DatagramMessage? message)
    {
        message = null;
        if (sequence < Next) return FragmentOutcome.Taken;
        if (sequence >= Next + MaxAhead) return FragmentOutcome.TooFarAhead;
        ref DatagramMessage? place = ref _messages[sequence % MaxAhead];
        if (place is null)
        {
            bool isTooLong = RawHandshake.HeaderSize + length > maxMessageLength;
            DatagramMessage begun = new(type, length, isTooLong);
            if (sequence > Next && Held - (Following?.Held ?? 0) + begun.Held > maxHeldAhead)
            {
                begun.Dispose();
                return FragmentOutcome.TooFarAhead;
            }

            place = begun;
        }
        else if (!place.IsOf(type, length))
        {
            return FragmentOutcome.Malformed;
        }

        message = place;
        return FragmentOutcome.Taken;
    }

    private bool TryTake(bool isWhole, out RawHandshake message, out int sequence)
    {
        Release();
        sequence = Next;
        message = default;
        if (Following is not { } next || (isWhole && !next.IsWhole)) return false;
        message = new RawHandshake(next.Start);
        _delivered = next;
        _messages[Next++ % MaxAhead] = null;
        return true;
    }

    private void Release()
    {
        _delivered?.Dispose();
        _delivered = null;
    }
}
