using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// Asks a client of DTLS to send its hello again with a cookie, so that the server need not keep anything until it knows that the client's
/// address is real (RFC 6347 §4.2.1). DTLS 1.3 has HelloRetryRequest instead.
/// </summary>
internal sealed record HelloVerifyRequest() : HandshakeMessage(HandshakeType.HelloVerifyRequest)
{
    /// <summary>server_version: DTLS 1.0 from most servers, which negotiates nothing (§4.2.1).</summary>
    public required ProtocolVersion ServerVersion { get; init; }

    public required byte[] Cookie { get; init; }

    internal static HelloVerifyRequest Read(ref TlsReader reader) => new()
    {
        ServerVersion = (ProtocolVersion)reader.ReadUInt16("server_version"),
        Cookie = reader.ReadOpaque8("cookie"),
    };
}
