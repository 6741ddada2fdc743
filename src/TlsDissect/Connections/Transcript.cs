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
/// </remarks>
internal sealed class Transcript
{
    /// <summary>Bytes kept at most; a handshake that needs more cannot be verified.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly List<Message> _messages = [];
    private int _bytes;
    private bool _retried;
    private bool _helloDone;

    private readonly record struct Message(int Flight, HandshakeType Type, byte[] Bytes);

    /// <summary>Whether it grew past <see cref="MaxBytes"/>, or was released, and is of no use any more.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Nothing will be computed from it any more: the messages, certificates among them, are let go.</summary>
    public void Release()
    {
        Overflowed = true;
        _messages.Clear();
        _messages.TrimExcess();
    }

    /// <summary>Adds a message with its header (without, for an SSLv2-compatible ClientHello: RFC 5246 appendix E.2).</summary>
    public void Add(Sender sender, HandshakeType type, ReadOnlySpan<byte> message, bool helloRetryRequest = false)
    {
        if (Overflowed) return;
        if ((_bytes += message.Length) > MaxBytes)
        {
            Overflowed = true;
            _messages.Clear();
            return;
        }

        int flight = FlightOf(sender, type, helloRetryRequest);
        int at = _messages.FindLastIndex(m => m.Flight <= flight) + 1;
        _messages.Insert(at, new Message(flight, type, message.ToArray()));
    }

    /// <summary>
    /// Everything up to and including the first message of a type from a sender, or <c>null</c> where that message is not there.
    /// </summary>
    public byte[]? Through(Sender sender, HandshakeType type)
    {
        int last = Find(sender, type);
        return last < 0 ? null : Concatenate(last + 1);
    }

    /// <summary>Everything before the first message of a type from a sender, or <c>null</c> where that message is not there.</summary>
    public byte[]? Before(Sender sender, HandshakeType type)
    {
        int at = Find(sender, type);
        return at < 0 ? null : Concatenate(at);
    }

    /// <summary>
    /// The same for TLS 1.3, where after a HelloRetryRequest the first ClientHello is replaced by a message_hash of it (RFC 8446 §4.4.1).
    /// </summary>
    public byte[]? BeforeTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash)
    {
        byte[]? before = Before(sender, type);
        if (before is null || !_retried || _messages[0].Flight != 0) return before;

        byte[] first = _messages[0].Bytes;
        byte[] digest = hash(first);
        return [(byte)HandshakeType.MessageHash, 0, 0, (byte)digest.Length, .. digest, .. before.AsSpan(first.Length)];
    }

    private int Find(Sender sender, HandshakeType type) => _messages.FindIndex(m => m.Type == type && SenderOf(m.Flight) == sender);

    private int FlightOf(Sender sender, HandshakeType type, bool helloRetryRequest)
    {
        if (sender == Sender.Client)
        {
            if (type != HandshakeType.ClientHello) return 4;
            return _messages.Exists(m => m.Flight == 0) ? 2 : 0;
        }

        if (helloRetryRequest)
        {
            _retried = true;
            return 1;
        }

        if (_helloDone) return 5;
        _helloDone = type == HandshakeType.ServerHelloDone;
        return 3;
    }

    private static Sender SenderOf(int flight) => (flight & 1) == 0 ? Sender.Client : Sender.Server;

    private byte[] Concatenate(int count)
    {
        int length = 0;
        for (int i = 0; i < count; i++) length += _messages[i].Bytes.Length;

        byte[] all = new byte[length];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            _messages[i].Bytes.CopyTo(all, at);
            at += _messages[i].Bytes.Length;
        }

        return all;
    }
}
