using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Post-handshake authentication of TLS 1.3 (RFC 8446 §4.6.2). The client's messages are computed over the whole handshake and the request
/// that they answer, regardless of messages in between. The latest request counts.
/// </summary>
internal sealed class PostHandshakeAuthentication
{
    private byte[] _request = [];
    private byte[] _certificate = [];
    private byte[] _verify = [];

    /// <summary>Bytes of memory used.</summary>
    public int Held => 128 + _request.Length + _certificate.Length + _verify.Length;

    /// <summary>Notes a message that came after its sender's Finished.</summary>
    public static void Note(Handshake handshake, Sender sender, in RawHandshake message)
    {
        if (!handshake.IsTls13) return;
        // One direction may be read before the other, so the answer may come before the request.
        if (message.Type is HandshakeType.CertificateRequest or HandshakeType.Certificate)
            handshake.PostHandshake ??= new PostHandshakeAuthentication();
        handshake.PostHandshake?.Add(sender, message.Type, message.Bytes);
    }

    /// <summary>Whether the request that the client's certificate answers was seen.</summary>
    public bool IsRequested => _request.Length > 0;

    private void Add(Sender sender, HandshakeType type, ReadOnlySpan<byte> message)
    {
        if (sender == Sender.Server && type == HandshakeType.CertificateRequest)
        {
            if (!ContextOf(_certificate).SequenceEqual(ContextOf(message))) (_certificate, _verify) = ([], []);
            _request = message.ToArray();
        }
        else if (sender == Sender.Client && type == HandshakeType.Certificate) (_certificate, _verify) = (message.ToArray(), []);
        else if (sender == Sender.Client && type == HandshakeType.CertificateVerify) _verify = message.ToArray();
    }

    /// <summary>The data that the client's CertificateVerify or Finished is computed over; <c>null</c> if a part was not seen.</summary>
    public byte[]? Before(HandshakeType type, byte[]? handshake)
    {
        if (handshake is null || _request.Length == 0 || _certificate.Length == 0) return null;
        // A client with a certificate always signs (RFC 8446 §4.4.3), so the signature was sent and not read.
        if (type == HandshakeType.Finished && _verify.Length == 0 && !IsEmpty(_certificate)) return null;
        return type == HandshakeType.Finished
            ? [.. handshake, .. _request, .. _certificate, .. _verify]
            : [.. handshake, .. _request, .. _certificate];
    }

    /// <summary>Whether a Certificate has an empty list. A compressed one has another form, and is never empty.</summary>
    private static bool IsEmpty(byte[] certificate)
    {
        int list = 4 + ContextOf(certificate).Length;
        return certificate.AsSpan(list) is [0, 0, 0];
    }

    /// <summary>
    /// Reads certificate_request_context with its length. A request and its answer begin with the same one (RFC 8446 §4.3.2, §4.4.2).
    /// </summary>
    private static ReadOnlySpan<byte> ContextOf(ReadOnlySpan<byte> message)
    {
        const int header = 4;
        return message.Length > header && message.Length > header + message[header] ? message.Slice(header, 1 + message[header]) : [];
    }
}
