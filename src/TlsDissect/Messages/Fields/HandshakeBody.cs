using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>The body of a handshake message.</summary>
/// <param name="message">The message. Borrowed.</param>
/// <param name="context">The negotiation when it came.</param>
internal sealed class HandshakeBody(in RawHandshake message, in HandshakeContext context) : MessageBody(message.Body, message.Length)
{
    private readonly HandshakeType _type = message.Type;

    /// <summary>
    /// The negotiation that the body is parsed with. A ClientKeyExchange that came before the ServerHello gets it later.
    /// </summary>
    public HandshakeContext Context { get; set; } = context with { Certificates = null };

    protected override void Parse(ReadOnlySpan<byte> body, FieldRecorder recorder) =>
        HandshakeParser.Parse(_type, body, Context, recorder, out _);

    /// <summary>Adds the fields of the Certificate message that a CompressedCertificate contains (RFC 8879 §4).</summary>
    protected override MessageField WithContent(MessageField fields)
    {
        if (_type != HandshakeType.CompressedCertificate) return fields;
        if (HandshakeParser.Parse(_type, Bytes.Span, Context, out _) is not CompressedCertificate { Certificate: not null } message ||
            CertificateDecompression.Decompress(message.Algorithm, message.Compressed, message.UncompressedLength) is not byte[] body)
            return fields;
        FieldRecorder recorder = new();
        HandshakeParser.Parse(HandshakeType.Certificate, body, Context, recorder, out _);
        MessageField certificate = FieldTree.Build(HandshakeType.Certificate.RegisteredName(), recorder, body);
        return fields with { Children = fields.Children.Add(certificate with { IsDecompressed = true }) };
    }
}

/// <summary>A ClientHello in the form of SSL 2.0, from its type on.</summary>
/// <param name="message">Borrowed.</param>
internal sealed class Ssl2ClientHelloBody(ReadOnlySpan<byte> message) : MessageBody(message, message.Length)
{
    protected override void Parse(ReadOnlySpan<byte> body, FieldRecorder recorder) => Ssl2ClientHello.Parse(body, recorder, out _);
}

/// <summary>A change_cipher_spec (RFC 5246 §7.1).</summary>
/// <param name="body">Borrowed.</param>
/// <param name="hasSequence">Whether it is numbered like a handshake message, as in the draft of DTLS 1.0.</param>
internal sealed class ChangeCipherSpecBody(ReadOnlySpan<byte> body, bool hasSequence) : MessageBody(body, body.Length)
{
    protected override void Parse(ReadOnlySpan<byte> body, FieldRecorder recorder)
    {
        DecodeError error = default;
        TlsReader reader = new(body, ref error, recorder);
        reader.ReadUInt8("change_cipher_spec_type");
        if (hasSequence) reader.ReadUInt16("message_seq");
        reader.ExpectEnd();
    }
}
