using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>Reads the fields of a message with the parser that reads the message.</summary>
internal static class MessageFields
{
    /// <summary>Parses a handshake message's body again and returns its fields.</summary>
    /// <param name="name">Name of the message.</param>
    /// <param name="type">Its type.</param>
    /// <param name="body">The body without the header's four bytes. The fields are parts of it.</param>
    /// <param name="context">The negotiation at that time.</param>
    public static MessageField Read(string name, HandshakeType type, ReadOnlyMemory<byte> body, in HandshakeContext context)
    {
        FieldRecorder recorder = new();
        HandshakeParser.Parse(type, body.Span, context, recorder, out _);
        return FieldTree.Build(name, recorder, body);
    }
}
