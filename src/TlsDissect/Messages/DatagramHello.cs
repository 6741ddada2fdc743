using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>What the first fragment of a handshake message of DTLS tells before the message is joined (RFC 6347 §4.2.2).</summary>
internal static class DatagramHello
{
    private const int HeaderSize = 12;
    private const int RandomAt = HeaderSize + 2;
    private const int RandomSize = 32;

    /// <summary>Whether fragments begin with those of the first message of a handshake.</summary>
    public static bool IsFirst(ReadOnlySpan<byte> fragments) =>
        fragments.Length >= HeaderSize && fragments[4] == 0 && fragments[5] == 0 &&
            (HandshakeType)fragments[0] is HandshakeType.HelloRequest or HandshakeType.ClientHello or HandshakeType.ServerHello;

    /// <summary>message_seq of the first fragment in a record; <c>null</c> if its header is incomplete.</summary>
    public static int? SequenceOf(ReadOnlySpan<byte> fragments) =>
        fragments.Length >= HeaderSize ? fragments[4] << 8 | fragments[5] : null;

    /// <summary>
    /// The random and the cookie of a ClientHello that answers a HelloVerifyRequest; empty if the fragment is not the start of one, and
    /// without a cookie.
    /// </summary>
    public static ReadOnlySpan<byte> RandomOfAnswer(ReadOnlySpan<byte> fragment, out ReadOnlySpan<byte> cookie)
    {
        cookie = default;
        bool isStart = fragment.Length > HeaderSize && (HandshakeType)fragment[0] == HandshakeType.ClientHello &&
            SequenceOf(fragment) > 0 && fragment[6] == 0 && fragment[7] == 0 && fragment[8] == 0;
        if (!isStart) return default;
        DecodeError error = default;
        TlsReader reader = new(fragment[HeaderSize..], ref error);
        reader.ReadUInt16("client_version");
        reader.Read(RandomSize, "random");
        reader.ReadVector8("session_id");
        cookie = reader.ReadOpaque8("cookie");
        if (reader.Failed) cookie = default;
        return fragment.Length < RandomAt + RandomSize ? default : fragment.Slice(RandomAt, RandomSize);
    }

    /// <summary>The random of a ClientHello that begins a handshake; empty if the fragment is not the start of one.</summary>
    public static ReadOnlySpan<byte> RandomOf(ReadOnlySpan<byte> fragment) =>
        fragment.Length >= RandomAt + RandomSize && IsFirst(fragment) && (HandshakeType)fragment[0] == HandshakeType.ClientHello &&
            fragment[6] == 0 && fragment[7] == 0 && fragment[8] == 0
            ? fragment.Slice(RandomAt, RandomSize)
            : default;
}
