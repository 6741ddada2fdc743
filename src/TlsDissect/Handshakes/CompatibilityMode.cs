using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Recognizes a ClientHello in the clear after a change_cipher_spec. In TLS 1.3's middlebox compatibility mode a client sends both after a
/// HelloRetryRequest (RFC 8446 appendix D.4), which may be missing or be read later.
/// </summary>
internal static class CompatibilityMode
{
    /// <summary>Offset of session_id, after the message's header, the version and the random.</summary>
    private const int SessionIdOffset = RawHandshake.HeaderSize + 2 + 32;

    /// <summary>
    /// Whether the first record after a change_cipher_spec is such a hello. It repeats the random and the session ID of the first hello
    /// (RFC 8446 §4.1.2). If the first is missing, it must be whole and offer TLS 1.3: one in 2^32 encrypted records starts like that, and
    /// hardly any parses.
    /// </summary>
    public static bool IsHello(Handshake? handshake, IDirectionView direction, ContentType type, ReadOnlySpan<byte> fragment)
    {
        if (type != ContentType.Handshake || handshake is not { ServerHello: null } ||
            direction is not { State: ReadState.AwaitingKeys, Epoch: Epoch.Initial, Decrypted: 0 }) return false;
        if (fragment.Length <= SessionIdOffset || (HandshakeType)fragment[0] != HandshakeType.ClientHello) return false;
        if (handshake.ClientHello is not ClientHello first) return OffersTls13(fragment);
        return direction.Sender == Sender.Client &&
            fragment[(RawHandshake.HeaderSize + 2)..].StartsWith(
                (byte[])[.. first.Random.Span, (byte)first.SessionId.Length, .. first.SessionId.Span]);
    }

    /// <summary>Takes back the key change, because the change_cipher_spec changed no keys.</summary>
    public static void TakeBackKeyChange(Handshake handshake, IDirectionView direction, IHandshakeEvents events)
    {
        // The archive has the record as an encrypted one.
        events.OnUnrepeatable();
        handshake.ChangedCipherSpec[(int)direction.Sender] = false;
        events.OnKeysTakenBack(direction.Sender);
    }

    private static bool OffersTls13(ReadOnlySpan<byte> fragment) =>
        RawHandshake.StartsWhole(fragment) && RawHandshake.First(fragment).Bytes.Length == fragment.Length &&
        HandshakeParser.Parse(HandshakeType.ClientHello, fragment[RawHandshake.HeaderSize..], default, out _) is ClientHello hello &&
        hello.SupportedVersions.Any(version => version.IsTls13());
}
