using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Parses handshake messages, with one arm for each supported type.</summary>
internal static class HandshakeParser
{
    /// <summary>Parses a message's body.</summary>
    /// <param name="type">The type in the message's header.</param>
    /// <param name="body">The body without the header's four bytes. Borrowed; the message copies what it keeps.</param>
    /// <param name="context">The negotiation so far.</param>
    /// <param name="error">The error and its offset from the body's start.</param>
    /// <returns>The message, an <see cref="UnknownHandshake"/> if the type is not supported, or <c>null</c> if it is malformed.</returns>
    public static HandshakeMessage? Parse(HandshakeType type, ReadOnlySpan<byte> body, in HandshakeContext context,
        out DecodeError error) => Parse(type, body, context, null, out error);

    /// <summary>Parses a message's body, and records its fields.</summary>
    public static HandshakeMessage? Parse(HandshakeType type, ReadOnlySpan<byte> body, in HandshakeContext context,
        FieldRecorder? recorder, out DecodeError error)
    {
        error = default;
        TlsReader reader = new(body, ref error, recorder);
        HandshakeMessage message = Read(type, ref reader, context);
        reader.ExpectEnd();
        return error.IsSet ? null : message;
    }

    private static HandshakeMessage Read(HandshakeType type, ref TlsReader reader, in HandshakeContext context) => type switch
    {
        HandshakeType.HelloRequest => new HelloRequest(),
        HandshakeType.ClientHello => ClientHello.Read(ref reader),
        HandshakeType.ServerHello => ServerHello.Read(ref reader),
        HandshakeType.HelloVerifyRequest => HelloVerifyRequest.Read(ref reader),
        HandshakeType.HelloRetryRequest => ServerHello.ReadDraftHelloRetryRequest(ref reader),
        HandshakeType.NewSessionTicket => NewSessionTicket.Read(ref reader, context.Version),
        HandshakeType.EndOfEarlyData => new EndOfEarlyData(),
        HandshakeType.EncryptedExtensions => EncryptedExtensions.Read(ref reader),
        HandshakeType.RequestConnectionId => RequestConnectionId.Read(ref reader),
        HandshakeType.NewConnectionId => NewConnectionId.Read(ref reader),
        HandshakeType.Certificate => Certificate.Read(ref reader, context),
        HandshakeType.CompressedCertificate => CompressedCertificate.Read(ref reader, context),
        HandshakeType.ServerKeyExchange => ServerKeyExchange.Read(ref reader, context),
        HandshakeType.CertificateRequest => CertificateRequest.Read(ref reader, context.Version),
        HandshakeType.ServerHelloDone => new ServerHelloDone(),
        HandshakeType.CertificateVerify => CertificateVerify.Read(ref reader, context.Version),
        HandshakeType.ClientKeyExchange => ClientKeyExchange.Read(ref reader, context),
        HandshakeType.Finished => Finished.Read(ref reader, context),
        HandshakeType.CertificateStatus => CertificateStatus.Read(ref reader),
        HandshakeType.KeyUpdate => KeyUpdate.Read(ref reader),
        HandshakeType.ClientCertificateRequest => CertificateRequest.ReadTls13(ref reader, type),
        _ => RareHandshakes.Read(type, ref reader),
    };
}
