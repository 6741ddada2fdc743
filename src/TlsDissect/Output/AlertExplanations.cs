using TlsDissect.Protocol;

namespace TlsDissect.Output;

/// <summary>What an alert means for the connection (RFC 8446 §6), in the words of <see cref="HandshakeExplanations"/>.</summary>
internal static class AlertExplanations
{
    private const int Fatal = 2;

    /// <summary>The explanation, or <c>null</c> where the alert's name says it all.</summary>
    public static string? Of(AlertEntry alert) => alert.Description switch
    {
        AlertDescription.CloseNotify when alert.Protected =>
            "This side has sent all that it had to send. That is said under the session keys, so that nobody on the way can cut a connection short unseen.",
        AlertDescription.CloseNotify => "This side has sent all that it had to send.",
        AlertDescription.HandshakeFailure => "The handshake ends here: the two have no cipher suite, or nothing else that is needed, in common.",
        AlertDescription.ProtocolVersion => "The handshake ends here: the two have no version of the protocol in common.",
        AlertDescription.UnknownCa => "The handshake ends here: this side does not know, or does not trust, the authority that signed the other's certificate.",
        AlertDescription.BadCertificate or AlertDescription.UnsupportedCertificate or AlertDescription.CertificateRevoked
            or AlertDescription.CertificateExpired or AlertDescription.CertificateUnknown =>
            "The handshake ends here: this side does not accept the other's certificate.",
        AlertDescription.DecryptError => "The handshake ends here: a signature or a Finished did not verify. The two have different keys, or somebody changed a message on the way.",
        AlertDescription.BadRecordMac => "The connection ends here: a record did not authenticate. Somebody changed it on the way, or the two have different keys.",
        _ when alert.Level == Fatal => "Fatal: the connection ends here.",
        _ => null,
    };
}
