using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// The places of handshake messages in the clear, in the order of RFC 5246 §7.3, RFC 4680 and RFC 6066. Each message comes at most once,
/// and never before one with a smaller place.
/// </summary>
internal static class ClearPlace
{
    /// <summary>A message that its sender never sends in the clear.</summary>
    public const int Never = 0;

    /// <summary>A hello.</summary>
    public const int Hello = 1;

    /// <summary>The client's Certificate.</summary>
    public const int ClientCertificate = 3;

    /// <summary>The place of a message.</summary>
    public static int Of(Sender sender, HandshakeType type) => (sender, type) switch
    {
        (Sender.Client, HandshakeType.ClientHello) => Hello,
        (Sender.Client, HandshakeType.SupplementalData) => 2,
        (Sender.Client, HandshakeType.Certificate or HandshakeType.CertificateUrl) => ClientCertificate,
        (Sender.Client, HandshakeType.ClientKeyExchange) => 4,
        (Sender.Client, HandshakeType.CertificateVerify) => 5,
        (Sender.Server, HandshakeType.HelloRequest or HandshakeType.HelloRetryRequest or HandshakeType.ServerHello) => Hello,
        (Sender.Server, HandshakeType.SupplementalData) => 2,
        (Sender.Server, HandshakeType.Certificate) => 3,
        (Sender.Server, HandshakeType.CertificateStatus) => 4,
        (Sender.Server, HandshakeType.ServerKeyExchange) => 5,
        (Sender.Server, HandshakeType.CertificateRequest) => 6,
        (Sender.Server, HandshakeType.ServerHelloDone) => 7,
        (Sender.Server, HandshakeType.NewSessionTicket) => 8,
        _ => Never,
    };
}
