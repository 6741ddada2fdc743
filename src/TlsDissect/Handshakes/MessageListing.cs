using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Puts what a handshake consists of on the connection's list of messages.</summary>
internal sealed class MessageListing(ConnectionReport report)
{
    /// <summary>A change_cipher_spec, or a message that stays encrypted.</summary>
    public void Add(Sender sender, Handshake handshake, string name, int length, in StreamPosition position, bool isProtected) =>
        report.Add(new MessageEntry { From = sender, Name = name, Position = position, Length = length, Protected = isProtected, Handshake = handshake.Number });

    /// <summary>A message; the sink is told of it once it is understood.</summary>
    public MessageEntry List(Sender sender, Handshake handshake, HandshakeType type, HandshakeMessage? message, int length,
        in StreamPosition position, bool isProtected, string? malformed)
    {
        MessageEntry entry = new()
        {
            From = sender,
            Name = HandshakeNames.Name(type, message),
            Position = position,
            Length = length,
            Protected = isProtected,
            Malformed = malformed ?? message?.Malformed,
            Message = message,
            Handshake = handshake.Number,
        };
        report.List(entry);
        return entry;
    }
}
