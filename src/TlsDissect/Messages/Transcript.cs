using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// The handshake messages that Finished, extended_master_secret and CertificateVerify are computed over (RFC 8446 §4.4.1). A capture may
/// deliver one direction before the other, so messages are kept by flight and ordered on demand.
/// </summary>
/// <remarks>
/// <code>
/// flight 0   client   ClientHello
/// flight 1   server   HelloRetryRequest
/// flight 2   client   ClientHello
/// flight 3   server   ServerHello .. ServerHelloDone; to Finished in a resumption and in TLS 1.3
/// flight 4   client   Certificate, ClientKeyExchange .. Finished
/// flight 5   server   NewSessionTicket, Finished
/// </code>
/// The bytes of all messages are in one pooled buffer in that order, so that hashing needs no copy.
/// </remarks>
internal sealed partial class Transcript
{
    /// <summary>Limit, in bytes, on the messages kept. A larger handshake cannot be verified.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The flight of the first ClientHello.</summary>
    public const int FirstHello = 0;

    /// <summary>The flight of the HelloRetryRequest.</summary>
    public const int RetryRequest = 1;

    /// <summary>The flight of the ClientHello that a HelloRetryRequest asks for.</summary>
    public const int SecondHello = 2;

    /// <summary>The flight that begins with the ServerHello.</summary>
    public const int ServerFlight = 3;

    /// <summary>The flight of the client's messages after its hello.</summary>
    public const int ClientFlight = 4;

    private readonly List<Message> _messages = [];
    private byte[] _bytes = [];
    private int _length;
    private bool _retried;
    private bool _helloDone;
    private int _choice;

    /// <param name="Flight">Its flight.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Length">Size with its header of TLS in bytes.</param>
    /// <param name="Sequence">Its message_seq in DTLS; <c>null</c> in TLS.</param>
    private readonly record struct Message(int Flight, HandshakeType Type, int Length, int? Sequence);

    /// <summary>Whether it exceeded <see cref="MaxBytes"/> or was released, so that it is unusable.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Bytes of memory that the messages use.</summary>
    public int Held => _bytes.Length + 12 * _messages.Capacity;

    /// <summary>Releases the messages, which include certificates. Nothing can be computed from it afterwards.</summary>
    public void Release()
    {
        Overflowed = true;
        _messages.Clear();
        _messages.TrimExcess();
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    /// <summary>
    /// Adds a message with its header of TLS, which a message of DTLS has here too. An SSLv2-compatible ClientHello has none (RFC 5246
    /// appendix E.2).
    /// </summary>
    public void Add(Sender sender, HandshakeType type, ReadOnlySpan<byte> message, bool helloRetryRequest = false, int? sequence = null)
    {
        if (Overflowed) return;
        if (_length + message.Length > MaxBytes)
        {
            Release();
            return;
        }

        int flight = FlightOf(sender, type, helloRetryRequest);
        int at = _messages.Count;
        int offset = _length;
        while (at > 0 && _messages[at - 1].Flight > flight) offset -= _messages[--at].Length;
        _messages.Insert(at, new Message(flight, type, message.Length, sequence));
        Insert(offset, message);
    }

    /// <summary>Returns the first message of a flight; empty if there is none. Valid until a message is added.</summary>
    public ReadOnlySpan<byte> MessageOf(int flight) => Chosen(flight, 0, _bytes.AsSpan(0, _length));

    /// <summary>Replaces the first message of a flight, if there is one.</summary>
    public void Replace(int flight, ReadOnlySpan<byte> message)
    {
        int at = _messages.FindIndex(m => m.Flight == flight);
        if (at < 0) return;
        Message replaced = _messages[at];
        int offset = _messages.Take(at).Sum(m => m.Length);
        RemoveAt(at);
        if (_length + message.Length > MaxBytes)
        {
            Release();
            return;
        }

        _messages.Insert(at, replaced with { Length = message.Length });
        Insert(offset, message);
    }

    /// <summary>
    /// Number of possible transcripts. If there are two HelloRetryRequests, or two answers to one, only a Finished shows which is right.
    /// </summary>
    public int Choices => Math.Max(1, CountOf(RetryRequest)) * Math.Max(1, CountOf(SecondHello));

    /// <summary>Selects one of the possible transcripts for computations from now on.</summary>
    /// <param name="choice">From 0; below <see cref="Choices"/>.</param>
    /// <returns>Whether the second HelloRetryRequest and the second answer are in it.</returns>
    public (bool OtherRetry, bool OtherHello) Choose(int choice)
    {
        _choice = choice;
        int retries = Math.Max(1, CountOf(RetryRequest));
        return (choice % retries > 0, choice / retries > 0);
    }

    /// <summary>Makes the selected transcript the only one.</summary>
    public void Settle()
    {
        (bool otherRetry, bool otherHello) = Choose(_choice);
        RemoveOther(RetryRequest, otherRetry);
        RemoveOther(SecondHello, otherHello);
        _choice = 0;
    }

    /// <summary>Removes the messages of a flight.</summary>
    public void RemoveFlight(int flight)
    {
        for (int at; (at = _messages.FindIndex(m => m.Flight == flight)) >= 0;) RemoveAt(at);
        if (flight == RetryRequest) _retried = false;
    }

    private void RemoveOther(int flight, bool isSecond)
    {
        if (CountOf(flight) == 2) RemoveAt(_messages.FindIndex(m => m.Flight == flight) + (isSecond ? 0 : 1));
    }

    private void RemoveAt(int at)
    {
        int offset = _messages.Take(at).Sum(m => m.Length);
        int end = offset + _messages[at].Length;
        _bytes.AsSpan(end, _length - end).CopyTo(_bytes.AsSpan(offset));
        _length -= end - offset;
        _messages.RemoveAt(at);
    }

    /// <summary>
    /// Returns everything up to and including the first message of a type from a sender, up to TLS 1.2; <c>false</c> if that message is
    /// missing. Valid until a message is added.
    /// </summary>
    public bool TryGetThrough(Sender sender, HandshakeType type, out ReadOnlySpan<byte> bytes) =>
        TryGetWithSentHeaders(Find(sender, type), 1, out bytes);

    /// <summary>
    /// Returns everything before the first message of a type from a sender, up to TLS 1.2; <c>false</c> if that message is missing. Valid
    /// until a message is added.
    /// </summary>
    public bool TryGetBefore(Sender sender, HandshakeType type, out ReadOnlySpan<byte> bytes) =>
        TryGetWithSentHeaders(Find(sender, type), 0, out bytes);

    /// <summary>
    /// Returns the same for TLS 1.3. After a HelloRetryRequest, a message_hash replaces the first ClientHello (RFC 8446 §4.4.1).
    /// </summary>
    public byte[]? BeforeTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash) => ForTls13(Find(sender, type), 0, hash);

    /// <summary>
    /// Returns everything up to and including the first message of a type from a sender, for TLS 1.3; <c>null</c> if that message is
    /// missing.
    /// </summary>
    public byte[]? ThroughTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash) => ForTls13(Find(sender, type), 1, hash);

    /// <summary>Returns everything up to and including the last ClientHello, for TLS 1.3.</summary>
    /// <param name="hash">The hash in use.</param>
    /// <param name="helloLength">Size of the ClientHello, which ends the result.</param>
    public byte[]? ThroughLastHelloTls13(Func<byte[], byte[]> hash, out int helloLength)
    {
        int last = _messages.FindIndex(m => m.Flight == SecondHello);
        if (last < 0) last = _messages.FindIndex(m => m.Flight == 0 && m.Type == HandshakeType.ClientHello);
        helloLength = last < 0 ? 0 : _messages[last].Length;
        return ForTls13(last, 1, hash);
    }

    private byte[]? ForTls13(int index, int more, Func<byte[], byte[]> hash)
    {
        if (HasDatagramHeaders) return ForDraft(index, more, hash);
        if (!TryGet(index, more, out ReadOnlySpan<byte> messages)) return null;
        // No HelloRetryRequest has been seen yet after a first ClientHello alone.
        if (!_retried || _messages[0].Flight != 0 || messages.Length == _messages[0].Length) return messages.ToArray();
        ReadOnlySpan<byte> hello = messages[.._messages[0].Length];
        int retries = LengthOf(RetryRequest), behind = hello.Length + retries;
        // A HelloRetryRequest that the client did not answer was never sent, because the server would wait for the answer (RFC 8446
        // §4.1.4).
        if (CountOf(SecondHello) == 0) return [.. hello, .. messages[behind..]];
        byte[] digest = hash(hello.ToArray());
        ReadOnlySpan<byte> second = Chosen(SecondHello, _choice / Math.Max(1, CountOf(RetryRequest)), messages);
        return [(byte)HandshakeType.MessageHash, 0, 0, (byte)digest.Length, .. digest,
            .. Chosen(RetryRequest, _choice % CountOf(RetryRequest), messages), .. second,
            .. messages[Math.Min(messages.Length, behind + LengthOf(SecondHello))..]];
    }

    private ReadOnlySpan<byte> Chosen(int flight, int number, ReadOnlySpan<byte> messages)
    {
        int offset = 0;
        foreach (Message message in _messages)
        {
            if (message.Flight == flight && number-- == 0) return messages.Slice(offset, message.Length);
            offset += message.Length;
        }

        return default;
    }

    private int CountOf(int flight) => _messages.Count(m => m.Flight == flight);

    private int LengthOf(int flight) => _messages.Where(m => m.Flight == flight).Sum(m => m.Length);

    private bool TryGet(int index, int more, out ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        for (int i = 0; i < index + more; i++) length += _messages[i].Length;
        bytes = _bytes.AsSpan(0, length);
        return index >= 0;
    }

    private void Insert(int offset, ReadOnlySpan<byte> message)
    {
        if (_length + message.Length > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + message.Length, 2 * _bytes.Length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _bytes.AsSpan(offset, _length - offset).CopyTo(_bytes.AsSpan(offset + message.Length));
        message.CopyTo(_bytes.AsSpan(offset));
        _length += message.Length;
    }

    private int Find(Sender sender, HandshakeType type) =>
        _messages.FindIndex(m => m.Type == type && m.Flight != RetryRequest && SenderOf(m.Flight) == sender);

    private int FlightOf(Sender sender, HandshakeType type, bool helloRetryRequest)
    {
        if (sender == Sender.Client)
        {
            if (type != HandshakeType.ClientHello) return ClientFlight;
            return _messages.Exists(m => m.Flight == 0) ? SecondHello : 0;
        }

        if (helloRetryRequest)
        {
            _retried = true;
            return RetryRequest;
        }

        if (_helloDone) return 5;
        _helloDone = type == HandshakeType.ServerHelloDone;
        return ServerFlight;
    }

    private static Sender SenderOf(int flight) => (flight & 1) == 0 ? Sender.Client : Sender.Server;
}
