using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// The handshake messages that Finished, extended_master_secret and CertificateVerify are computed over (RFC 8446 §4.4.1). A capture may
/// hand over one direction before the other, so messages are kept by flight and put in order when asked for, not as they come:
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
/// The bytes of all messages stand in one pooled buffer in that order: what is hashed is a part of it, not a copy.
/// </remarks>
internal sealed class Transcript
{
    /// <summary>Bytes kept at most; a handshake that needs more cannot be verified.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The flight of the HelloRetryRequest.</summary>
    public const int RetryRequest = 1;

    /// <summary>The flight of the ClientHello that a HelloRetryRequest asks for.</summary>
    public const int SecondHello = 2;

    /// <summary>The flight of the client's messages after its hello.</summary>
    public const int ClientFlight = 4;

    private readonly List<Message> _messages = [];
    private byte[] _bytes = [];
    private int _length;
    private bool _retried;
    private bool _helloDone;

    private readonly record struct Message(int Flight, HandshakeType Type, int Length);

    /// <summary>Whether it grew past <see cref="MaxBytes"/>, or was released, and is of no use any more.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Bytes of memory that messages take.</summary>
    public int Held => _bytes.Length + 12 * _messages.Capacity;

    /// <summary>Nothing will be computed from it any more: the messages, certificates among them, are let go.</summary>
    public void Release()
    {
        Overflowed = true;
        _messages.Clear();
        _messages.TrimExcess();
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    /// <summary>Adds a message with its header (without, for an SSLv2-compatible ClientHello: RFC 5246 appendix E.2).</summary>
    public void Add(Sender sender, HandshakeType type, ReadOnlySpan<byte> message, bool helloRetryRequest = false)
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
        _messages.Insert(at, new Message(flight, type, message.Length));
        Insert(offset, message);
    }

    /// <summary>Takes the messages of a flight out again.</summary>
    public void RemoveFlight(int flight)
    {
        int offset = _messages.Where(m => m.Flight < flight).Sum(m => m.Length);
        int end = offset + _messages.Where(m => m.Flight == flight).Sum(m => m.Length);
        _bytes.AsSpan(end, _length - end).CopyTo(_bytes.AsSpan(offset));
        _length -= end - offset;
        _messages.RemoveAll(m => m.Flight == flight);
        if (flight == RetryRequest) _retried = false;
    }

    /// <summary>
    /// Everything up to and including the first message of a type from a sender; <c>false</c> where that message is not there. Valid until a message is added.
    /// </summary>
    public bool TryGetThrough(Sender sender, HandshakeType type, out ReadOnlySpan<byte> bytes) => TryGet(Find(sender, type), 1, out bytes);

    /// <summary>Everything before the first message of a type from a sender; <c>false</c> where that message is not there. Valid until a message is added.</summary>
    public bool TryGetBefore(Sender sender, HandshakeType type, out ReadOnlySpan<byte> bytes) => TryGet(Find(sender, type), 0, out bytes);

    /// <summary>
    /// The same for TLS 1.3, where after a HelloRetryRequest the first ClientHello is replaced by a message_hash of it (RFC 8446 §4.4.1).
    /// </summary>
    public byte[]? BeforeTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash) => ForTls13(Find(sender, type), 0, hash);

    /// <summary>Everything up to and including the first message of a type from a sender, for TLS 1.3; <c>null</c> where that message is not there.</summary>
    public byte[]? ThroughTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash) => ForTls13(Find(sender, type), 1, hash);

    /// <summary>Everything up to and including the last ClientHello, for TLS 1.3.</summary>
    /// <param name="hash">The hash in use.</param>
    /// <param name="helloLength">The ClientHello's part of that, at its end.</param>
    public byte[]? ThroughLastHelloTls13(Func<byte[], byte[]> hash, out int helloLength)
    {
        int last = _messages.FindLastIndex(m => m.Type == HandshakeType.ClientHello && SenderOf(m.Flight) == Sender.Client);
        helloLength = last < 0 ? 0 : _messages[last].Length;
        return ForTls13(last, 1, hash);
    }

    private byte[]? ForTls13(int index, int more, Func<byte[], byte[]> hash)
    {
        if (!TryGet(index, more, out ReadOnlySpan<byte> messages)) return null;
        // A first ClientHello alone is none that a HelloRetryRequest answered yet.
        if (!_retried || _messages[0].Flight != 0 || messages.Length == _messages[0].Length) return messages.ToArray();
        byte[] digest = hash(messages[.._messages[0].Length].ToArray());
        return [(byte)HandshakeType.MessageHash, 0, 0, (byte)digest.Length, .. digest, .. messages[_messages[0].Length..]];
    }

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

    private int Find(Sender sender, HandshakeType type) => _messages.FindIndex(m => m.Type == type && SenderOf(m.Flight) == sender);

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
        return 3;
    }

    private static Sender SenderOf(int flight) => (flight & 1) == 0 ? Sender.Client : Sender.Server;
}
