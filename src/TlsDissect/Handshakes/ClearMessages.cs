using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Decides which handshake messages a sender may send in the clear, and where. An on-path attacker can inject records in the clear, so a
/// message out of place is not read.
/// </summary>
internal static class ClearMessages
{
    // Why a record or message is not read, not read to its end, or not believed after all.
    public const string AfterKeys = "in the clear, although its sender's records are protected (RFC 8446 §5)";
    public const string BeforeKeys = "before its sender has keys";
    public const string OutOfPlace = "out of order in the handshake";
    public const string OtherHello = "a second hello that does not repeat the first (RFC 8446 §4.1.2)";
    public const string Unanswered = "the client did not answer it (RFC 8446 §4.1.2)";
    public const string OtherVersion = "the negotiated version does not have it (RFC 8446 §4.1.3)";
    public const string OtherRole = "a hello from the wrong side, as other hellos show";
    public const string NotContinued = "its sender continues with a whole hello";
    public const string AcrossKeys = "the keys change before it ends (RFC 8446 §5.1)";

    /// <summary>
    /// Whether a direction's handshake in the clear is over, because TLS 1.3 keys protect it. The client's hello may be read after the
    /// ServerHello that answers it, if one direction is captured before the other.
    /// </summary>
    public static bool IsOver(IDirectionView direction, Sender sender, Handshake? handshake)
    {
        if (handshake is null || !handshake.IsTls13) return false;
        bool isUnderKeys = direction.SentProtected && direction.Epoch != Epoch.EarlyData;
        if (sender == Sender.Server) return handshake.ServerHello is not null || isUnderKeys;
        return isUnderKeys || !(handshake.ClientHello is null || (handshake.Retried && !handshake.HelloRepeated));
    }

    /// <summary>
    /// Whether records of a type in the clear are over. A client may refuse the ServerHello before it has keys, so its alert may be in the
    /// clear.
    /// </summary>
    public static bool IsOver(IDirectionView direction, Sender sender, Handshake? handshake, ContentType type) =>
        type == ContentType.Alert && sender == Sender.Client
        ? handshake is { IsTls13: true } && direction.SentProtected
        : IsOver(direction, sender, handshake);

    /// <summary>
    /// Why a message in the clear is not read; <c>null</c> if it is. The handshake is the sender's, or <c>null</c> before the first
    /// message.
    /// </summary>
    public static string? Refuse(IDirectionView direction, Sender sender, Handshake? handshake, HandshakeType type)
    {
        if (IsOver(direction, sender, handshake)) return AfterKeys;
        int place = ClearPlace.Of(sender, type);
        // After a loss that may hide the change_cipher_spec, it is most likely encrypted.
        if (place == ClearPlace.Never) return direction.Lost is not null && !Enum.IsDefined(type) ? null : OutOfPlace;
        if (handshake is null) return null;
        return type switch
        {
            HandshakeType.ClientHello when handshake.ClientHello is null => null,
            // The Finished decides which of two second hellos is the right one.
            HandshakeType.ClientHello =>
                (handshake.HelloRepeated && !handshake.Retried) || (handshake.ServerHello is not null && !handshake.Retried)
                    ? OutOfPlace
                    : null,
            _ when sender == Sender.Client && handshake.IsTls13 => AfterKeys,
            HandshakeType.HelloRequest when handshake.Retried => OutOfPlace,
            HandshakeType.HelloRequest or HandshakeType.HelloRetryRequest or HandshakeType.ServerHello =>
                handshake.ServerHello is null ? null : OutOfPlace,
            _ => place > handshake.ClearPlaces[(int)sender] ? null : OutOfPlace,
        };
    }

    /// <summary>Whether a message comes before its sender's hello, or the hello was not captured.</summary>
    public static bool IsBeforeHello(Sender sender, Handshake? handshake, HandshakeType type) =>
        ClearPlace.Of(sender, type) > ClearPlace.Hello &&
            (handshake is null || handshake.ClearPlaces[(int)sender] < ClearPlace.Hello ||
                (sender == Sender.Server && handshake is { Retried: true, ServerHello: null }));

    /// <summary>Whether a CertificateVerify comes before the ClientKeyExchange that it must follow (RFC 5246 §7.4.8).</summary>
    public static bool IsBeforeKeyExchange(Sender sender, Handshake? handshake, HandshakeType type) =>
        sender == Sender.Client && type == HandshakeType.CertificateVerify && handshake is not { ClientKeyExchange: not null } &&
            !(handshake?.ClearPlaces[(int)sender] >= ClearPlace.Of(sender, HandshakeType.ClientKeyExchange));

    /// <summary>Whether the sender has already passed the place of a message in the clear.</summary>
    public static bool Repeats(Handshake handshake, Sender sender, HandshakeType type) =>
        ClearPlace.Of(sender, type) is > ClearPlace.Hello and int place && place <= handshake.ClearPlaces[(int)sender];

    /// <summary>Whether a fragment consists of whole messages that a sender may send in the clear.</summary>
    public static bool IsOfWholeMessages(Sender sender, ReadOnlySpan<byte> fragment)
    {
        while (RawHandshake.StartsWhole(fragment) && ClearPlace.Of(sender, RawHandshake.First(fragment).Type) != ClearPlace.Never)
            fragment = fragment[RawHandshake.First(fragment).Bytes.Length..];
        return fragment.IsEmpty;
    }

    /// <summary>
    /// Whether a sender cannot have reached its change_cipher_spec yet (RFC 5246 §7.3). For a handshake before TLS 1.3 that is captured
    /// without a gap so far.
    /// </summary>
    public static bool IsTooEarlyForKeys(Handshake handshake, Sender sender) => handshake.ClearPlaces[(int)sender] switch
    {
        < ClearPlace.Hello => true,
        // In a resumed session the server sends nothing more, and the client answers with its change_cipher_spec.
        ClearPlace.Hello => sender == Sender.Client && handshake.ServerFlightSeen,
        int place =>
            place < ClearPlace.Of(sender, sender == Sender.Client ? HandshakeType.ClientKeyExchange : HandshakeType.ServerHelloDone),
    };

    /// <summary>
    /// Whether a sender cannot send application data yet. Its keys come with its change_cipher_spec, or with a ServerHello that is still to
    /// come. A client that gets a HelloRetryRequest first sends a second hello.
    /// </summary>
    public static bool IsTooEarlyForData(Handshake? handshake, Sender sender)
    {
        if (handshake is null or { ClientHello.EarlyData: true }) return false;
        if (handshake.ServerHello is not null) return !handshake.IsTls13 && !handshake.ChangedCipherSpec[(int)sender];
        return handshake is { ClientHello: not null, IsFoundByTrial: false } &&
            (sender == Sender.Server || handshake is { Retried: true, HelloRepeated: false });
    }

    /// <summary>Notes a message that was read in the clear. Its sender may only send later ones from now on.</summary>
    public static void Pass(Handshake handshake, Sender sender, HandshakeType type) =>
        handshake.ClearPlaces[(int)sender] = Math.Max(handshake.ClearPlaces[(int)sender], ClearPlace.Of(sender, type));
}
